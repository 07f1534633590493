"""Giving a ticket to somebody: named at first, answerable once it was accepted."""

from dataclasses import replace

import pytest

from bot.letters import letter_for
from domain.clocks import Clock, ClockKind, Outcome
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.targets import Target, Unit
from domain.tickets import Status, Ticket
from models import clocks, history, tickets
from models.unit import ReadSchool, Units
from services.lists import of_assignee
from services.timing import drift, sound
from tests.services.people import asked, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed, taken
from tests.support.schools import (
    COLLEAGUE,
    DISPATCHER,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
    small_school,
)
from tests.support.tickets import REQUESTER

ACK, RESOLVE, OLA = ClockKind.ACK, ClockKind.RESOLVE, ClockKind.OLA


@pytest.fixture
def read_school() -> ReadSchool:
    """Read a school whose repair team promises to hold nothing for more than ten hours."""

    def read(document: str, version: int) -> School:
        school = small_school(document, version)
        promising = replace(school.teams["repair"], promise=Target(600, Unit.WORKING_MINUTES))
        return replace(school, teams={**school.teams, "repair": promising})

    return read


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair on Monday at nine; what is owed for that is paid."""
    filed = files(units)
    owed(units)
    return filed


def clock_of(units: Units, ticket: Ticket, kind: ClockKind) -> Clock:
    """Return a ticket's clock of a kind, after holding all against its history."""
    with units.open() as unit:
        assert drift(unit, ticket) == ()
        return next(each for each in clocks.of_ticket(unit, ticket.id) if each.kind is kind)


