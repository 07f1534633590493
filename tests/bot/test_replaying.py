"""Parked updates that somebody asks for are handled once, with all that follows from it."""

import asyncio
from functools import partial

import pytest

from bot.looking import Looking
from bot.replaying import Replaying
from domain.refusal import Refusal
from domain.school import School
from models import updates
from models.unit import DatabaseTrouble, Units
from models.updates import Parked
from tests.bot.desks import Desk
from tests.bot.lines import Way, way
from tests.bot.shapes import presses, says


@pytest.fixture
def desk(school: School) -> Desk:
    """Give handlers in a school that is in force, which cannot handle "poison"."""
    made = Desk()
    made.orders["poison"] = breaks
    return made


def breaks() -> None:
    """Fail."""
    raise ValueError


async def parks(opened: Way, raw: bytes) -> Parked:
    """Let an update be parked, and ask for it."""
    await opened.takes(raw)
    opened.line.calls.clear()
    (found,) = await opened.parked()
    await opened.units.run(partial(updates.ask, number=found.id))
    return found


async def replays(opened: Way) -> None:
    """Look for what was asked for, several times at once, and let everything be said."""
    again = Replaying(opened.intake, opened.units)
    await asyncio.gather(*(again.look() for _ in range(3)))
    await opened.quiet()
    await opened.presses.idle()


async def test_it_is_handled_once(units: Units, desk: Desk) -> None:
    """After the bug was mended; its own id does not keep it out, and Telegram's copy is known."""
    raw = says("poison")
    async with way(units, desk.router) as opened:
        await parks(opened, raw)
        desk.orders.clear()
        await replays(opened)
        await opened.takes(raw)
        assert opened.line.said(3001) == ["poison"]
        assert await opened.parked() == []


async def test_it_fails_again(units: Units, desk: Desk) -> None:
    """It waits with its new reason until somebody asks once more."""
    async with way(units, desk.router) as opened:
        await parks(opened, says("poison"))
        await Replaying(opened.intake, opened.units).look()
        desk.orders.clear()
        await replays(opened)
        (found,) = await opened.parked()
    assert (found.tries, found.asked_at) == (10, None)


async def test_what_is_refused_now_is_settled(units: Units, desk: Desk) -> None:
    """Whoever pressed is told why."""

    def refuses() -> None:
        raise Refusal("broken")

    async with way(units, desk.router) as opened:
        await parks(opened, presses("poison"))
        desk.orders["poison"] = refuses
        await replays(opened)
        assert len(opened.line.answered) == 1
        assert await opened.parked() == []


async def test_bytes_that_are_no_text_come_back_as_they_were(units: Units, desk: Desk) -> None:
    """A byte that is no text, and NUL, make no other update of it."""
    raw = says("poison").replace(b'"text": "poison"', b'"text": "poison\xff\xfe\\u0000"')
    desk.orders["poison���"] = breaks
    async with way(units, desk.router) as opened:
        await parks(opened, raw)
        desk.orders.clear()
        await replays(opened)
        assert opened.line.said(3001) == ["poison���"]


async def test_what_is_no_update_stays_parked(units: Units, desk: Desk) -> None:
    """It is only for a person to read."""
    async with way(units, desk.router) as opened:
        before = await parks(opened, b"{oops")
        await replays(opened)
        (found,) = await opened.parked()
    assert (found.id, found.tries, found.asked_at) == (before.id, 0, None)


async def test_a_database_in_trouble_is_asked_at_the_next_look(units: Units, desk: Desk) -> None:
    """And the looking goes on."""
    met, loop = asyncio.Event(), asyncio.get_running_loop()

    def cannot() -> None:
        loop.call_soon_threadsafe(met.set)
        raise DatabaseTrouble("locked")

    async with way(units, desk.router) as opened:
        await parks(opened, says("poison"))
        desk.orders["poison"] = cannot
        again = Replaying(opened.intake, opened.units)
        looking = Looking(again.look)
        running = loop.create_task(looking.run())
        looking.wake()
        await met.wait()
        desk.orders.clear()
        looking.wake()
        await opened.units.run(lambda _: None)  # after the one that was in trouble
        await again.look()
        running.cancel()
        await opened.quiet()
        assert opened.line.said(3001) == ["poison"]
