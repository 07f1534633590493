"""Alarms: to whom, when, and in whose working time."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.clocks import Clock, ClockKind
from domain.moves import Move
from domain.school import School
from domain.tickets import Ticket
from models import clocks
from models.unit import Units
from services.timing import Drift, check, drift, postpone, sound
from tests.services.people import asked, files, moves
from tests.support.clocks import MONDAY, StillClock
from tests.support.debts import owed, waiting
from tests.support.schools import HEAD, LEAD, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER
from tests.views.school import at

HOUR = timedelta(hours=1)
_MOMENTS = {
    "2026-11-23 14:59": [],
    "2026-11-23 15:00": [WORKER],
    "2026-11-23 17:23": [],
    "2026-11-23 17:24": [WORKER, LEAD],
    "2026-11-24 08:59": [],
    "2026-11-24 09:00": [MANAGER],
    "2026-11-25 17:59": [REPAIR_CHAT],
    "2026-11-25 18:00": [HEAD],
}
"""Who hears what, filed on Monday at nine: eight working hours, lunch from twelve to two.

The first look after the breach asks the team why.
"""


def hears(units: Units, ticket: Ticket, kind: ClockKind) -> list[tuple[int, datetime]]:
    """Let one clock sound; return who is owed an alarm, and from when."""
    asked(units, lambda unit: sound(unit, ticket.id, (kind, 1, 1)))
    moments = asked(units, waiting)
    owed(units)
    return sorted(moments.items())


def resolve(units: Units, ticket: Ticket) -> Clock:
    """Return the clock of the work."""
    return asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))[1]


def test_each_rung_once(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Half, four fifths and the whole of the promise, and a working day after it."""
    heard: dict[str, list[int]] = {}
    for local in _MOMENTS:
        clock.forward(seconds=int((at(local) - clock.now()).total_seconds()))
        heard[local] = [chat for chat, _ in hears(units, ticket, ClockKind.RESOLVE)]

    assert heard == _MOMENTS
    assert resolve(units, ticket).next_at is None


def test_too_early_changes_nothing_but_the_moment(units: Units, ticket: Ticket) -> None:
    """A tick that comes before its time sets the moment right and tells nobody."""
    right = resolve(units, ticket)
    asked(units, lambda unit: clocks.save(unit, ticket.id, replace(right, next_at=MONDAY)))

    assert hears(units, ticket, ClockKind.RESOLVE) == []
    assert resolve(units, ticket) == right


def test_a_ticket_or_a_clock_that_is_gone(units: Units, ticket: Ticket) -> None:
    """There is nobody to tell."""
    with units.open() as unit:
        sound(unit, ticket.id, (ClockKind.RESOLVE, 2, 1))
        sound(unit, ticket.id + 1, (ClockKind.RESOLVE, 1, 1))
    assert owed(units) == []


def test_nobody_is_woken_by_a_late_look(units: Units, school: School, clock: StillClock) -> None:
    """What is found at nine in the evening is said when the reader's hours begin."""
    ticket = files(units)
    owed(units)
    clock.forward(hours=12)

    assert hears(units, ticket, ClockKind.ACK) == [(MANAGER, at("2026-11-24 08:00"))]


def test_a_promise_that_ends_with_the_day_is_spoken_of_at_once(
    units: Units, school: School, clock: StillClock
) -> None:
    """The manager of a ticket that is due at six hears it at six, not on the next morning."""
    clock.forward(hours=3, minutes=30)
    ticket = moves(units, files(units), WORKER, Move.ACCEPT)
    owed(units)
    shorter = replace(resolve(units, ticket), budget=4 * 3600, due_at=at("2026-11-23 18:00"))
    asked(units, lambda unit: clocks.save(unit, ticket.id, shorter))
    clock.forward(hours=5, minutes=30, seconds=20)
    assert hears(units, ticket, ClockKind.RESOLVE) == [(MANAGER, clock.now())]


def test_a_broken_clock_is_left_alone_for_an_hour(units: Units, ticket: Ticket) -> None:
    """Only what is due before then is put off."""
    before = resolve(units, ticket)
    asked(units, lambda unit: postpone(unit, ticket.id, ClockKind.RESOLVE))
    assert resolve(units, ticket) == before
    asked(units, lambda unit: clocks.save(unit, ticket.id, replace(before, next_at=MONDAY)))
    asked(units, lambda unit: postpone(unit, ticket.id, ClockKind.RESOLVE))
    assert resolve(units, ticket).next_at == MONDAY + HOUR


def test_the_clocks_are_what_the_history_says(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """After holds, a breach, a rework and a reopening there is no drift."""
    steps: tuple[tuple[int, Move, dict[str, str | int]], ...] = (
        (WORKER, Move.HOLD, {"reason": "parts"}),
        (WORKER, Move.RESUME, {}),
        (WORKER, Move.DONE, {}),
        (REQUESTER, Move.NOT_FIXED, {}),
        (WORKER, Move.DONE, {"reason": "parts"}),
        (REQUESTER, Move.CONFIRM, {}),
        (REQUESTER, Move.REOPEN, {}),
        (WORKER, Move.ACCEPT, {}),
        (WORKER, Move.HOLD, {"reason": "vendor"}),
    )
    for hours, (who, made, facts) in enumerate(steps):
        clock.forward(hours=3 * hours)
        moves(units, ticket, who, made, **facts)
        with units.open() as unit:
            check(unit, ticket.id)


def test_a_clock_that_was_changed_by_hand_is_found(units: Units, ticket: Ticket) -> None:
    """The stored clock and the replayed one are shown; neither is changed."""
    right = resolve(units, ticket)
    wrong = replace(right, budget=right.budget + 60)
    asked(units, lambda unit: clocks.save(unit, ticket.id, wrong))
    with units.open() as unit:
        ((kept, made),) = drift(unit, ticket)
        assert kept is not None
        assert made is not None
        assert kept.budget == made.budget + 60
        with pytest.raises(Drift, match="stored"):
            check(unit, ticket.id)
    assert resolve(units, ticket) == wrong


def test_a_breach_is_noted_even_where_no_rung_tells(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The first look after the promise ran out writes down when it did."""
    due_at = resolve(units, ticket).due_at
    clock.forward(hours=24, seconds=1)
    hears(units, ticket, ClockKind.RESOLVE)
    assert due_at is not None
    assert resolve(units, ticket).breached_at == due_at
