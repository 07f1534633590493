"""The demo: a simulator, a desk that is set up, and a page with the phones of a small school."""

import asyncio
import errno
import json
import logging
import sys
import tempfile
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from bot.clock import MachineClock
from bot.running import working_desk
from bot.school import load
from bot.seeds import sow
from bot.settings import Settings
from domain.school import School
from simulator.clock import SimulatedClock
from simulator.server import Simulator

EXAMPLES = Path(__file__).parent.parent / "examples"
TOKEN = "7000000001:demo-token-of-no-real-bot-00000000"  # noqa: S105  known only to the simulator
BOT_ID = int(TOKEN.partition(":")[0])
OPENING = time(9, 5)
_SATURDAY = 5
_PORT_TAKEN = 3
log = logging.getLogger(__name__)


def demo(port: int, settings: Settings) -> int:
    """Run the demo until it is interrupted; return the exit status."""
    try:
        asyncio.run(_run(port, settings))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        sys.stderr.write(f"Port {port} is taken. Choose another: PORT={port + 1} make demo\n")
        return _PORT_TAKEN
    except KeyboardInterrupt:
        pass
    return 0


async def _run(port: int, settings: Settings) -> None:
    script = json.loads((EXAMPLES / "demo.json").read_text(encoding="utf-8"))
    school = load(EXAMPLES / "school.yaml")
    simulator = Simulator(SimulatedClock(_morning(school), flowing=True))
    await simulator.start("127.0.0.1", port)
    try:
        _people(simulator, school, script)
        with tempfile.TemporaryDirectory(prefix="caretaker-demo-") as folder:
            await _serve(simulator, _settings(settings, simulator.url, Path(folder)), script)
    finally:
        await simulator.close()


async def _serve(simulator: Simulator, settings: Settings, script: dict[str, Any]) -> None:
    await sow(settings, script, simulator.clock.now())
    async with working_desk(settings):
        sys.stdout.write(f"Caretaker is at {simulator.url}  (stop with Ctrl+C)\n")
        sys.stdout.flush()
        await asyncio.Event().wait()


def _settings(settings: Settings, url: str, folder: Path) -> Settings:
    """Return the operator's settings turned to the simulator and to a database of its own."""
    return settings.model_copy(
        update={
            "token": SecretStr(TOKEN),
            "database_url": f"sqlite:///{folder}/demo.db",
            "school": str(EXAMPLES / "school.yaml"),
            "api_base": url,
            "clock_url": f"{url}/people/clock",
            "proxy": None,
            "webhook_url": None,
        }
    )


def _morning(school: School) -> datetime:
    """Return the coming working morning, so that the clocks of the demo run."""
    today = MachineClock().now().astimezone(ZoneInfo(school.zone)).date()
    while today.weekday() >= _SATURDAY:
        today += timedelta(days=1)
    return datetime.combine(today, OPENING, ZoneInfo(school.zone)).astimezone(UTC)


def _people(simulator: Simulator, school: School, script: dict[str, Any]) -> None:
    """Put staff, teams' groups, teacher and student into the simulator's world."""
    simulator.add_bot(TOKEN, "caretaker_demo_bot", "校园后勤助手")
    for staff in school.staff.values():
        simulator.add_user(staff.user_id, staff.names["zh_Hans"], language_code="zh-hans")
    for team in school.teams.values():
        members = [
            staff.user_id
            for staff in school.staff.values()
            if any(grant.team in {team.code, None} for grant in staff.grants)
        ]
        title = team.names["zh_Hans"]
        simulator.add_group(title, [*members, BOT_ID], id=team.chat_id, type="supergroup")
    for person in script["people"]:
        simulator.add_user(
            person["id"], person["first_name"], language_code=person["language_code"]
        )
    started = [person["id"] for person in script["people"]] + list(school.staff)
    for user_id in started:
        simulator.world.private(BOT_ID, user_id).started = True
    simulator.world.demo = _shown(script)


def _shown(script: dict[str, Any]) -> dict[str, Any]:
    """Return what the page shows; a phone without a chat shows the private chat with the bot."""
    phones = [{"chat_id": BOT_ID, **phone} for phone in script["phones"]]
    return {
        "title": script["title"],
        "zone": script["zone"],
        "phones": phones,
        "tour": script["tour"],
    }
