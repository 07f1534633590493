"""Steps that were pressed late: put right by those at work, rejected by those who manage."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

import pytest

from domain.clocks import ClockKind, Outcome
from domain.facts import Event
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import BreachReason, Status, Ticket
from models import history, posts, tickets
from models.figures import compliance
from models.posts import Post
from models.unit import Units
from services.debts import BREACH, CORRECTION
from services.gate import card_of
from services.lists import missed_by
from services.moving import close_unanswered, end_pause
from services.timing import accounts_of, sound
from tests.services.people import asked, clock_of, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import COLLEAGUE, DISPATCHER, HEAD, LEAD, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER
from tests.views.school import at

ACK, RESOLVE, VISIT = ClockKind.ACK, ClockKind.RESOLVE, ClockKind.APPOINTMENT
ACCEPTED, DONE = 1, 2
"""The places of the events in the history of the fixture."""


@pytest.fixture
def ticket(units: Units, school: School, clock: StillClock) -> Ticket:
    """File a repair on Monday at nine that a worker accepts two hours later, which is too late."""
    filed = files(units)
    clock.forward(hours=2)
    accepted = moves(units, filed, WORKER, Move.ACCEPT)
    owed(units)
    return accepted


@pytest.fixture
def late(units: Units, ticket: Ticket, clock: StillClock) -> Ticket:
    """Let the work be done on Tuesday at ten, an hour after it was due."""
    clock.forward(hours=23)
    done = moves(units, ticket, WORKER, Move.DONE, reason="capacity")
    owed(units)
    return done


def corrects(units: Units, ticket: Ticket, who: int, event: int, actual: str) -> Ticket:
    """Let somebody put the time of a step right."""
    return moves(units, ticket, who, Move.BACKDATE, event=event, actual=actual)


def events(units: Units, ticket: Ticket) -> Sequence[Event]:
    """Return all that happened to the ticket."""
    return asked(units, lambda unit: history.events_of(unit, ticket.id))


def test_an_acceptance_that_was_pressed_late(units: Units, ticket: Ticket) -> None:
    """The promise is kept after all; history has both times, the ticket and the clock one."""
    assert clock_of(units, ticket, ACK).outcome is Outcome.MISSED
    after = corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    assert (after.status, after.accepted_at) == (Status.ACCEPTED, at("2026-11-23 09:20"))
    ack = clock_of(units, ticket, ACK)
    assert (ack.outcome, ack.breached_at) == (Outcome.MET, None)
    assert ack.stopped_at == at("2026-11-23 09:20")
    told = events(units, ticket)
    assert told[ACCEPTED].at == at("2026-11-23 11:00")
    assert told[-1].facts == {
        "event": ACCEPTED,
        "step": "accept",
        "actual": at("2026-11-23 09:20").isoformat(),
        "pressed": at("2026-11-23 11:00").isoformat(),
        "by": WORKER,
    }


def test_work_that_was_done_in_time(units: Units, late: Ticket) -> None:
    """No breach is left, the reason stays in the history, the account tells the actual time."""
    assert clock_of(units, late, RESOLVE).reason is BreachReason.CAPACITY
    corrects(units, late, WORKER, ACCEPTED, "202611230920")
    ordinal = len(events(units, late)) - 2  # an explanation stands before it
    after = corrects(units, late, WORKER, ordinal, "202611231710")
    work = clock_of(units, late, RESOLVE)
    assert (work.outcome, work.breached_at, work.reason) == (Outcome.MET, None, None)
    assert after.done_at == at("2026-11-23 17:10")
    assert Move.EXPLAIN in {event.move for event in events(units, late)}
    assert asked(units, partial(missed_by, person_id=MANAGER)) == ()
    (account,) = [
        each
        for each in asked(units, lambda unit: accounts_of(unit, after))
        if each.clock.kind is RESOLVE
    ]
    assert account.segments[-1].until == at("2026-11-23 17:10")
    with units.open() as unit:
        kept = compliance(unit, at("2026-11-23 00:00"), unit.now + timedelta(seconds=1))
    assert (kept.missed, kept.met) == (0, 2)


def test_who_is_told_and_who_is_not(units: Units, ticket: Ticket) -> None:
    """The requester by a notice, the team by its card, a manager only of much time."""
    corrects(units, ticket, WORKER, ACCEPTED, "10:30")
    little = [("card", REPAIR_CHAT), ("notice", REQUESTER)]
    assert sorted(kinds(units)) == little
    corrects(units, ticket, WORKER, ACCEPTED, "10:29")
    assert sorted(kinds(units)) == [*little[:1], (CORRECTION, MANAGER), *little[1:]]
    moves(units, ticket, MANAGER, Move.REJECT, event=ACCEPTED)
    assert sorted(kinds(units)) == [*little, ("team_notice", REPAIR_CHAT)]


def test_managers_hear_of_it_in_their_hours(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """At night nobody is woken for it."""
    clock.forward(hours=11)
    corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    assert (CORRECTION, MANAGER) not in kinds(units)
    clock.forward(hours=10, minutes=1)
    assert (CORRECTION, MANAGER) in kinds(units)


@pytest.mark.parametrize("who", [WORKER, LEAD, DISPATCHER])
def test_who_may_correct(units: Units, ticket: Ticket, who: int) -> None:
    """Whoever may make the step."""
    corrects(units, ticket, who, ACCEPTED, "9:20")
    assert asked(units, lambda unit: card_of(unit, ticket)).corrected[0].by == who


@pytest.mark.parametrize("who", [COLLEAGUE, MANAGER, HEAD, REQUESTER])
def test_who_may_not(units: Units, ticket: Ticket, who: int) -> None:
    """A colleague did not do it, a manager did not see it."""
    with pytest.raises(Refusal, match="move-role"):
        corrects(units, ticket, who, ACCEPTED, "9:20")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "time-needed"),
        ({"event": 7, "actual": "9:20"}, "step-needed"),
        ({"event": ACCEPTED}, "time-needed"),
        ({"event": ACCEPTED, "actual": "soon"}, "time-unknown"),
        ({"event": ACCEPTED, "actual": "202611231100"}, "time-late"),
        ({"event": ACCEPTED, "actual": "202611241000"}, "time-late"),
        ({"event": ACCEPTED, "actual": "8:59"}, "time-early"),
        ({"event": ACCEPTED, "actual": "11:01"}, "time-early"),
    ],
)
def test_what_cannot_be(
    units: Units, ticket: Ticket, facts: dict[str, str | int], reason: str
) -> None:
    """Neither the future nor before the step before; nothing is changed."""
    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, WORKER, Move.BACKDATE, **facts)
    assert len(events(units, ticket)) == ACCEPTED + 1


def test_the_step_before_is_corrected_first(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Who tapped both at once could not have arrived before they accepted."""
    clock.forward(minutes=2)
    moves(units, ticket, WORKER, Move.ARRIVE)
    with pytest.raises(Refusal, match="time-early"):
        corrects(units, ticket, WORKER, ACCEPTED + 1, "10:30")
    corrects(units, ticket, WORKER, ACCEPTED, "10:00")
    corrects(units, ticket, WORKER, ACCEPTED + 1, "10:30")
    with units.open() as unit:
        shown = [(step.move, step.actual) for step in card_of(unit, ticket).corrected]
    assert shown == [
        (Move.ACCEPT, at("2026-11-23 10:00")),
        (Move.ARRIVE, at("2026-11-23 10:30")),
    ]


