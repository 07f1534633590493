"""New rules for open tickets: only on command, after a look at what they would change."""

from dataclasses import replace
from datetime import date

import pytest

from domain.calendars import Calendar, Day, Layer
from domain.clocks import ClockKind, Outcome
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Status, Ticket
from models import clocks, editions, history, tickets
from models.unit import ReadSchool, Units
from services.filing import submit
from services.people import person_for
from services.recomputing import NotRecomputed, changes, outdated, recompute
from services.timing import drift, sound
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import (
    CALENDARS,
    CATEGORIES,
    LEAD,
    REPAIR_CHAT,
    TAP,
    WORKER,
    small_school,
)
from tests.support.tickets import REQUESTER
from tests.views.school import at

RESOLVE = ClockKind.RESOLVE
BEN = 2021
TYPHOON, NO_TAPS, CLOSED, SAME = "typhoon", "no taps", "closed", "same"
ONLY_WORK = "only work"


def edition(document: str, version: int) -> School:
    """Return the small school: closed today, without its taps, for ever, or as it was.

    Or one that promises nothing of acceptance any more.
    """
    school = small_school(document, version)
    if document == NO_TAPS:
        return replace(school, categories=CATEGORIES[1:])
    if document == ONLY_WORK:
        tap = replace(TAP, targets={RESOLVE: TAP.targets[RESOLVE]})
        water = replace(CATEGORIES[0], services=(tap,))
        return replace(school, categories=(water, *CATEGORIES[1:]))
    days = {date(2026, 11, 23): Day(()), date(2026, 11, 24): Day(())}
    teaching = CALENDARS["teaching"]
    hours = {
        TYPHOON: replace(teaching, layers={Layer.EMERGENCY: days}),
        CLOSED: Calendar(teaching.zone, ((),) * 7),
    }.get(document, teaching)
    return replace(school, calendars=CALENDARS | {"teaching": hours})


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as this module's school."""
    return edition


@pytest.fixture
def ticket(units: Units, school: School, clock: StillClock) -> Ticket:
    """File a repair on Monday at nine, which is accepted; it is eleven now."""
    filed = moves(units, files(units), WORKER, Move.ACCEPT)
    clock.forward(hours=2)
    owed(units)
    return filed


def applied(units: Units, document: str) -> None:
    """Put an edition in force."""
    with units.open() as unit:
        editions.add(unit, document, document)


def test_a_typhoon_today(units: Units, ticket: Ticket) -> None:
    """The two hours until now stay counted; today and tomorrow do not count any more."""
    applied(units, TYPHOON)
    with units.open() as unit:
        assert outdated(unit) == (ticket,)
        (change,) = changes(unit, ticket)
        assert change.before is not None
        assert change.after is not None
        assert (change.before.due_at, change.after.due_at) == (
            at("2026-11-24 09:00"),
            at("2026-11-25 16:00"),
        )
        assert clocks.of_ticket(unit, ticket.id)[1] == change.before
    asked(units, lambda unit: recompute(unit, ticket))
    with units.open() as unit:
        changed = tickets.find(unit, ticket.id)
        assert changed is not None
        assert (changed.school_version, outdated(unit)) == (2, ())
        assert clocks.of_ticket(unit, ticket.id)[1].due_at == at("2026-11-25 16:00")
        assert drift(unit, changed) == ()
        *_, event = history.events_of(unit, ticket.id)
    assert (event.move, event.role) == (Move.RECOMPUTE, Role.SYSTEM)
    assert event.facts == {"edition": 2, "from": 1}
    assert kinds(units) == [("card", REPAIR_CHAT), ("notice", REQUESTER)]


def test_a_pause_that_is_over_is_ended_first(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Otherwise the ticket would stay on hold while its clock runs."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(days=15)
    applied(units, SAME)
    with units.open() as unit:
        (waiting,) = outdated(unit)
        assert recompute(unit, waiting)
        found = tickets.find(unit, ticket.id)
        assert found is not None
        assert (found.status, found.school_version) == (Status.ACCEPTED, 2)
        assert drift(unit, found) == ()


def test_who_filed_the_same_is_told_too(units: Units, ticket: Ticket) -> None:
    """The promise of the ticket that goes on holds for both; the other one is not open."""
    with units.open() as unit:
        twin = submit(unit, person_for(unit, BEN, "Ben"), draft())
    moves(units, twin, LEAD, Move.MERGE, into=ticket.id)
    owed(units)
    applied(units, TYPHOON)
    with units.open() as unit:
        assert outdated(unit) == (ticket,)
        assert recompute(unit, ticket)
    assert kinds(units) == [("card", REPAIR_CHAT), ("notice", REQUESTER), ("notice", BEN)]


@pytest.mark.parametrize(("hours", "outcome"), [(0, Outcome.CANCELLED), (2, Outcome.MISSED)])
def test_what_is_promised_no_more(
    units: Units, school: School, clock: StillClock, hours: int, outcome: Outcome
) -> None:
    """Its clock is cancelled unless it was broken before; nobody is reminded of it again."""
    filed = files(units)
    clock.forward(hours=hours)
    owed(units)
    applied(units, ONLY_WORK)
    with units.open() as unit:
        assert recompute(unit, filed)
        found = tickets.find(unit, filed.id)
        assert found is not None
        ack, work = clocks.of_ticket(unit, filed.id)
        assert (ack.outcome, ack.due_at, ack.next_at) == (outcome, None, None)
        assert work.due_at == at("2026-11-24 09:00")
        assert drift(unit, found) == ()
    clock.forward(days=1)
    asked(units, lambda unit: sound(unit, filed.id, ack.key))
    assert "alarm" not in {kind for kind, _ in kinds(units)}


def test_no_alarm_comes_twice(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Half of the promise was told before; it is not told again (F27)."""
    clock.forward(hours=4)
    asked(units, lambda unit: sound(unit, ticket.id, (RESOLVE, 1, 1)))
    assert [debt.facts["level"] for debt in owed(units)] == [1]
    applied(units, TYPHOON)
    asked(units, lambda unit: recompute(unit, ticket))
    owed(units)
    clock.forward(days=1)
    asked(units, lambda unit: sound(unit, ticket.id, (RESOLVE, 1, 1)))
    assert owed(units) == []


def test_rules_that_change_nothing_for_it(units: Units, ticket: Ticket) -> None:
    """It is held to them, and nobody is told."""
    applied(units, SAME)
    with units.open() as unit:
        assert changes(unit, ticket) == ()
        assert recompute(unit, ticket)
    assert kinds(units) == [("card", REPAIR_CHAT)]


@pytest.mark.parametrize(("document", "why"), [(NO_TAPS, "service"), (CLOSED, "not open")])
def test_rules_that_cannot_hold(units: Units, ticket: Ticket, document: str, why: str) -> None:
    """The ticket stays as it is, and the reason is said."""
    applied(units, document)
    with units.open() as unit, pytest.raises(NotRecomputed, match=why):
        recompute(unit, ticket)
    with units.open() as unit:
        assert tickets.find(unit, ticket.id) == ticket
        assert drift(unit, ticket) == ()


def test_what_has_ended_is_not_touched(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Neither is a ticket that somebody moved in between."""
    moved = moves(units, ticket, WORKER, Move.ARRIVE)
    applied(units, TYPHOON)
    with units.open() as unit:
        assert not recompute(unit, ticket)
    done = moves(units, moved, WORKER, Move.DONE)
    with units.open() as unit:
        assert outdated(unit) == ()
        assert clocks.of_ticket(unit, done.id)[1].outcome is Outcome.MET
