"""What turns the ticks: it outlives a clock that hops, and two of it do nothing twice."""

import asyncio
import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo
from typing import Self

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

from domain.moves import Move
from domain.school import School
from domain.tickets import Ticket
from models import history
from models.unit import ReadSchool, Unit, Units
from scheduler.clockwork import Clockwork, run_all
from scheduler.ticks import TICKS, Job, Tick
from services.acts import Act
from services.moving import move
from services.people import person_for
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import DISPATCHER, REPAIR_CHAT, WORKER
from tests.support.tickets import NEW, REQUESTER, begins, filed

FAST = 0.05
SOON = 10  # seconds in which a busy machine has surely come to it
NIGHT = timedelta(hours=8)


class HandSet(datetime):
    """The machine's clock as APScheduler reads it, set forward or back by hand."""

    ahead = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        """Return the moment that the clock shows."""
        shown = dt.datetime.now(tz) + cls.ahead  # noqa: TID251  the clock that is set
        return cls.combine(shown.date(), shown.timetz())


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[HandSet]]:
    """Let a test set the clock that APScheduler reads; it takes no other than the machine's."""
    for module in (apscheduler.schedulers.base, apscheduler.triggers.interval):
        monkeypatch.setattr(module, "datetime", HandSet)
    yield HandSet
    HandSet.ahead = timedelta()


class Turns:
    """A tick that finds nothing, and counts how often it looked."""

    def __init__(self) -> None:
        self.count = 0
        self._looked = asyncio.Event()
        self.tick = Tick("turns", FAST, self._find)

    def heard(self) -> None:
        """Note that a turn is over."""
        self._looked.set()

    async def more(self, count: int) -> None:
        """Return when there were so many turns more."""
        wanted = self.count + count
        async with asyncio.timeout(SOON):
            while self.count < wanted:
                self._looked.clear()
                await self._looked.wait()

    def _find(self, _: Unit) -> Sequence[Job]:
        self.count += 1
        return ()


async def test_a_clock_that_is_set_back_stops_nothing(
    units: Units, hands: type[HandSet], caplog: pytest.LogCaptureFixture
) -> None:
    """The moment that APScheduler waits for is hours away; the watch winds it again."""
    turns = Turns()
    async with (
        Clockwork(units, turns.heard, (turns.tick,)) as clockwork,
        asyncio.TaskGroup() as group,
    ):
        watch = group.create_task(clockwork.watch())
        await turns.more(2)
        hands.ahead = -NIGHT
        await turns.more(4)
        watch.cancel()
    assert "wound again" in caplog.text


async def test_a_night_asleep_is_one_turn(units: Units, hands: type[HandSet]) -> None:
    """What would have turned thousands of times meanwhile turns once, and then in its rhythm."""
    turns = Turns()
    seldom = replace(turns.tick, every=600)
    often = Tick("often", 1.0, lambda _: ())
    async with Clockwork(units, turns.heard, (often, seldom)):
        hands.ahead = NIGHT
        await turns.more(1)
        before = turns.count
        await asyncio.sleep(5 * FAST)
    assert (before, turns.count) == (2, 2)


async def test_a_metronome_that_died_is_replaced_by_the_watch(units: Units) -> None:
    """Whatever ended it, everything is looked at in the rhythm of the watch."""
    turns = Turns()
    async with Clockwork(units, turns.heard, (turns.tick,)) as clockwork:
        pass
    async with asyncio.TaskGroup() as group:
        watch = group.create_task(clockwork.watch())
        await turns.more(2)
        watch.cancel()


def file(units: Units) -> Ticket:
    """File a repair whose clocks run from now."""
    with units.open() as unit:
        person_for(unit, REQUESTER, "Anna")
        stored = filed(unit, replace(NEW, submitted_at=unit.now))
        begins(unit, stored)
    return stored


async def test_what_was_done_is_not_done_again_when_the_clock_goes_back(
    units: Units, school: School, clock: StillClock
) -> None:
    """Each rung and the digest are heard once, though their moments come twice."""
    file(units)
    heard = []
    for hop in (0, -6, 0):
        clock.forward(hours=hop)
        for _ in range(9 * 4):
            clock.forward(minutes=15)
            await run_all(units)
            heard += [(debt.kind, debt.chat_id, debt.facts.get("level")) for debt in owed(units)]
    counted = Counter(each for each in heard if each[0] in {"alarm", "digest"})
    assert ("alarm", REPAIR_CHAT, 1) in counted
    assert ("alarm", DISPATCHER, 4) in counted
    assert {kind for kind, _, _ in counted} == {"alarm", "digest"}
    assert set(counted.values()) == {1}


async def test_eight_hours_asleep_are_one_alarm_for_each_clock(
    units: Units, school: School, clock: StillClock
) -> None:
    """For each ticket and rule the highest level that is due, and no other."""
    for _ in range(3):
        file(units)
    clock.forward(hours=8)
    await run_all(units)
    alarms = [debt for debt in owed(units) if debt.kind == "alarm"]
    rules = [(debt.ticket_id, debt.facts["clock"], debt.chat_id) for debt in alarms]
    assert len(rules) == len(set(rules))
    assert {debt.ticket_id for debt in alarms} == {1, 2, 3}


@pytest.fixture
def others(
    database_url: str, clock: StillClock, read_school: ReadSchool, school: School
) -> Iterator[Units]:
    """Give what another process would have: units of its own on the same database."""
    opened = Units.connect(database_url, clock.now, read_school)
    yield opened
    opened.close()


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """Give how often two clockworks turn all their ticks."""
    wanted: int = request.config.getoption("--ticks")
    return max(wanted // (2 * len(TICKS)), 1)


def at_work(units: Units) -> tuple[list[Ticket], list[Ticket]]:
    """File a ticket that nobody accepts, and return those on hold and those that are done."""
    _, *tickets_ = (file(units) for _ in range(7))
    with units.open() as unit:
        for ticket in tickets_:
            move(unit, Act(ticket.id, Move.ACCEPT, WORKER))
        for ticket in tickets_[:3]:
            move(unit, Act(ticket.id, Move.HOLD, WORKER, {"reason": "access"}))
        for ticket in tickets_[3:]:
            move(unit, Act(ticket.id, Move.DONE, WORKER))
    owed(units)
    return tickets_[:3], tickets_[3:]


def count(units: Units, of: list[Ticket], what: Move) -> list[int]:
    """Return how often each ticket made a move."""
    with units.open() as unit:
        return [
            sum(event.move is what for event in history.events_of(unit, ticket.id))
            for ticket in of
        ]


async def test_two_clockworks_do_nothing_twice(
    units: Units, others: Units, clock: StillClock, rounds: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Two processes' worth of ticks on one database, for a fortnight: every job has one doer."""
    held, done = at_work(units)
    heard: Counter[tuple[object, ...]] = Counter()
    for _ in range(rounds):
        clock.forward(seconds=14 * 24 * 3600 // rounds)
        await asyncio.gather(run_all(units), run_all(others))
        heard.update(
            (debt.kind, debt.chat_id, debt.ticket_id, *debt.facts.values())
            for debt in owed(units)
            if debt.kind != "card"  # drawn again whenever something changes
        )
    assert {kind for kind, *_ in heard} >= {"alarm", "digest", "notice", "team_notice"}
    assert [each for each, times in heard.items() if times > 1] == []
    assert count(units, held, Move.RESUME) == count(units, done, Move.CLOSE) == [1, 1, 1]
    failed = {each.getMessage() for each in caplog.records if "failed" in each.getMessage()}
    assert {each for each in failed if "the clocks of" not in each} == set()  # without histories
