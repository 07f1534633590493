"""The demo: a simulator, a desk that is set up, and a page with the phones of a small school.

Both live by one simulated clock: through the day before by themselves, then as the visitor moves
it. The machine's clock is not asked, so that the demo is the same whenever it is watched.
"""

import asyncio
import errno
import json
import sys
import tempfile
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot.jumps import jumps
from bot.program import Program
from bot.running import desk
from bot.school import load
from bot.seeds import BEGINNING, sow, speak
from bot.settings import Settings
from domain.school import School
from scheduler.clockwork import Clockwork
from scheduler.ticks import next_moment
from simulator.api.limits import UNLIMITED
from simulator.client.people import People
from simulator.clock import SimulatedClock
from simulator.server import Simulator

EXAMPLES = Path(__file__).parent.parent / "examples"
TOKEN = "7000000001:demo-token-of-no-real-bot-00000000"  # noqa: S105  known only to the simulator
BOT_ID = int(TOKEN.partition(":")[0])
LANGUAGES = {"zh": "zh_Hans", "en": "en"}
_PORT_TAKEN = 3
# One visitor plays everybody: whoever presses fast should not meet the limits of a whole school.
_PACES = ("pace_in_all", "pace_person", "pace_group_a_minute")
_NO_PACE = 100_000


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
    simulator = Simulator(SimulatedClock(BEGINNING), limits=UNLIMITED)
    try:
        await simulator.start("127.0.0.1", port)
        _people(simulator, school, script)
        with tempfile.TemporaryDirectory(prefix="caretaker-demo-") as folder:
            ours = _settings(settings, simulator.url, Path(folder))
            async with desk(ours, simulator.clock) as program:
                await _begin(simulator, program, script)
                program.keep(_follow_language(simulator, program, script))
                await _work(simulator.clock, program)
    finally:
        await simulator.close()


async def _begin(simulator: Simulator, program: Program, script: dict[str, Any]) -> None:
    """Live through the day before, until the people on the phones look at the menu."""
    await sow(program.units, script, partial(_reach, simulator.clock, program))
    await _come_to_the_menu(simulator, script)
    simulator.clock.flow()
    sys.stdout.write(f"Caretaker is at {simulator.url}  (stop with Ctrl+C)\n")
    sys.stdout.flush()


async def _come_to_the_menu(simulator: Simulator, script: dict[str, Any]) -> None:
    async with People(simulator.url) as people:
        for user_id in script["at_the_menu"]:
            await people.person(user_id).opens(bot=BOT_ID)


async def _follow_language(simulator: Simulator, program: Program, script: dict[str, Any]) -> None:
    """Let everybody speak the language that the visitor reads, until cancelled."""
    world, spoken = simulator.world, "zh"
    while True:
        wanted = world.demo["lang"] if world.demo else spoken
        if wanted == spoken or wanted not in LANGUAGES:
            await world.demo_turns.heard()
            continue
        spoken = wanted
        await program.units.run(partial(speak, script=script, language=LANGUAGES[spoken]))
        program.delivery.wake()
        await _come_to_the_menu(simulator, script)


async def _work(clock: SimulatedClock, program: Program) -> None:
    """Keep time by the simulated clock until cancelled, and let none of its walks miss a thing."""
    keeper = Clockwork(program.units, program.wake)
    async with keeper, asyncio.TaskGroup() as group:
        while True:
            version = clock.version
            await program.tick()
            await program.quiet()
            moment = await program.units.run(next_moment)
            sleeper = group.create_task(clock.sleep_until(moment)) if moment else None
            await clock.moved(version)
            if sleeper:
                sleeper.cancel()


async def _reach(clock: SimulatedClock, program: Program, moment: datetime) -> None:
    """Let time pass until a moment, with everything done and heard that is due on the way."""
    await program.quiet()
    while clock.now() < moment:
        due = (await program.units.run(next_moment), program.rests_until, moment)
        clock.move_to(min(each for each in due if each))
        await program.tick()
        await program.quiet()


def _settings(settings: Settings, url: str, folder: Path) -> Settings:
    """Return the operator's settings turned to the simulator and to a database of its own."""
    return settings.model_copy(
        update={
            "token": SecretStr(TOKEN),
            "database_url": f"sqlite:///{folder}/demo.db",
            "school": str(EXAMPLES / "school.yaml"),
            "api_base": url,
            "proxy": None,
            "webhook_url": None,
            **dict.fromkeys(_PACES, _NO_PACE),
        }
    )


def _people(simulator: Simulator, school: School, script: dict[str, Any]) -> None:
    """Put staff, teams' groups, teacher and student into the simulator's world."""
    simulator.add_bot(TOKEN, "caretaker_demo_bot", "校园后勤助手")
    for staff in school.staff.values():
        simulator.add_user(staff.user_id, staff.names["zh_Hans"], language_code="zh-hans")
    for team in school.teams.values():
        members = [
            staff.user_id
            for staff in school.staff.values()
            if any(grant.team == team.code for grant in staff.grants)
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
    simulator.world.demo = _shown(script, school)


def _shown(script: dict[str, Any], school: School) -> dict[str, Any]:
    """Return what the page shows; a phone without a chat shows the private chat with the bot."""
    phones = [{"chat_id": BOT_ID, **phone} for phone in script["phones"]]
    return {
        "title": script["title"],
        "zone": script["zone"],
        "lang": "zh",
        "jumps": jumps(script["jumps"], school),
        "phones": phones,
        "tour": script["tour"],
    }