def test_whoever_is_named_has_still_to_accept(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The card and a message say so; the clock runs on, and the requester hears nothing yet."""
    named = moves(units, ticket, LEAD, Move.ASSIGN, assignee=WORKER)
    assert (named.status, named.assignee_id, named.holder_id) == (Status.NEW, WORKER, None)
    assert kinds(units) == [
        ("assignment", WORKER),
        ("card", REPAIR_CHAT),
        ("team_notice", REPAIR_CHAT),
    ]
    assert clock_of(units, named, ACK).outcome is None
    with units.open() as unit:
        *_, event = history.events_of(unit, ticket.id)
        assert [line.ticket for line in of_assignee(unit, WORKER)] == [named]
    assert (event.role, event.facts) == (Role.LEAD, {"assignee": WORKER, "name": "王师傅"})
    clock.forward(minutes=10)
    accepted = moves(units, named, WORKER, Move.ACCEPT)
    assert accepted.holder_id == WORKER
    assert clock_of(units, accepted, ACK).outcome is Outcome.MET


@pytest.mark.parametrize("made", [Move.HOLD, Move.DONE, Move.RELEASE, Move.PRIORITISE])
def test_a_name_gives_no_rights(units: Units, ticket: Ticket, made: Move) -> None:
    """Whoever is named can accept or transfer, as anybody of the team."""
    named = moves(units, ticket, LEAD, Move.ASSIGN, assignee=WORKER)
    with pytest.raises(Refusal, match="move-role"):
        moves(units, named, WORKER, made, reason="parts", priority=1)
    assert moves(units, named, COLLEAGUE, Move.ACCEPT).assignee_id == COLLEAGUE


def test_the_alarms_of_the_assignee_are_not_for_a_name(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Half of the time for the work has passed: there is nobody yet who answers for it."""
    named = moves(units, ticket, LEAD, Move.ASSIGN, assignee=WORKER)
    clock.forward(hours=6)
    owed(units)
    asked(units, lambda unit: sound(unit, named.id, (RESOLVE, 1, 1)))
    assert owed(units) == []


@pytest.mark.parametrize(
    "before", [(), (Move.ARRIVE,), (Move.HOLD,)], ids=["accepted", "on_site", "on_hold"]
)
def test_what_was_accepted_changes_hands(
    units: Units, ticket: Ticket, clock: StillClock, before: tuple[Move, ...]
) -> None:
    """Acceptance keeps its result, a pause ends, and the other person answers for it."""
    moves(units, ticket, WORKER, Move.ACCEPT, *before, reason="parts")
    owed(units)
    clock.forward(minutes=30)
    given = moves(units, ticket, DISPATCHER, Move.ASSIGN, assignee=COLLEAGUE)
    assert (given.status, given.holder_id) == (Status.ACCEPTED, COLLEAGUE)
    assert (given.hold_reason, given.accepted_at) == (None, None)
    assert clock_of(units, given, ACK).outcome is Outcome.MET
    assert clock_of(units, given, RESOLVE).due_at is not None
    assert sorted(kinds(units)) == [
        ("assignment", COLLEAGUE),
        ("card", REPAIR_CHAT),
        ("notice", REQUESTER),
        ("team_notice", REPAIR_CHAT),
    ]
    with pytest.raises(Refusal, match="taken"):
        moves(units, given, WORKER, Move.ACCEPT)
    with pytest.raises(Refusal, match="move-role"):
        moves(units, given, WORKER, Move.DONE)
    assert moves(units, given, COLLEAGUE, Move.DONE).status is Status.DONE


def test_the_team_holds_it_all_the_while(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """No new time of the team's begins with another person; only the pause is over."""
    moves(units, ticket, WORKER, Move.ACCEPT, Move.HOLD, reason="parts")
    clock.forward(hours=1)
    given = moves(units, ticket, LEAD, Move.ASSIGN, assignee=COLLEAGUE)
    held = clock_of(units, given, OLA)
    assert (held.serial, held.outcome, held.waited) == (1, None, 3600)
    assert held.due_at is not None
    with units.open() as unit:
        kinds_of = [each.kind for each in clocks.of_ticket(unit, ticket.id)]
    assert kinds_of.count(OLA) == 1


def test_given_back_by_whoever_did_not_accept_it(units: Units, ticket: Ticket) -> None:
    """Somebody before them accepted, and that counts: acceptance does not run again."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    moves(units, ticket, LEAD, Move.ASSIGN, assignee=COLLEAGUE)
    back = moves(units, ticket, COLLEAGUE, Move.RELEASE)
    assert clock_of(units, back, ACK).outcome is Outcome.MET


def test_who_may(units: Units, ticket: Ticket) -> None:
    """A lead or a dispatcher; neither workers nor managers, who would go past the lead."""
    for user_id in (WORKER, MANAGER, REQUESTER):
        with pytest.raises(Refusal, match="move-role"):
            moves(units, ticket, user_id, Move.ASSIGN, assignee=COLLEAGUE)


@pytest.mark.parametrize("assignee", [DISPATCHER, MANAGER, REQUESTER, 4711, 0, "11"])
def test_only_somebody_of_the_team(units: Units, ticket: Ticket, assignee: int | str) -> None:
    """A forged name is refused and nothing is changed."""
    with pytest.raises(Refusal, match="not-of-team"):
        moves(units, ticket, LEAD, Move.ASSIGN, assignee=assignee)
    assert asked(units, lambda unit: tickets.find(unit, ticket.id)) == ticket


def test_not_to_whoever_has_it(units: Units, ticket: Ticket) -> None:
    """Named or accepted, it is theirs already."""
    moves(units, ticket, LEAD, Move.ASSIGN, assignee=WORKER)
    with pytest.raises(Refusal, match="same-assignee"):
        moves(units, ticket, LEAD, Move.ASSIGN, assignee=WORKER)
    assert moves(units, ticket, LEAD, Move.ASSIGN, assignee=LEAD).assignee_id == LEAD


def test_a_message_that_comes_too_late_is_not_sent(units: Units, ticket: Ticket) -> None:
    """It was given to somebody else meanwhile: only that one is written to."""
    moves(units, ticket, LEAD, Move.ASSIGN, assignee=WORKER)
    moves(units, ticket, LEAD, Move.ASSIGN, assignee=COLLEAGUE)
    with units.open() as unit:
        debts = [debt for debt in taken(unit) if debt.urgent]
        letters = [letter_for(unit, debt, {}) for debt in debts]
    assert [debt.chat_id for debt in debts] == [WORKER, COLLEAGUE]
    late, sent = letters
    assert late is None
    assert sent is not None
    assert [button.press for row in sent.screen.rows for button in row] == [
        f"t:{ticket.id}:accept",
        f"t:{ticket.id}:show",
    ]
