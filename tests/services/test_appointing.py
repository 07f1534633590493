"""Visits at a chosen time: who chooses, what waits for them, and what a missed one leads to."""

from functools import partial

import pytest

from domain.clocks import ClockKind, Outcome
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import BreachReason, Status, Ticket
from models import clocks, history, tickets
from models.figures import Compliance, compliance
from models.unit import Units
from scheduler.ticks import BATCH
from services.moving import end_pause
from services.timing import accounts_of, sound
from tests.services.people import asked, clock_of, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import BURST, FOOD, LEAD, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER
from tests.views.school import at

RESOLVE, VISIT = ClockKind.RESOLVE, ClockKind.APPOINTMENT
TUESDAY = {"day": "20261124", "slot": "1400"}
"""Tomorrow from two to four, local time."""

BEGINS, ENDS = at("2026-11-24 14:00"), at("2026-11-24 16:00")


def ticks(units: Units) -> None:
    """Do what the ticks find due now."""
    with units.open() as unit:
        due, over = clocks.due(unit, BATCH), clocks.pauses_over(unit, BATCH)
    for ticket_id, key in due:
        asked(units, partial(sound, ticket_id=ticket_id, key=key))
    for ticket_id in over:
        asked(units, partial(end_pause, ticket_id=ticket_id))


