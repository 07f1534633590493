"""How long a team may hold a ticket: a clock of its own for each holder, in its own hours."""

import pytest

from domain.clocks import Clock, ClockKind, Outcome
from domain.moves import Move
from domain.school import School
from domain.tickets import Ticket
from models import clocks, figures
from models.unit import Units
from services.schools import apply
from services.timing import accounts_of, drift, sound
from tests.services.people import asked, draft, files, moves
from tests.support.clocks import MONDAY, StillClock
from tests.support.debts import owed
from tests.support.schools import DISPATCHER, MANAGER, WORKER, small_school
from tests.support.tickets import REQUESTER
from tests.views.school import at

OLA = ClockKind.OLA


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair on Monday at nine that a worker hands to the dormitory's team at ten."""
    return files(units, draft())


def held(units: Units, ticket: Ticket) -> list[Clock]:
    """Return the clocks of the holders, after holding all against the history."""
    with units.open() as unit:
        assert drift(unit, ticket) == ()
        return [each for each in clocks.of_ticket(unit, ticket.id) if each.kind is OLA]


def handed(units: Units, ticket: Ticket, team: str) -> Ticket:
    """Let the dispatcher hand a ticket to a team."""
    return moves(units, ticket, DISPATCHER, Move.TRANSFER, team=team)


def test_a_team_that_promises_nothing_is_not_counted(units: Units, ticket: Ticket) -> None:
    """The repair team may keep it as long as it likes."""
    assert held(units, ticket) == []


def test_each_holder_has_its_own_time(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Ten hours of the dormitory's day, which has no lunch; handed on in time it is kept."""
    clock.forward(hours=1)
    theirs = handed(units, ticket, "dormitory")
    (first,) = held(units, theirs)
    assert (first.calendar, first.due_at) == ("dormitory", at("2026-11-23 20:00"))
    clock.forward(hours=2)
    handed(units, theirs, "dispatch")
    clock.forward(hours=1)
    back = handed(units, theirs, "dormitory")
    kept, second = held(units, back)
    assert (kept.outcome, kept.spent) == (Outcome.MET, 2 * 3600)
    assert (second.serial, second.due_at) == (2, at("2026-11-23 23:00").replace(day=24, hour=0))


def test_it_waits_with_the_work(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Parts are missing for everybody; and it ends with the work."""
    theirs = handed(units, ticket, "dormitory")
    moves(units, theirs, DISPATCHER, Move.ACCEPT)
    moves(units, theirs, DISPATCHER, Move.HOLD, reason="parts")
    assert held(units, theirs)[0].due_at is None
    clock.forward(hours=1)
    done = moves(units, theirs, DISPATCHER, Move.RESUME, Move.DONE)
    assert held(units, done)[0].outcome is Outcome.MET
    again = moves(units, done, REQUESTER, Move.NOT_FIXED)
    assert [(each.cycle, each.outcome) for each in held(units, again)] == [
        (1, Outcome.MET),
        (2, None),
    ]


def test_a_merge_ends_it_uncounted(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """The duplicate is held by nobody any more, the other as before."""
    other, theirs = (handed(units, each, "dormitory") for each in (files(units, draft()), ticket))
    clock.forward(hours=11)
    merged = moves(units, theirs, DISPATCHER, Move.MERGE, into=other.id)
    assert [each.outcome for each in held(units, merged)] == [Outcome.MERGED]
    assert [each.outcome for each in held(units, other)] == [None]


def test_its_ladder_is_climbed(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Whoever leads the team hears when the time is up; this team has nobody, so nobody does."""
    theirs = handed(units, ticket, "dormitory")
    owed(units)
    clock.forward(hours=10, minutes=1)
    asked(units, lambda unit: sound(unit, theirs.id, (OLA, 1, 1)))
    assert held(units, theirs)[0].level == 1


def test_it_is_no_promise_to_the_requester(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The figures count what requesters were promised."""
    theirs = handed(units, ticket, "dormitory")
    clock.forward(minutes=10)
    moves(units, theirs, DISPATCHER, Move.ACCEPT)
    done = moves(units, theirs, DISPATCHER, Move.DONE)
    assert held(units, done)[0].outcome is Outcome.MET
    clock.forward(minutes=1)
    kept = asked(units, lambda unit: figures.compliance(unit, MONDAY, clock.now()))
    assert (kept.met, kept.missed) == (2, 0)


def test_managers_learn_who_held_it_too_long(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """In the span in which the time ran out, looked at or not; explained by the team's name."""
    theirs = handed(units, ticket, "dormitory")
    clock.forward(hours=10)
    assert overheld(units, clock) == ()
    clock.forward(minutes=1)
    assert overheld(units, clock) == (("dormitory", 1),)
    handed(units, theirs, "dispatch")
    clock.forward(hours=1)
    handed(units, theirs, "dormitory")
    assert overheld(units, clock) == (("dormitory", 1),)
    told = asked(units, lambda unit: accounts_of(unit, theirs))
    teams = [(each.team, each.clock.outcome) for each in told if each.clock.kind is OLA]
    assert teams == [("dormitory", Outcome.MISSED), ("dormitory", None)]


def overheld(units: Units, clock: StillClock) -> tuple[tuple[str, int], ...]:
    """Return who held tickets too long since Monday morning."""
    return asked(units, lambda unit: figures.overheld(unit, MONDAY, clock.now()))


def test_a_team_that_gets_another_name_goes_on(units: Units, ticket: Ticket) -> None:
    """Nobody did anything; the time goes on under the promise of the new name, if it has one."""
    theirs = handed(units, ticket, "dormitory")
    with units.open() as unit:
        apply(unit, small_school("", 2), ("small", "two"), {"dormitory": "repair"})
        (clock,) = clocks.of_ticket(unit, theirs.id)[2:]
    assert clock.outcome is Outcome.CANCELLED
    with units.open() as unit:
        assert drift(unit, ticket) == ()


def test_release_keeps_the_holder(units: Units, ticket: Ticket) -> None:
    """A worker gives it back to his own team: the team still has it."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    theirs = handed(units, ticket, "dormitory")
    moves(units, theirs, DISPATCHER, Move.ACCEPT)
    moves(units, theirs, MANAGER, Move.PRIORITISE, priority=2)
    back = moves(units, theirs, DISPATCHER, Move.RELEASE)
    assert [each.outcome for each in held(units, back)] == [None]
