"""How a whole desk fares: what is wrong is noticed and named, and no figure names anybody."""

import re
from collections.abc import AsyncIterator
from functools import partial

import pytest
from aiohttp import ClientSession

from bot.running import serving
from bot.vitals import Vitals
from models.unit import DatabaseTrouble
from scheduler.clockwork import Clockwork
from tests.stories.conftest import TEACHER
from tests.stories.desk import BOT_ID, DESK_CHAT, REPAIR, TOKEN, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from tests.stories.test_trouble import owe_words
from tests.support.processes import free_port
from web.health import METRICS, READY, application

NOBODY_WAITS = 0.0


@pytest.fixture
async def clockwork(desk: Desk) -> AsyncIterator[Clockwork]:
    """Give what turns the ticks of the desk; without it the desk would be dead, but for talk."""
    async with Clockwork(desk.program.units, desk.program.wake) as turning:
        yield turning


async def _away(_: object) -> None:
    raise DatabaseTrouble("OperationalError")


async def page(vitals: Vitals, path: str) -> tuple[int, str]:
    """Return what a desk answers to whoever watches it."""
    port = free_port()
    async with (
        serving(application(vitals), "127.0.0.1", port),
        ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_all_is_well(desk: Desk, clockwork: Clockwork) -> None:
    """A desk that has just opened is ready."""
    vitals = Vitals(desk.program, clockwork, polls=True)
    assert await page(vitals, READY) == (200, '{"ready": true, "troubles": {}}')


async def test_ticks_that_stopped_and_a_silent_telegram_are_named(
    desk: Desk, clockwork: Clockwork
) -> None:
    """Nobody but the watcher notices: people are answered as ever."""
    vitals = Vitals(desk.program, clockwork, polls=True, stale=NOBODY_WAITS)
    status, said = await page(vitals, READY)
    assert status == 503
    assert "none has turned for" in said
    assert "no answer to a question for updates" in said
    pushed = Vitals(desk.program, clockwork, polls=False, stale=NOBODY_WAITS)
    assert "polling" not in await pushed.troubles()


async def test_an_outage_is_named(
    desk: Desk, clockwork: Clockwork, anna: Telephone, chen: Telephone
) -> None:
    """While it lasts; the manager, who has named no operator, is told of it when it is over."""
    vitals = Vitals(desk.program, clockwork, polls=True)
    await files_a_repair(anna)
    await desk.people.fails("drop", times=0)
    for chat_id in (REPAIR, DESK_CHAT, TEACHER):
        await desk.program.units.run(partial(owe_words, chat_id, 1))
    await desk.forward(minutes=10)
    assert "unreachable since" in (await vitals.troubles())["telegram"]
    await desk.people.behaves()
    await desk.forward(minutes=6)
    assert await vitals.troubles() == {}
    assert await chen.counts("Telegram could not be reached") == 1


async def test_a_database_that_is_away_is_named(
    desk: Desk, clockwork: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Figures that need none are still told."""
    vitals = Vitals(desk.program, clockwork, polls=True)
    monkeypatch.setattr(desk.program.units, "run", _away)  # a server that cannot be switched off
    ready, figures = await page(vitals, READY), await page(vitals, METRICS)
    monkeypatch.undo()
    assert ready == (503, '{"ready": false, "troubles": {"database": "OperationalError"}}')
    assert "caretaker_database_up 0" in figures[1]
    assert "caretaker_build_info{" in figures[1]
    assert "caretaker_outbox_owed" not in figures[1]


async def test_figures_tell_what_happened_and_name_nobody(
    desk: Desk, clockwork: Clockwork, anna: Telephone, wang: Telephone
) -> None:
    """Updates, calls, open tickets; no number of a ticket, no chat, no person, no token."""
    await files_a_repair(anna)
    await wang.taps("接单")
    status, said = await page(Vitals(desk.program, clockwork, polls=True), METRICS)
    assert status == 200
    for line in (
        r'caretaker_updates_seconds_count\{outcome="handled"\} [1-9]\d*',
        r'caretaker_calls_seconds_count\{method="sendMessage",result="ok"\} [1-9]\d*',
        r'caretaker_tickets_open\{kind="repair",status="accepted"\} 1',
        r"caretaker_outbox_owed \d+",
        r"caretaker_parked_updates 0",
        r"caretaker_database_up 1",
    ):
        assert re.search(f"^{line}$", said, re.MULTILINE), line
    words = re.findall(r'"([^"]*)"', said)  # all else are the names of metrics, and numbers
    for secret in (TEACHER, BOT_ID, REPAIR, TOKEN.partition(":")[2], "1001", "Anna", "drips"):
        assert not any(str(secret) in word for word in words)
    samples = [line for line in said.splitlines() if not line.startswith("#")]
    assert all(re.fullmatch(r"caretaker_\w+(\{.+\})? [\d.e+-]+", line) for line in samples)