def test_work_waits_for_the_visit(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """The rest of the promise counts from the beginning of the slot, and the team is told."""
    clock.forward(hours=1)
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    assert kinds(units) == [("card", REPAIR_CHAT), ("team_notice", REPAIR_CHAT)]
    waiting, visit = clock_of(units, ticket, RESOLVE), clock_of(units, ticket, VISIT)
    assert (waiting.due_at, waiting.resumes_at, waiting.spent) == (None, BEGINS, 3600)
    assert (visit.running_since, visit.due_at) == (BEGINS, ENDS)
    clock.forward(days=1, hours=4)
    ticks(units)
    assert kinds(units) == [("alarm", WORKER), ("card", REPAIR_CHAT), ("slot", REPAIR_CHAT)]
    going = clock_of(units, ticket, RESOLVE)
    assert (going.resumes_at, going.due_at) == (None, at("2026-11-25 11:00"))
    ticks(units)
    assert kinds(units) == []


def test_a_kept_appointment(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Whoever is on site before the end has kept it; it counts among the promises."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    clock.forward(days=1, hours=7)
    moves(units, ticket, WORKER, Move.ARRIVE)
    assert clock_of(units, ticket, VISIT).outcome is Outcome.MET
    since = at("2026-11-24 00:00")
    assert asked(
        units, lambda unit: compliance(unit, since, unit.now + clock.now().resolution)
    ) == Compliance(met=1, missed=0, excused=0, reclassified=0)


def test_a_missed_appointment(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """The requester gets an apology, once; lead and worker hear of it, later the manager."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    clock.forward(days=1, hours=7, minutes=1)
    for _ in range(2):
        ticks(units)
    told = owed(units)
    assert [debt.chat_id for debt in told if debt.kind == "apology"] == [REQUESTER]
    assert {debt.chat_id for debt in told if debt.kind == "alarm"} == {WORKER, LEAD}
    clock.forward(minutes=30)
    ticks(units)
    assert [debt.chat_id for debt in owed(units) if debt.kind == "alarm"] == [MANAGER]
    moves(units, ticket, REQUESTER, Move.APPOINT, day="20261125", slot="1000")
    with units.open() as unit:
        visits = [each for each in clocks.of_ticket(unit, ticket.id) if each.kind is VISIT]
        assert compliance(unit, at("2026-11-24 00:00"), unit.now) == Compliance(0, 1, 0, 0)
    assert [(each.serial, each.outcome) for each in visits] == [(1, Outcome.MISSED), (2, None)]


def test_a_missed_visit_wants_a_reason_in_the_end(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Whoever is on the way is not asked why; nothing is done without a reason."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    clock.forward(days=1, hours=7, minutes=1)
    ticks(units)
    assert "breach" not in {kind for kind, _ in kinds(units)}
    moves(units, ticket, WORKER, Move.ARRIVE)
    with pytest.raises(Refusal, match="breach-unexplained"):
        moves(units, ticket, WORKER, Move.DONE)
    moves(units, ticket, WORKER, Move.DONE, reason="access")
    assert clock_of(units, ticket, VISIT).reason is BreachReason.ACCESS


def test_somebody_comes_before_the_time(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Nobody waited in vain: it is kept, and the work goes on from then."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    clock.forward(days=1)
    moves(units, ticket, WORKER, Move.ARRIVE)
    visit, going = clock_of(units, ticket, VISIT), clock_of(units, ticket, RESOLVE)
    assert (visit.outcome, visit.spent) == (Outcome.MET, 0)
    assert (going.running_since, going.due_at) == (clock.now(), at("2026-11-25 09:00"))


def test_called_off(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """The work goes on at once; what waited is not counted."""
    moves(units, ticket, WORKER, Move.APPOINT, **TUESDAY)
    assert ("notice", REQUESTER) in kinds(units)
    clock.forward(hours=2)
    moves(units, ticket, REQUESTER, Move.APPOINT, day="off")
    assert clock_of(units, ticket, VISIT).outcome is Outcome.CANCELLED
    assert clock_of(units, ticket, RESOLVE).due_at == at("2026-11-24 11:00")
    with units.open() as unit:
        *_, event = history.events_of(unit, ticket.id)
    assert event.facts == {}


def test_it_stands_whoever_does_the_work(units: Units, ticket: Ticket) -> None:
    """The requester waits at that time, whichever team comes."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    moves(units, ticket, WORKER, Move.RELEASE)
    moves(units, ticket, LEAD, Move.TRANSFER, team="dormitory")
    assert clock_of(units, ticket, VISIT).outcome is None
    assert clock_of(units, ticket, RESOLVE).resumes_at == BEGINS


def test_on_hold_until_the_visit(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """A ticket on hold is taken up by the desk when the slot begins; the reasons stay apart."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    clock.forward(hours=3)
    moves(units, ticket, WORKER, Move.RESUME)
    assert clock_of(units, ticket, RESOLVE).resumes_at == BEGINS
    accounts = asked(units, lambda unit: accounts_of(unit, ticket))
    reasons = [
        part.reason for each in accounts for part in each.segments if part.state == "paused"
    ]
    assert reasons == ["parts"]
    moves(units, ticket, WORKER, Move.HOLD, reason="access")
    owed(units)
    clock.forward(days=1, hours=2)
    ticks(units)
    with units.open() as unit:
        taken_up = tickets.find(unit, ticket.id)
        *_, event = history.events_of(unit, ticket.id)
    assert taken_up is not None
    assert (taken_up.status, event.facts["slot"]) == (Status.ACCEPTED, BEGINS.isoformat())
    assert clock_of(units, ticket, RESOLVE).running_since == BEGINS


def test_a_hold_stays_when_the_visit_is_called_off(units: Units, ticket: Ticket) -> None:
    """What waits for parts waits on, and no longer and no shorter than parts may take."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    held = clock_of(units, ticket, RESOLVE)
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    moves(units, ticket, REQUESTER, Move.APPOINT, day="off")
    assert clock_of(units, ticket, RESOLVE) == held


def test_nobody_waits_for_a_visit_in_an_emergency(units: Units, ticket: Ticket) -> None:
    """Raised to danger it goes on at once, and no other time can be chosen."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    raised = moves(units, ticket, WORKER, Move.PRIORITISE, priority=1)
    assert clock_of(units, raised, VISIT).outcome is Outcome.CANCELLED
    assert clock_of(units, raised, RESOLVE).due_at == at("2026-11-23 13:00")
    with pytest.raises(Refusal, match="no-appointment"):
        moves(units, raised, REQUESTER, Move.APPOINT, **TUESDAY)


def test_the_team_cannot_put_off_what_has_begun(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Whoever is late is late; the requester may choose another time."""
    moves(units, ticket, REQUESTER, Move.APPOINT, **TUESDAY)
    clock.forward(days=1, hours=6)
    with pytest.raises(Refusal, match="slot-begun"):
        moves(units, ticket, WORKER, Move.APPOINT, day="20261125", slot="1000")
    moves(units, ticket, REQUESTER, Move.APPOINT, day="20261125", slot="1000")
    assert clock_of(units, ticket, VISIT).serial == 2


@pytest.mark.parametrize("service", [BURST.code, FOOD.code])
def test_what_nobody_can_be_expected_for(units: Units, school: School, service: str) -> None:
    """Emergencies are dealt with at once, complaints at no place."""
    filed = files(units, draft(service))
    with pytest.raises(Refusal, match="no-appointment"):
        moves(units, filed, REQUESTER, Move.APPOINT, **TUESDAY)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "button-unknown"),
        ({"day": "tomorrow"}, "button-unknown"),
        ({"day": "20261124"}, "slot-needed"),
        ({"day": "20261124", "slot": "1200"}, "slot-gone"),
        ({"day": "20261123", "slot": "0800"}, "slot-gone"),
        ({"day": "20261128", "slot": "1000"}, "slot-gone"),
        ({"day": "00010101", "slot": "1000"}, "slot-gone"),
        ({"day": "20271124", "slot": "1400"}, "slot-gone"),
        ({"day": "off"}, "nothing-appointed"),
    ],
)
def test_what_cannot_be_chosen(
    units: Units, ticket: Ticket, facts: dict[str, str | int], reason: str
) -> None:
    """Each with a sentence, and nothing is changed."""
    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, REQUESTER, Move.APPOINT, **facts)
    with units.open() as unit:
        assert len(history.events_of(unit, ticket.id)) == 2