def test_it_is_too_late_once_the_requester_confirmed(units: Units, late: Ticket) -> None:
    """What was agreed to stays; a new attempt has no step yet."""
    with pytest.raises(Refusal, match="move-now"):
        corrects(units, moves(units, late, REQUESTER, Move.CONFIRM), WORKER, 3, "9:20")
    again = moves(units, late, REQUESTER, Move.REOPEN)
    moves(units, again, WORKER, Move.ACCEPT)
    with pytest.raises(Refusal, match="nothing-to-backdate"):
        corrects(units, again, WORKER, 3, "9:20")


@pytest.mark.parametrize("who", [MANAGER, HEAD])
def test_a_manager_rejects(units: Units, ticket: Ticket, who: int) -> None:
    """It counts as it was pressed; the same person does not correct that step again."""
    before = clock_of(units, ticket, ACK)
    corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    with pytest.raises(Refusal, match="correction-needed"):
        moves(units, ticket, who, Move.REJECT)
    after = moves(units, ticket, who, Move.REJECT, event=ACCEPTED)
    assert after.accepted_at == at("2026-11-23 11:00")
    assert clock_of(units, ticket, ACK) == before
    with pytest.raises(Refusal, match="nothing-to-reject"):
        moves(units, ticket, who, Move.REJECT, event=ACCEPTED)
    with pytest.raises(Refusal, match="backdate-rejected"):
        corrects(units, ticket, WORKER, ACCEPTED, "10:00")
    corrects(units, ticket, LEAD, ACCEPTED, "10:00")


def test_nobody_else_rejects(units: Units, ticket: Ticket) -> None:
    """Neither whoever works on it nor who leads them."""
    corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    for who in (WORKER, LEAD, DISPATCHER, REQUESTER):
        with pytest.raises(Refusal, match="move-role"):
            moves(units, ticket, who, Move.REJECT, event=ACCEPTED)


