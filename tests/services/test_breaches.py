"""Broken promises: asked about once, explained before the work is done, excused by managers."""

import pytest

from domain.clocks import Clock, ClockKind
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import BreachReason, Status, Ticket
from models import clocks, history, posts
from models.posts import Post
from models.unit import Units
from services.debts import BREACH
from services.lists import missed_by
from services.timing import drift, sound
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed, waiting
from tests.support.schools import (
    BURST,
    COLLEAGUE,
    DISPATCHER,
    DORMITORY_CHAT,
    HEAD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER
from tests.views.school import at

ACK, RESOLVE = ClockKind.ACK, ClockKind.RESOLVE
PARTS = BreachReason.PARTS


@pytest.fixture
def late(units: Units, ticket: Ticket, clock: StillClock) -> Ticket:
    """Let it be Tuesday at ten, and nothing done."""
    clock.forward(hours=25)
    return ticket


def work(units: Units, ticket: Ticket) -> Clock:
    """Return the clock of the work, after holding all clocks against the history."""
    with units.open() as unit:
        assert drift(unit, ticket) == ()
        found = clocks.of_ticket(unit, ticket.id)
    return next(clock for clock in reversed(found) if clock.kind is RESOLVE)


def looks(units: Units, ticket: Ticket, kind: ClockKind = RESOLVE, cycle: int = 1) -> list[int]:
    """Let a clock sound; return the chats that are asked, or will be, and take it as done."""
    with units.open() as unit:
        sound(unit, ticket.id, (kind, cycle, 1))
    return [chat_id for name, chat_id in kinds(units) if name == BREACH]


def test_late_work_is_not_done_without_a_reason(units: Units, late: Ticket) -> None:
    """The refusal changes nothing; one more press says why and finishes it."""
    with pytest.raises(Refusal, match="breach-unexplained"):
        moves(units, late, WORKER, Move.DONE)
    done = moves(units, late, WORKER, Move.DONE, reason="parts")

    assert done.status is Status.DONE
    assert (work(units, done).reason, work(units, done).excused) == (PARTS, False)
    with units.open() as unit:
        *_, told, finished = history.events_of(unit, late.id)
    assert (told.move, told.facts) == (Move.EXPLAIN, {"reason": "parts"})
    assert (finished.move, finished.facts) == (Move.DONE, {})


def test_work_in_time_is_done_without_a_reason(units: Units, ticket: Ticket) -> None:
    """A reason from an old button is left aside."""
    moves(units, ticket, WORKER, Move.DONE, reason="parts")
    assert work(units, ticket).reason is None
    with units.open() as unit:
        assert Move.EXPLAIN not in {event.move for event in history.events_of(unit, ticket.id)}


def test_a_late_acceptance_is_explained_at_the_end(
    units: Units, school: School, clock: StillClock
) -> None:
    """Accepted late, done in time: nobody is asked meanwhile, only before it is done."""
    ticket = files(units)
    clock.forward(hours=2)
    assert looks(units, ticket, ACK) == []
    moves(units, ticket, WORKER, Move.ACCEPT)
    with pytest.raises(Refusal, match="breach-unexplained"):
        moves(units, ticket, WORKER, Move.DONE)
    moves(units, ticket, WORKER, Move.DONE, reason="capacity")
    assert work(units, ticket).reason is None


def test_cancelling_needs_no_reason(units: Units, late: Ticket) -> None:
    """Nobody waits any more; the promise stays missed, and may be explained afterwards."""
    moves(units, late, REQUESTER, Move.CANCEL)
    moves(units, late, COLLEAGUE, Move.EXPLAIN, reason="parts")
    assert work(units, late).reason is PARTS


def test_the_requester_is_not_told_whose_fault_it_was(units: Units, late: Ticket) -> None:
    """The card changes and the question is answered; no notice goes out."""
    moves(units, late, WORKER, Move.EXPLAIN, reason="parts")
    moves(units, late, MANAGER, Move.EXCUSE)
    assert set(kinds(units)) == {("card", REPAIR_CHAT), (BREACH, REPAIR_CHAT)}
    assert work(units, late).excused


@pytest.mark.parametrize(
    ("made", "facts", "reason"),
    [
        (Move.EXPLAIN, {"reason": "tea"}, "button-unknown"),
        (Move.EXPLAIN, {}, "button-unknown"),
        (Move.DONE, {"reason": "tea"}, "button-unknown"),
        (Move.EXPLAIN, {"reason": "other"}, "breach-words"),
        (Move.DONE, {"reason": "other"}, "breach-words"),
        (Move.EXPLAIN, {"reason": "other", "words": "  "}, "words-empty"),
        (Move.EXCUSE, {}, "move-role"),
    ],
)
def test_what_is_no_reason(
    units: Units, late: Ticket, made: Move, facts: dict[str, str | int], reason: str
) -> None:
    """Each with a sentence, and nothing is changed."""
    with pytest.raises(Refusal, match=reason):
        moves(units, late, WORKER, made, **facts)
    assert work(units, late).reason is None


def test_another_reason_is_kept_in_words(units: Units, late: Ticket) -> None:
    """The clock knows that there was one, the history which."""
    moves(units, late, WORKER, Move.DONE, reason="other", words=" The key broke. ")
    assert work(units, late).reason is BreachReason.OTHER
    with units.open() as unit:
        told = history.events_of(unit, late.id)[-2]
    assert told.facts == {"reason": "other", "words": "The key broke."}


def test_there_must_be_something_to_judge(units: Units, ticket: Ticket) -> None:
    """Neither a reason nor a decision while all is in time, and neither twice."""
    for who, made in ((WORKER, Move.EXPLAIN), (MANAGER, Move.EXCUSE)):
        with pytest.raises(Refusal, match="nothing-to-"):
            moves(units, ticket, who, made, reason="parts")


@pytest.mark.parametrize("who", [MANAGER, HEAD])
def test_managers_excuse_once(units: Units, late: Ticket, who: int) -> None:
    """Not before there is a reason, and not again after."""
    with pytest.raises(Refusal, match="nothing-to-excuse"):
        moves(units, late, who, Move.EXCUSE)
    moves(units, late, LEAD, Move.EXPLAIN, reason="parts")
    moves(units, late, who, Move.EXCUSE)
    with pytest.raises(Refusal, match="nothing-to-excuse"):
        moves(units, late, who, Move.EXCUSE)
    with pytest.raises(Refusal, match="nothing-to-explain"):
        moves(units, late, LEAD, Move.EXPLAIN, reason="vendor")


@pytest.mark.parametrize("who", [WORKER, LEAD, DISPATCHER, REQUESTER])
def test_nobody_else_excuses(units: Units, late: Ticket, who: int) -> None:
    """A decision is for those who manage, and so is taking it back."""
    moves(units, late, WORKER, Move.EXPLAIN, reason="parts")
    with pytest.raises(Refusal, match="move-role"):
        moves(units, late, who, Move.EXCUSE)
    moves(units, late, MANAGER, Move.EXCUSE)
    with pytest.raises(Refusal, match="move-role"):
        moves(units, late, who, Move.RETRACT)


def test_a_decision_that_is_taken_back_counts_no_more(units: Units, late: Ticket) -> None:
    """Figures, stored clocks and the question in the group follow; the requester hears nothing."""
    moves(units, late, WORKER, Move.EXPLAIN, reason="parts")
    with pytest.raises(Refusal, match="nothing-to-retract"):
        moves(units, late, MANAGER, Move.RETRACT)
    moves(units, late, MANAGER, Move.EXCUSE)
    owed(units)
    moves(units, late, HEAD, Move.RETRACT)
    assert not work(units, late).excused
    assert {chat_id for _, chat_id in kinds(units)} == {REPAIR_CHAT}
    moves(units, late, MANAGER, Move.EXCUSE)
    assert work(units, late).excused


def test_the_team_is_asked_once_in_each_attempt(
    units: Units, late: Ticket, clock: StillClock
) -> None:
    """The first look after the breach asks, later ones do not; rework that is late asks again."""
    assert looks(units, late) == [REPAIR_CHAT]
    clock.forward(hours=1)
    assert looks(units, late) == []
    moves(units, late, WORKER, Move.DONE, reason="parts")
    moves(units, late, REQUESTER, Move.NOT_FIXED)
    owed(units)
    clock.forward(hours=6, minutes=30)
    assert looks(units, late, cycle=2) == [REPAIR_CHAT]


def test_a_breach_that_was_noted_by_a_move_is_asked_about(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """It was held in the very seconds between the breach and the look."""
    clock.forward(hours=24, seconds=5)
    moves(units, ticket, WORKER, Move.PRIORITISE, priority=2)
    owed(units)
    assert looks(units, ticket) == [REPAIR_CHAT]


def test_what_is_explained_already_is_not_asked(units: Units, late: Ticket) -> None:
    """Somebody said why before the desk looked."""
    moves(units, late, WORKER, Move.EXPLAIN, reason="parts")
    owed(units)
    assert looks(units, late) == []


def test_nobody_is_asked_at_night(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """A look at ten in the evening asks when the team's hours begin."""
    clock.forward(hours=37)
    assert looks(units, ticket) == []
    assert asked(units, waiting)[REPAIR_CHAT] == at("2026-11-25 08:00")


def test_an_emergency_is_asked_about_at_once(
    units: Units, school: School, clock: StillClock
) -> None:
    """Its promise does not know the night, and those who work on it are awake."""
    clock.forward(hours=12)
    ticket = moves(units, files(units, draft(BURST.code)), WORKER, Move.ACCEPT)
    clock.forward(hours=5)
    assert looks(units, ticket) == [REPAIR_CHAT]


def test_the_question_is_answered_where_it_was_asked(units: Units, late: Ticket) -> None:
    """Also in the chat of a team that has handed the ticket on since."""
    with units.open() as unit:
        posts.add(unit, Post(DORMITORY_CHAT, 7, late.id, "breach:1", picture=False))
    owed(units)
    moves(units, late, WORKER, Move.EXPLAIN, reason="triage")
    told = [chat_id for name, chat_id in kinds(units) if name == BREACH]
    assert told == [REPAIR_CHAT, DORMITORY_CHAT]


def test_what_a_manager_finds(units: Units, late: Ticket, clock: StillClock) -> None:
    """The latest breach first, with its reason; after a month it is history."""
    looks(units, late)
    other = files(units)
    moves(units, late, WORKER, Move.EXPLAIN, reason="parts")
    clock.forward(hours=3)
    looks(units, other, ACK)
    with units.open() as unit:
        newest, oldest = missed_by(unit, MANAGER)
    assert (newest.line.ticket.id, newest.reasons, newest.excused) == (other.id, (), False)
    assert (oldest.line.ticket.id, oldest.reasons) == (late.id, (PARTS,))
    assert oldest.broken_at == at("2026-11-24 09:00")
    clock.forward(days=30)
    with units.open() as unit:
        assert missed_by(unit, HEAD) == ()


@pytest.mark.parametrize("who", [WORKER, LEAD, DISPATCHER, REQUESTER])
def test_the_list_is_for_managers(units: Units, late: Ticket, who: int) -> None:
    """It says of whom a decision is wanted, to those who make it."""
    with units.open() as unit, pytest.raises(Refusal, match="forbidden"):
        missed_by(unit, who)
