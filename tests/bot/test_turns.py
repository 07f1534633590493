"""Answers wait for Telegram's limits, chat by chat, and are said when they may be."""

from datetime import timedelta
from functools import partial

import pytest

from bot.lanes import PATIENCE
from bot.telegram import TelegramError, TelegramUnreachable
from domain.school import School
from models import chats
from models.unit import Units
from simulator.clock import SimulatedClock
from tests.bot.desks import Desk
from tests.bot.lines import Way, way
from tests.bot.shapes import presses, says
from tests.support.clocks import MONDAY

ANNA, FRIEND = 3001, 3002
NEARLY_A_SECOND = timedelta(seconds=0.99)  # the buckets count in fractions


@pytest.fixture
def desk(school: School) -> Desk:
    """Give handlers in a school that is in force."""
    return Desk()


def flood(seconds: int) -> TelegramError:
    """Return what Telegram answers to too much."""
    return TelegramError("sendMessage", 429, "Too Many Requests", {"retry_after": seconds})


async def takes_at_once(opened: Way, *updates: bytes) -> None:
    """Take updates before anything can have been said."""
    for raw in updates:
        await opened.intake.take(raw)


async def test_an_answer_that_must_wait_is_said_when_it_may_be(units: Units, desk: Desk) -> None:
    """Not a moment before; the next one waits behind it, and nobody else waits at all."""
    clock = SimulatedClock(MONDAY)
    async with way(units, desk.router, clock) as opened:
        opened.line.refusals.append(flood(60))
        await takes_at_once(opened, says("one"), says("two"))
        await opened.answers.idle()
        assert opened.answers.rests_until == MONDAY + timedelta(seconds=60)
        clock.forward(59)
        await takes_at_once(opened, says("hello", FRIEND))
        await opened.answers.idle()
        assert opened.line.said(FRIEND) == ["hello"]
        assert opened.line.said(ANNA) == ["one"]
        clock.forward(1)
        while opened.answers.chats:
            await opened.quiet()
        assert opened.line.said(ANNA) == ["one", "one", "two"]


async def test_a_restart_does_not_forget_it(units: Units, desk: Desk) -> None:
    """What Telegram said to an answer is written down, also when it is hours."""
    async with way(units, desk.router) as opened:
        opened.line.refusals.append(flood(10_072))
        await opened.intake.take(says("one"))
        await opened.answers.idle()
        until = opened.clock.now() + timedelta(seconds=10_072)
        assert await units.run(chats.quiet) == {ANNA: until}


async def test_what_would_be_said_hours_later_is_given_up(units: Units, desk: Desk) -> None:
    """The chat is left alone all the same."""
    async with way(units, desk.router) as opened:
        opened.line.refusals.append(flood(int(PATIENCE.total_seconds()) + 1))
        await takes_at_once(opened, says("one"), says("two"))
        await opened.answers.idle()
        assert opened.answers.chats == frozenset()
        assert opened.line.said(ANNA) == ["one"]


async def test_a_press_is_answered_in_a_chat_that_must_wait(units: Units, desk: Desk) -> None:
    """Its screen is drawn later, once, as it was."""
    async with way(units, desk.router) as opened:
        opened.line.refusals.append(flood(60))
        await takes_at_once(opened, says("one"), presses("draw", ANNA))
        await opened.presses.idle()
        assert len(opened.line.answered) == 1
        assert opened.line.said(ANNA) == ["one"]
        await opened.quiet()
        assert opened.line.said(ANNA) == ["one", "one", "pressed"]


async def test_nothing_is_lost_when_nobody_could_be_called(units: Units, desk: Desk) -> None:
    """Without a connection nothing can have been said, so it is said again; else it may have."""
    async with way(units, desk.router) as opened:
        gone = partial(TelegramUnreachable, "sendMessage", "gone")
        opened.line.refusals += [gone(connected=False), gone(connected=True)]
        await opened.takes(says("one"))
        assert opened.line.said(ANNA) == ["one", "one"]


async def test_answers_keep_the_limits(units: Units, desk: Desk) -> None:
    """However many there are: three to a chat at once, then one a second, 25 a second in all."""
    async with way(units, desk.router) as opened:
        for number in range(8):
            await takes_at_once(opened, *(says(str(number), 5000 + who) for who in range(20)))
        await opened.quiet()
        moments = opened.line.moments.values()
    for said in moments:
        assert len(said) == 8
        assert all(b - a >= NEARLY_A_SECOND for a, b in zip(said, said[3:], strict=False))
    everything = sorted(moment for said in moments for moment in said)
    assert all(b - a >= NEARLY_A_SECOND for a, b in zip(everything, everything[50:], strict=False))
