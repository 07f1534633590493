"""Clocks in the database: what is due is found by an index, and each level fires once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from domain.clocks import Clock, ClockKind, Outcome
from domain.targets import Unit
from models import clocks
from models.unit import Units
from tests.support.clocks import MONDAY, StillClock
from tests.support.tickets import filed

HOUR = timedelta(hours=1)
ACK = Clock(
    kind=ClockKind.ACK,
    cycle=1,
    calendar="teaching",
    unit=Unit.WORKING_MINUTES,
    budget=3600,
    spent=0,
    running_since=MONDAY,
    due_at=MONDAY + HOUR,
    began_at=MONDAY,
    next_at=MONDAY + HOUR / 2,
)
RESOLVE = replace(ACK, kind=ClockKind.RESOLVE, next_at=None)
RAISED = replace(ACK, level=1, next_at=MONDAY + HOUR)
RACERS = 4


@pytest.fixture
def ticket_id(units: Units) -> int:
    """Give a ticket whose clocks run."""
    with units.open() as unit:
        ticket = filed(unit)
        clocks.add(unit, ticket.id, (ACK, RESOLVE))
        return ticket.id


def test_clocks_come_back_as_they_were_stored(units: Units, ticket_id: int) -> None:
    """Kinds, units and outcomes are values again, moments are UTC."""
    with units.open() as unit:
        assert clocks.of_ticket(unit, ticket_id) == (ACK, RESOLVE)
        assert clocks.of_ticket(unit, ticket_id + 1) == ()


def test_a_ticket_may_have_no_clock(units: Units) -> None:
    """Nothing promised is nothing stored."""
    with units.open() as unit:
        ticket = filed(unit)
        clocks.add(unit, ticket.id, ())

        assert clocks.of_ticket(unit, ticket.id) == ()


def test_a_stopped_clock_is_stored_in_its_place(units: Units, ticket_id: int) -> None:
    """Saving changes one clock of one cycle and no other."""
    met = replace(
        ACK,
        spent=60,
        running_since=None,
        due_at=None,
        stopped_at=MONDAY,
        outcome=Outcome.MET,
        next_at=None,
    )
    with units.open() as unit:
        clocks.add(unit, ticket_id, (replace(ACK, cycle=2),))
        clocks.save(unit, ticket_id, met)

        assert clocks.of_ticket(unit, ticket_id) == (met, RESOLVE, replace(ACK, cycle=2))


def test_a_clock_is_due_from_its_moment_on(
    units: Units, ticket_id: int, clock: StillClock
) -> None:
    """Before the moment nothing is found, afterwards until it is dealt with."""
    with units.open() as unit:
        assert clocks.due(unit, 10) == []
    clock.forward(minutes=30)
    with units.open() as unit:
        assert clocks.due(unit, 10) == [(ticket_id, ACK.key)]


def test_the_clock_that_waited_longest_comes_first(
    units: Units, ticket_id: int, clock: StillClock
) -> None:
    """After an outage the oldest alarm is not behind the newest."""
    with units.open() as unit:
        second = filed(unit)
        earlier = replace(ACK, next_at=MONDAY + HOUR / 4)
        clocks.add(unit, second.id, (earlier,))
    clock.forward(hours=1)
    with units.open() as unit:
        found = [ticket for ticket, _ in clocks.due(unit, 10)]
        assert found == [second.id, ticket_id]
        assert clocks.due(unit, 1) == [(second.id, ACK.key)]


def test_what_comes_next(units: Units, ticket_id: int, clock: StillClock) -> None:
    """The nearest of all levels and ends of pauses that are still to come; None without any."""
    held = replace(RESOLVE, running_since=None, due_at=None, resumes_at=MONDAY + 2 * HOUR)
    with units.open() as unit:
        clocks.save(unit, ticket_id, held)
        assert clocks.next_due(unit) == MONDAY + HOUR / 2
    clock.forward(minutes=30)
    with units.open() as unit:
        assert clocks.next_due(unit) == MONDAY + 2 * HOUR
    clock.forward(minutes=90)
    with units.open() as unit:
        assert clocks.next_due(unit) is None


def test_a_level_is_raised_by_one_of_many(units: Units, ticket_id: int) -> None:
    """Processes that saw the same level due at once send one alarm."""
    ready = Barrier(RACERS)

    def raise_it(_: int) -> bool:
        ready.wait()
        with units.open() as unit:
            return clocks.raise_level(unit, ticket_id, ACK, RAISED)

    with ThreadPoolExecutor(RACERS) as threads:
        assert sum(threads.map(raise_it, range(RACERS))) == 1
    with units.open() as unit:
        assert clocks.of_ticket(unit, ticket_id) == (RAISED, RESOLVE)


def test_a_clock_that_ended_meanwhile_raises_nothing(units: Units, ticket_id: int) -> None:
    """Whoever accepted while the tick was thinking is not shouted at."""
    with units.open() as unit:
        clocks.save(unit, ticket_id, replace(ACK, outcome=Outcome.MET, next_at=None))

        assert not clocks.raise_level(unit, ticket_id, ACK, RAISED)


def test_a_postponed_clock_is_left_alone_until_then(
    units: Units, ticket_id: int, clock: StillClock
) -> None:
    """A ticket that cannot be dealt with does not come up again in the same breath."""
    clock.forward(minutes=30)
    with units.open() as unit:
        clocks.postpone(unit, ticket_id, ClockKind.ACK, clock.now() + HOUR)
        assert clocks.due(unit, 10) == []
    clock.forward(hours=1)
    with units.open() as unit:
        assert clocks.due(unit, 10) == [(ticket_id, ACK.key)]


def test_a_pause_is_over_from_its_moment_on(
    units: Units, ticket_id: int, clock: StillClock
) -> None:
    """A ticket is named once, however many of its clocks go on, and the longest over first."""
    paused = replace(ACK, running_since=None, due_at=None, next_at=None)
    with units.open() as unit:
        for kind in (ClockKind.ACK, ClockKind.RESOLVE):
            clocks.save(unit, ticket_id, replace(paused, kind=kind, resumes_at=MONDAY + HOUR))
        other = filed(unit)
        clocks.add(unit, other.id, (replace(paused, resumes_at=MONDAY + HOUR / 2),))
        assert clocks.pauses_over(unit, 10) == []

    clock.forward(hours=1)
    with units.open() as unit:
        assert clocks.pauses_over(unit, 10) == [other.id, ticket_id]
        assert clocks.pauses_over(unit, 1) == [other.id]
