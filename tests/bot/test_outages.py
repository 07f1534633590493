"""An outage is noticed once, left alone, and over with the first answer that tells so."""

import asyncio
from datetime import timedelta

import pytest

from bot.outages import PROBE, Outages, Reason
from bot.telegram import TelegramError, TelegramUnreachable
from domain.school import School
from models.unit import Units
from simulator.clock import SimulatedClock
from tests.bot.desks import Desk
from tests.bot.lines import Line, way
from tests.bot.shapes import says
from tests.support.clocks import MONDAY

SEND, POLL, PROBE_CALL = "sendMessage", "getUpdates", "getMe"
GONE = TelegramUnreachable(SEND, "no answer in time")


class Heard:
    """Outages that a test tells how calls ended."""

    def __init__(self) -> None:
        self.clock = SimulatedClock(MONDAY)
        self.line = Line(self.clock)
        self.outages = Outages(self.line, self.clock)
        self.ends = 0
        self.outages.ended = self.end

    def end(self) -> None:
        """Count an outage that is over."""
        self.ends += 1

    def misses(self, method: str, *chat_ids: int | None) -> None:
        """Hear that calls were not answered, and that nobody answers the question after them."""
        for chat_id in chat_ids:
            assert self.reason() is None
            self.line.told(method, chat_id, GONE)
        assert self.reason() is None
        self.line.told(PROBE_CALL, None, GONE)

    def reason(self) -> Reason | None:
        """Return why there is an outage, if there is one."""
        return self.outages.outage.reason if self.outages.outage else None


@pytest.fixture
def heard() -> Heard:
    """Give outages of which nothing is known."""
    return Heard()


def refused(code: int) -> TelegramError:
    """Return a refusal whose words say nothing."""
    return TelegramError(SEND, code, "?", {})


def test_three_chats_in_a_row(heard: Heard) -> None:
    """One chat that gets no answer is no outage yet, nor are three with an answer between."""
    for _ in range(4):
        heard.line.told(SEND, 7, GONE)
    heard.line.told(SEND, 8, GONE)
    heard.line.told(SEND, 9, refused(400))
    heard.line.told(SEND, 9, GONE)
    heard.misses(SEND, 10)
    assert heard.reason() is None
    heard.line.told(PROBE_CALL, None, None)
    heard.misses(SEND, 9, 10, 11)
    assert heard.reason() is Reason.UNREACHABLE


def test_updates_that_cannot_be_taken_tell_it_too(heard: Heard) -> None:
    """A quiet desk sends nothing; it asks three times."""
    heard.misses(POLL, None, None, None)
    assert heard.reason() is Reason.UNREACHABLE
    heard.line.told(POLL, None, None)
    assert heard.reason() is Reason.UNREACHABLE
    heard.line.told("getMe", None, None)
    assert heard.reason() is None
    assert heard.ends == 1


def test_one_conflict_is_no_outage(heard: Heard) -> None:
    """A desk that ended a moment ago may still have asked; two in a row are another program."""
    for _ in range(3):
        heard.line.told(POLL, None, refused(409))
        heard.line.told(SEND, 7, None)
        assert heard.reason() is None
        heard.line.told(POLL, None, None)
    heard.line.told(POLL, None, refused(409))
    heard.line.told(POLL, None, refused(409))
    assert heard.reason() is Reason.CONFLICT


