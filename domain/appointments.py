"""Times at which somebody is expected: what can be chosen, and what an event keeps of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.calendars import Calendar
from domain.clocks import Clock, ClockKind
from domain.places import hours_of
from domain.refusal import Refusal
from domain.school import School
from domain.terms import promised, served, terms_of
from domain.tickets import Kind, Ticket

AHEAD = timedelta(hours=1)
"""How long before it begins a slot can still be chosen, so that somebody can be on the way."""

DAYS = 7
"""How many days are offered."""

OFF = "off"
"""What a button says instead of a day when it calls an appointment off."""

_LONGEST = timedelta(hours=2)
_REACH = 60  # dates looked through for open ones: a long vacation and a little more
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A span of time (UTC) in which somebody comes."""

    start: datetime
    end: datetime


def slot_in(facts: Mapping[str, object]) -> Slot | None:
    """Return the slot that an event keeps, None when an appointment was called off."""
    if "slot" not in facts:
        return None
    start, end = (datetime.fromisoformat(str(facts[name])) for name in ("slot", "until"))
    return Slot(start, end)


def slot_of(clock: Clock) -> Slot:
    """Return the slot of an appointment whose clock has not ended."""
    return Slot(clock.began_at, clock.due_at or clock.began_at)


def facts_of(slot: Slot) -> dict[str, str | int]:
    """Return what an event keeps of a slot."""
    return {"slot": slot.start.isoformat(), "until": slot.end.isoformat()}


def slots(hours: Calendar, day: date, now: datetime) -> tuple[Slot, ...]:
    """Return a date's working time in pieces of at most two hours, of those far enough ahead."""
    if not 0 <= (day - hours.local_date(now)).days < _REACH:
        return ()
    cut = (piece for span in hours.spans(day) for piece in _pieces(*span))
    return tuple(slot for slot in cut if slot.start >= now + AHEAD)


def day_of(word: object) -> date | None:
    """Return the date that a button names (``20261127``), None when it names none."""
    try:
        return date.fromisoformat(str(word))
    except ValueError:
        return None


def days(hours: Calendar, now: datetime) -> tuple[date, ...]:
    """Return the next dates that have a slot to choose, at most seven."""
    today = hours.local_date(now)
    dates = (today + _DAY * offset for offset in range(_REACH))
    return tuple(day for day in dates if slots(hours, day, now))[:DAYS]


def appointed(clocks: Iterable[Clock]) -> Clock | None:
    """Return the clock of the appointment that stands, None when there is none."""
    kept = (each for each in clocks if each.kind is ClockKind.APPOINTMENT and not each.outcome)
    return next(kept, None)


def is_appointable(ticket: Ticket, *, emergency: bool) -> bool:
    """Return whether somebody comes for a ticket at a time of choice: not for an emergency."""
    return ticket.kind is Kind.REPAIR and bool(ticket.place) and not emergency


def served_in(school: School, ticket: Ticket) -> Calendar:
    """Return the hours in which a ticket is dealt with as the school works now.

    A service that is no longer offered is dealt with in the hours of its place, else the team's.
    """
    try:
        return served(promised(school, terms_of(ticket))).hours
    except Refusal:
        own = hours_of(school, ticket.place)
        return school.calendars[own or school.teams[ticket.team].calendar]


def _pieces(opens: datetime, closes: datetime) -> Iterator[Slot]:
    start = opens
    while start < closes:
        end = min(start + _LONGEST, closes)
        yield Slot(start, end)
        start = end
