"""Pauses that have an end, an approval, a day of contact, and may be taken back."""

from collections.abc import Sequence
from datetime import date

import pytest

from domain.clocks import Clock, ClockKind
from domain.facts import Event
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import HoldReason, Status, Ticket
from models import clocks, history, tickets
from models.unit import Units
from services.moving import end_pause
from services.pausing import contact_days, remind
from tests.services.people import asked, clock_of, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import (
    COLLEAGUE,
    DISPATCHER,
    FOOD,
    HEAD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER
from tests.views.school import at

PARTS = HoldReason.PARTS


def work(units: Units, ticket: Ticket) -> Clock:
    """Return the clock of the work, after holding it against the history."""
    return clock_of(units, ticket, ClockKind.RESOLVE)


def events(units: Units, ticket: Ticket) -> Sequence[Event]:
    """Return all that happened to the ticket."""
    return asked(units, lambda unit: history.events_of(unit, ticket.id))


def last(units: Units, ticket: Ticket) -> Event:
    """Return what happened last."""
    return events(units, ticket)[-1]


def spend(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Wait for parts until the desk takes the work up by itself."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(days=14, hours=12)
    asked(units, lambda unit: end_pause(unit, ticket.id))


def test_a_hold_keeps_until_when_it_may_last(units: Units, ticket: Ticket) -> None:
    """Ten working days for parts, from the day after; the clock knows the same moment."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    limit = at("2026-12-07 18:00")
    assert last(units, ticket).facts == {"reason": "parts", "until": limit.isoformat()}
    assert work(units, ticket).resumes_at == limit


def test_another_reason_keeps_the_clock_where_it_stands(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The pause goes on with the limit of the new reason; the same one again is refused."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(hours=1)
    with pytest.raises(Refusal, match="same-reason"):
        moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    moved = moves(units, ticket, WORKER, Move.HOLD, reason="access")
    assert (moved.status, moved.hold_reason) == (Status.ON_HOLD, HoldReason.ACCESS)
    paused = work(units, ticket)
    assert (paused.paused_since, paused.resumes_at) == (
        at("2026-11-23 09:00"),
        at("2026-11-30 18:00"),
    )


def test_who_corrects_a_ticket_ends_a_pause_that_is_over(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Before the desk looks again itself: the work goes on, as its clock does."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(days=14, hours=9)
    changed = moves(units, ticket, WORKER, Move.PRIORITISE, priority=2)
    assert (changed.status, changed.hold_reason) == (Status.ACCEPTED, None)
    assert work(units, ticket).running_since == at("2026-12-07 18:00")
    assert [it.move for it in events(units, ticket)][-2:] == [Move.RESUME, Move.PRIORITISE]


def test_whoever_spent_a_pause_needs_an_approval(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The worker is refused, another reason is free, the lead's hold gives all of it again."""
    spend(units, ticket, clock)
    with pytest.raises(Refusal, match="pause-spent"):
        moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    moves(units, ticket, WORKER, Move.HOLD, reason="access")
    moves(units, ticket, LEAD, Move.HOLD, reason="parts")
    assert last(units, ticket).facts["approved"] == 1
    assert work(units, ticket).resumes_at == at("2026-12-21 18:00")


def test_a_new_attempt_has_its_own_time(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """What the first attempt waited does not count in the second."""
    spend(units, ticket, clock)
    moves(units, ticket, WORKER, Move.DONE)
    moves(units, ticket, REQUESTER, Move.NOT_FIXED)
    assert moves(units, ticket, WORKER, Move.HOLD, reason="parts").status is Status.ON_HOLD


@pytest.mark.parametrize("who", [LEAD, DISPATCHER, MANAGER, HEAD])
def test_who_may_extend(units: Units, ticket: Ticket, clock: StillClock, who: int) -> None:
    """All of the reason's time again, from now; the requester and the team hear of it."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(days=7)
    owed(units)
    moves(units, ticket, who, Move.EXTEND)
    assert work(units, ticket).resumes_at == at("2026-12-14 18:00")
    told = [("card", REPAIR_CHAT), ("notice", REQUESTER), ("team_notice", REPAIR_CHAT)]
    assert sorted(kinds(units)) == told


def test_only_what_pauses_can_be_extended(units: Units, school: School) -> None:
    """A complaint is answered in its time whatever it waits for."""
    complaint = moves(units, files(units, draft(FOOD.code)), DISPATCHER, Move.ACCEPT)
    held = moves(units, complaint, DISPATCHER, Move.HOLD, reason="parts")
    assert "until" not in last(units, held).facts
    with pytest.raises(Refusal, match="not-paused"):
        moves(units, held, DISPATCHER, Move.EXTEND)


@pytest.mark.parametrize("day", ["", "tomorrow", "2026-11-23", "2026-12-01"])
def test_a_day_of_contact_is_needed(units: Units, ticket: Ticket, day: str) -> None:
    """Tomorrow at the earliest, and not after the pause has ended by itself."""
    with pytest.raises(Refusal, match="contact-needed"):
        moves(units, ticket, WORKER, Move.HOLD, reason="requester", contact=day)


def test_days_that_are_offered(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Working days of the team, none after the limit; none at all for the other reasons."""
    requester = HoldReason.REQUESTER
    offered = asked(units, lambda unit: contact_days(unit, ticket, requester, WORKER))
    assert offered == tuple(date(2026, 11, day) for day in (24, 25, 26, 30))
    assert asked(units, lambda unit: contact_days(unit, ticket, PARTS, WORKER)) == ()
    moves(units, ticket, WORKER, Move.HOLD, reason="requester", contact="2026-11-24")
    clock.forward(days=4, hours=2)
    moves(units, ticket, WORKER, Move.RESUME)
    clock.forward(days=2, hours=22)
    offered = asked(units, lambda unit: contact_days(unit, ticket, requester, WORKER))
    assert offered == (date(2026, 12, 1),)


def test_the_team_is_reminded_once(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """At the opening of the team's hours on that day, in the group and in private."""
    held = moves(units, ticket, WORKER, Move.HOLD, reason="requester", contact="2026-11-25")
    assert (held.contact_on, held.remind_at) == (date(2026, 11, 25), at("2026-11-25 08:00"))
    owed(units)
    clock.forward(days=1, hours=22, minutes=59)
    assert asked(units, lambda unit: tickets.to_remind(unit, 9)) == []
    asked(units, lambda unit: remind(unit, ticket.id))
    assert kinds(units) == []
    clock.forward(minutes=1)
    assert asked(units, lambda unit: tickets.to_remind(unit, 9)) == [ticket.id]
    for _ in range(2):
        asked(units, lambda unit: remind(unit, ticket.id))
    assert kinds(units) == [("contact", REPAIR_CHAT), ("contact", WORKER)]
    assert asked(units, lambda unit: tickets.to_remind(unit, 9)) == []


@pytest.mark.parametrize("made", [Move.RESUME, Move.RELEASE, Move.CANCEL])
def test_nobody_is_reminded_of_work_that_goes_on(units: Units, ticket: Ticket, made: Move) -> None:
    """The day is forgotten with the pause."""
    moves(units, ticket, LEAD, Move.HOLD, reason="requester", contact="2026-11-25")
    after = moves(units, ticket, LEAD, made)
    assert (after.contact_on, after.remind_at) == (None, None)


def test_a_pause_is_annulled(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """The due moment moves back, the clock keeps the levels that were told, all hear of it."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(hours=2)
    moves(units, ticket, WORKER, Move.RESUME)
    assert work(units, ticket).due_at == at("2026-11-24 11:00")
    owed(units)
    moves(units, ticket, MANAGER, Move.ANNUL, pause=2)
    assert work(units, ticket).due_at == at("2026-11-24 09:00")
    assert last(units, ticket).facts == {"pause": 2, "reason": "parts"}
    told = [("card", REPAIR_CHAT), ("notice", REQUESTER), ("team_notice", REPAIR_CHAT)]
    assert sorted(kinds(units)) == told
    with pytest.raises(Refusal, match="no-pauses"):
        moves(units, ticket, MANAGER, Move.ANNUL, pause=2)


def test_a_breach_comes_to_light(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Without the wrong pause the promise was broken yesterday."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(days=2)
    annulled = moves(units, ticket, MANAGER, Move.ANNUL, pause=2)
    assert (annulled.status, annulled.hold_reason) == (Status.ACCEPTED, None)
    assert work(units, ticket).breached_at == at("2026-11-24 09:00")


@pytest.mark.parametrize(
    ("who", "pause", "reason"),
    [(LEAD, 2, "move-role"), (COLLEAGUE, 2, "move-role"), (MANAGER, 1, "pause-needed")],
)
def test_what_cannot_be_annulled(
    units: Units, ticket: Ticket, who: int, pause: int, reason: str
) -> None:
    """Only managers annul, and only what was a pause."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, who, Move.ANNUL, pause=pause)


def test_an_attempt_that_ended_stays_as_it_is(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Its pauses are not offered, and its clocks are not touched by another annulment."""
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(hours=1)
    moves(units, ticket, WORKER, Move.RESUME, Move.DONE)
    moves(units, ticket, REQUESTER, Move.NOT_FIXED)
    with pytest.raises(Refusal, match="no-pauses"):
        moves(units, ticket, MANAGER, Move.ANNUL, pause=2)
    before = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))[:2]
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(hours=1)
    moves(units, ticket, MANAGER, Move.ANNUL, pause=6)
    after = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))
    assert after[:2] == before
    assert [each.kind for each in after[2:]] == [ClockKind.RESOLVE]
    assert work(units, ticket).budget == 4 * 60 * 60