def test_a_rejection_after_the_acceptance_was_taken_back(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The release takes back the same acceptance, whenever that was."""
    corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    clock.forward(minutes=5)
    released = moves(units, ticket, WORKER, Move.RELEASE)
    assert clock_of(units, ticket, ACK).outcome is None
    moves(units, released, MANAGER, Move.REJECT, event=ACCEPTED)
    again = clock_of(units, ticket, ACK)
    assert (again.outcome, again.breached_at) == (None, at("2026-11-23 10:00"))


def test_the_question_why_is_dropped_and_asked_again(units: Units, late: Ticket) -> None:
    """Only where it was asked; a rejection brings it back to the team."""
    with units.open() as unit:
        posts.add(
            unit, Post(REPAIR_CHAT, 7, late.id, f"{posts.BREACH}:{late.cycle}", picture=False)
        )
    corrects(units, late, WORKER, 3, "202611231710")
    assert (BREACH, REPAIR_CHAT) in kinds(units)
    moves(units, late, MANAGER, Move.REJECT, event=3)
    assert (BREACH, REPAIR_CHAT) in kinds(units)
    assert clock_of(units, late, RESOLVE).reason is BreachReason.CAPACITY


def test_what_was_done_without_a_reason_is_asked_about(units: Units, ticket: Ticket) -> None:
    """By the corrected time none was needed; as it was pressed there is one missing."""
    corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    done = moves(units, ticket, WORKER, Move.DONE)
    owed(units)
    moves(units, done, MANAGER, Move.REJECT, event=ACCEPTED)
    assert (BREACH, REPAIR_CHAT) in kinds(units)


def test_nothing_is_asked_that_was_not(units: Units, ticket: Ticket) -> None:
    """A correction opens no question."""
    corrects(units, ticket, WORKER, ACCEPTED, "10:50")
    assert BREACH not in {kind for kind, _ in kinds(units)}


def test_an_alarm_that_was_heard_is_not_heard_again(
    units: Units, school: School, clock: StillClock
) -> None:
    """The level that was reached stays reached."""
    ticket = files(units)
    clock.forward(hours=2)
    asked(units, lambda unit: sound(unit, ticket.id, (ACK, 1, 1)))
    level = clock_of(units, ticket, ACK).level
    assert level
    moves(units, ticket, WORKER, Move.ACCEPT)
    corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    assert clock_of(units, ticket, ACK).level == level
    moves(units, ticket, WORKER, Move.RELEASE)
    owed(units)
    asked(units, lambda unit: sound(unit, ticket.id, (ACK, 1, 1)))
    assert "alarm" not in {kind for kind, _ in kinds(units)}


def test_a_visit_that_was_kept(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """An arrival pressed after the slot takes the missed appointment back."""
    moves(units, ticket, REQUESTER, Move.APPOINT, day="20261124", slot="1400")
    clock.forward(days=1, hours=5, minutes=10)
    moves(units, ticket, WORKER, Move.ARRIVE)
    assert clock_of(units, ticket, VISIT).outcome is Outcome.MISSED
    corrects(units, ticket, WORKER, 3, "15:40")
    visit = clock_of(units, ticket, VISIT)
    assert (visit.outcome, visit.breached_at) == (Outcome.MET, None)


def test_a_pause_that_is_over_is_ended_first(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """As with any other change of a ticket that waits."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(days=15)
    after = corrects(units, ticket, WORKER, ACCEPTED, "9:20")
    assert after.status is Status.ACCEPTED
    asked(units, lambda unit: end_pause(unit, ticket.id))
    assert [it.move for it in events(units, ticket)][-2:] == [Move.RESUME, Move.BACKDATE]


def test_the_requester_has_all_of_their_time_to_answer(
    units: Units, school: School, clock: StillClock, ticket: Ticket
) -> None:
    """It is closed by silence, and reopened, counted from when they were told."""
    clock.forward(days=5)
    moves(units, ticket, WORKER, Move.DONE, reason="capacity")
    done = corrects(units, ticket, WORKER, 3, "202611231105")
    clock.forward(days=school.confirm_days - 1)
    asked(units, lambda unit: close_unanswered(unit, done))
    assert asked(units, lambda unit: tickets.find(unit, done.id)) == done
    moves(units, done, REQUESTER, Move.CONFIRM)
    clock.forward(days=school.reopen_days - school.confirm_days)
    assert moves(units, done, REQUESTER, Move.REOPEN).status is Status.NEW


def test_those_whose_ticket_was_merged_into_it_hear_of_it(units: Units, ticket: Ticket) -> None:
    """Once each, under their own number."""
    other = files(units)
    moves(units, other, LEAD, Move.MERGE, into=ticket.public_number)
    owed(units)
    corrects(units, ticket, WORKER, ACCEPTED, "10:50")
    assert kinds(units).count(("notice", REQUESTER)) == 1
    with pytest.raises(Refusal, match="move-now"):
        corrects(units, other, LEAD, ACCEPTED, "10:50")