@pytest.mark.parametrize(
    ("code", "method", "reason"), [(401, SEND, Reason.REVOKED), (409, POLL, Reason.CONFLICT)]
)
def test_a_refusal_of_the_bot_itself_begins_it_at_once(
    code: int, method: str, reason: Reason, heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told in one line, and its end in another, however often it is refused."""
    for _ in range(5):
        heard.line.told(method, None, refused(code))
    heard.line.told(SEND, 7, GONE)
    assert heard.reason() is reason
    heard.line.told("getMe" if method == SEND else POLL, None, None)
    assert heard.reason() is None
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]


def test_only_polling_tells_that_nobody_else_polls(heard: Heard) -> None:
    """Sending would work all the while."""
    for _ in range(2):
        heard.line.told(POLL, None, refused(409))
    heard.line.told(SEND, 7, None)
    heard.line.told("getMe", None, None)
    assert heard.reason() is Reason.CONFLICT


def test_six_calls_in_a_row(heard: Heard) -> None:
    """A desk that speaks to one chat alone notices it too."""
    heard.misses(SEND, *[7] * 6)
    assert heard.reason() is Reason.UNREACHABLE


def test_questions_that_are_cut_now_and_then(heard: Heard) -> None:
    """They are not in a row: nothing is suspected, however many there are in all."""
    for _ in range(9):
        heard.line.told(POLL, None, GONE)
        heard.line.told(POLL, None, GONE)
        heard.line.told(POLL, None, None)
    heard.line.told(PROBE_CALL, None, GONE)
    assert heard.reason() is None


async def test_a_suspicion_that_is_answered_holds_nothing_up(heard: Heard) -> None:
    """Telegram is asked at once; the same again is suspected anew, and asked again."""
    watching = asyncio.get_running_loop().create_task(heard.outages.watch())
    for asked in (1, 2):
        heard.line.open.clear()
        for _ in range(3):
            heard.line.told(POLL, None, GONE)
        for _ in range(5):
            await asyncio.sleep(0)
        assert heard.line.calls == [(PROBE_CALL, {})] * asked
        assert heard.reason() is None
        heard.line.told(PROBE_CALL, None, None)
        heard.line.open.set()
        for _ in range(5):
            await asyncio.sleep(0)
        assert heard.reason() is None
    assert heard.ends == 0
    watching.cancel()


async def test_telegram_is_asked_every_half_minute(heard: Heard) -> None:
    """And by nobody else, until it answers."""
    watching = asyncio.get_running_loop().create_task(heard.outages.watch())
    heard.line.refusals += [refused(401)] * 3
    heard.line.told(SEND, 7, refused(401))
    for _ in range(3):
        await asyncio.sleep(0)
        heard.clock.move_to(heard.clock.now() + PROBE)
        for _ in range(5):
            await asyncio.sleep(0)
    assert heard.line.calls == [("getMe", {})] * 3
    watching.cancel()


async def test_answers_wait_for_its_end(units: Units, school: School) -> None:
    """They are said then, in each chat; presses are answered all the same."""
    del school
    clock, desk = SimulatedClock(MONDAY), Desk()
    async with way(units, desk.router, clock) as opened:
        opened.line.told(SEND, 7, refused(401))
        for user_id in (1, 2, 3):
            await opened.intake.take(says("hello", user_id))
        await opened.answers.idle()
        assert opened.line.calls == []
        assert opened.answers.rests_until == MONDAY + PROBE
        opened.line.told("getMe", None, None)
        clock.move_to(MONDAY + PROBE + timedelta(seconds=1))
        while opened.answers.chats:
            await opened.quiet()
        assert [opened.line.said(user_id) for user_id in (1, 2, 3)] == [["hello"]] * 3


async def test_answers_wait_for_a_question_that_is_long_under_way(
    units: Units, school: School
) -> None:
    """Nobody asks over and over whether it is answered; once it is, answers go at once."""
    del school
    clock, desk = SimulatedClock(MONDAY), Desk()
    async with way(units, desk.router, clock) as opened:
        watching = asyncio.get_running_loop().create_task(opened.outages.watch())
        opened.outages.ended = opened.answers.reopen
        opened.line.told(SEND, 7, refused(401))
        await asyncio.sleep(0)
        await opened.intake.take(says("hello", 1))
        await opened.answers.idle()
        opened.line.open.clear()
        clock.move_to(MONDAY + PROBE)
        for _ in range(20):
            await asyncio.sleep(0)
        assert opened.line.calls == [("getMe", {})]
        assert opened.answers.rests_until == MONDAY + 2 * PROBE
        opened.line.open.set()
        opened.line.told("getMe", None, None)
        await opened.answers.idle()
        assert opened.line.said(1) == ["hello"]
        watching.cancel()
