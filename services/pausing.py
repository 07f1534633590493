"""Pausing: how long a ticket may wait, when its requester hears of it, and what is taken back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from domain.access import roles
from domain.appointments import day_of
from domain.calendars import Calendar
from domain.histories import happenings
from domain.moves import Move, Role
from domain.pauses import Wait, hours_for, limit_left, waits_of, working_days
from domain.refusal import Refusal
from domain.targets import due_of
from domain.terms import terms_of
from domain.tickets import HoldReason, Status, Ticket, going_on
from domain.working_time import next_open
from models import editions, history, tickets
from models.unit import Unit
from services.acts import Act, Effect, Facts, Work
from services.debts import owe_contact
from services.timing import promise_of

_APPROVES = frozenset({Role.LEAD, Role.DISPATCHER})
_AHEAD = (1, 2, 3, 5)
"""The working days from now on that are offered for the next word to the requester."""

_MORNING = time(7)
"""Nobody is reminded earlier, however early the hours begin."""


def contact_days(
    unit: Unit, ticket: Ticket, reason: HoldReason, person_id: int
) -> tuple[date, ...]:
    """Return days on which the requester could hear of a ticket that would wait for a reason.

    None when the reason asks for no such day, or when the pause ends before the next one.
    Refusal ``pause-spent`` as for the hold itself.
    """
    promise = promise_of(unit, terms_of(ticket))
    if reason not in promise.pauses or not promise.pauses[reason].contact:
        return ()
    until = _limit(unit, ticket, reason, approved=_approves(unit, ticket, person_id))
    return _days(unit, ticket, until)


def waits_now(unit: Unit, ticket: Ticket) -> tuple[Wait, ...]:
    """Return the pauses of a ticket's present attempt that still count, the oldest first."""
    found = waits_of(happenings(history.events_of(unit, ticket.id)))
    return tuple(wait for wait in found if wait.cycle == ticket.cycle)


def remind(unit: Unit, ticket_id: int) -> None:
    """Remind a team of the day on which it said that the requester would hear from it."""
    ticket = tickets.find(unit, ticket_id)
    if ticket is None or ticket.remind_at is None or ticket.remind_at > unit.now:
        return
    if tickets.save(unit, ticket, replace(ticket, remind_at=None, version=ticket.version + 1)):
        owe_contact(unit, ticket, editions.current(unit))


def _held(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Pause until the reason's time is used up; who may approve gives it all of it anew."""
    reason = _reason(act)
    if ticket.hold_reason is reason:
        raise Refusal("same-reason")
    approved = _approves(unit, ticket, act.actor_id)
    until = _limit(unit, ticket, reason, approved=approved)
    facts: Facts = {"reason": reason}
    if until is not None:
        facts = {**facts, "until": until.isoformat()}
    if approved:
        facts = {**facts, "approved": 1}
    held = replace(going_on(ticket), hold_reason=reason)
    return _with_contact(unit, Effect(held, facts), act, until)


def _reason(act: Act) -> HoldReason:
    try:
        return HoldReason(str(act.facts.get("reason")))
    except ValueError:
        raise Refusal("reason-needed") from None


def _limit(unit: Unit, ticket: Ticket, reason: HoldReason, *, approved: bool) -> datetime | None:
    """Return until when a pause for a reason may last that begins now, None for no limit."""
    promise = promise_of(unit, terms_of(ticket))
    hours = hours_for(promise, reason)
    if hours is None:
        return None
    longest = promise.pauses[reason].longest
    if approved:
        return due_of(longest, hours, unit.now)
    before = [wait for wait in waits_now(unit, ticket) if wait.reason is reason]
    until = limit_left(before, longest, hours, unit.now)
    if until is None:
        raise Refusal("pause-spent")
    return until


def _with_contact(unit: Unit, held: Effect, act: Act, until: datetime | None) -> Effect:
    """Keep when the requester hears from the team, where the reason asks for that."""
    ticket = held.ticket
    rule = promise_of(unit, terms_of(ticket)).pauses.get(_reason(act))
    days = _days(unit, ticket, until) if rule and rule.contact else ()
    if not days:
        return held
    hours = _hours_of_team(unit, ticket)
    day = day_of(act.facts.get("contact"))
    last = hours.local_date(until) if until else date.max
    if day is None or not days[0] <= day <= last:
        raise Refusal("contact-needed")
    morning = datetime.combine(day, _MORNING, ZoneInfo(hours.zone))
    waiting = replace(ticket, contact_on=day, remind_at=next_open(hours, morning))
    return Effect(waiting, {**held.facts, "contact": day.isoformat()})


def _days(unit: Unit, ticket: Ticket, until: datetime | None) -> tuple[date, ...]:
    hours = _hours_of_team(unit, ticket)
    last = hours.local_date(until) if until else date.max
    ahead = working_days(hours, unit.now, max(_AHEAD))
    return tuple(ahead[count - 1] for count in _AHEAD if ahead[count - 1] <= last)


def _extended(unit: Unit, ticket: Ticket, _: Act) -> Effect:
    promise, reason = promise_of(unit, terms_of(ticket)), ticket.hold_reason
    hours = hours_for(promise, reason) if reason else None
    if reason is None or hours is None:
        raise Refusal("not-paused")
    until = due_of(promise.pauses[reason].longest, hours, unit.now)
    return Effect(ticket, {"reason": reason, "until": until.isoformat()})


def _annulled(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Let a pause of the present attempt count as work; the one that goes on is ended."""
    waits = waits_now(unit, ticket)
    if not waits:
        raise Refusal("no-pauses")
    wait = next((each for each in waits if each.ordinal == act.facts.get("pause")), None)
    if wait is None:
        raise Refusal("pause-needed")
    facts: Facts = {"pause": wait.ordinal, "reason": wait.reason}
    if wait.until is not None:
        return Effect(ticket, facts)
    return Effect(going_on(ticket), {**facts, "ends": 1}, Status.ACCEPTED)


def _hours_of_team(unit: Unit, ticket: Ticket) -> Calendar:
    school = editions.current(unit)
    return school.calendars[school.teams[ticket.team].calendar]


def _approves(unit: Unit, ticket: Ticket, person_id: int) -> bool:
    return bool(roles(editions.current(unit), ticket, person_id) & _APPROVES)


EFFECTS: Mapping[Move, Work] = {
    Move.HOLD: _held,
    Move.EXTEND: _extended,
    Move.ANNUL: _annulled,
}
