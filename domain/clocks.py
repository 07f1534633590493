"""The clocks of a ticket: what was promised, how much of it is used, when the rest runs out.

A clock is a value; each function returns the next one. Clocks count whole seconds: a moment stands
for the second it lies in. The calendar passed to a function is the one that the clock names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.calendars import Calendar, around_the_clock, close_of_working_day, due, elapsed, utc

MINUTE = 60
REWORK_MINUTES = 120
"""The shortest promise for work that has to be done again: two hours."""


class ClockKind(StrEnum):
    """What a clock waits for: acceptance by a person, arrival, work done, an answer."""

    ACK = "ack"
    ARRIVE = "arrive"
    RESOLVE = "resolve"
    REPLY = "reply"


class Unit(StrEnum):
    """How a promise is counted."""

    WORKING_MINUTES = "working_minutes"
    CLOCK_MINUTES = "clock_minutes"
    WORKING_DAYS = "working_days"


class Outcome(StrEnum):
    """How a clock ended."""

    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


PAUSING = frozenset({ClockKind.RESOLVE})
"""Clocks that stand still while work is on hold; the others never pause."""

WORK = frozenset({ClockKind.RESOLVE, ClockKind.REPLY})
"""Clocks that wait for the matter itself; a ticket is late when one of them is."""


@dataclass(frozen=True, slots=True)
class Target:
    """A promised time; ``n`` working days end with the close of the n-th after submission."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a time cannot be negative: {self.amount} {self.unit}")
        if self.amount == 0 and self.unit is Unit.WORKING_DAYS:
            raise ValueError("working days are counted from 1")


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise of one ticket in one cycle of work.

    ``calendar`` is a name in the school. ``budget`` is what was promised and ``spent`` what was
    used before ``running_since``, both in seconds that the clock counts. ``running_since`` and
    ``due_at`` are None while it is paused and after it ended. ``level`` is the highest level of
    the ladder that fired in this cycle (0: none), ``next_at`` when the next one is due.
    """

    kind: ClockKind
    cycle: int
    calendar: str
    unit: Unit
    budget: int
    spent: int
    running_since: datetime | None
    due_at: datetime | None
    stopped_at: datetime | None = None
    outcome: Outcome | None = None
    level: int = 0
    next_at: datetime | None = None


def counted(unit: Unit, calendar: Calendar) -> Calendar:
    """Return the calendar in which a unit is counted: clock minutes never stop."""
    return around_the_clock(calendar.zone) if unit is Unit.CLOCK_MINUTES else calendar


def begin(
    kind: ClockKind, cycle: int, target: Target, named: tuple[str, Calendar], at: datetime
) -> Clock:
    """Start a clock; ``named`` is the calendar's name in the school and the calendar.

    Raises ValueError when nothing is promised, CalendarExhausted when it cannot be kept.
    """
    if target.amount == 0:
        raise ValueError(f"the clock {kind} needs a target of at least 1")
    name, calendar = named
    start = _second(at)
    if target.unit is Unit.WORKING_DAYS:
        due_at = close_of_working_day(calendar, start, target.amount)
        budget = elapsed(calendar, start, due_at)
    else:
        budget = target.amount * MINUTE
        due_at = due(counted(target.unit, calendar), start, budget)
    return Clock(kind, cycle, name, target.unit, budget, 0, start, due_at)


def pause(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """Stop counting for a while; a clock that is not running or never pauses is returned as is."""
    if clock.running_since is None or clock.kind not in PAUSING:
        return clock
    spent = spent_at(clock, calendar, at)
    return replace(clock, spent=spent, running_since=None, due_at=None, next_at=None)


def resume(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """Count again; a clock that is running or has ended is returned as is.

    A promise that was broken before the pause is due at once.
    """
    if clock.running_since is not None or clock.outcome is not None:
        return clock
    start = _second(at)
    left = max(clock.budget - clock.spent, 0)
    due_at = due(counted(clock.unit, calendar), start, left)
    return replace(clock, running_since=start, due_at=due_at)


def stop(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """End a clock because what it waited for happened; missed only when more than promised."""
    spent = spent_at(clock, calendar, at)
    return _end(clock, spent, at, Outcome.MISSED if spent > clock.budget else Outcome.MET)


def cancel(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """End a clock because nobody waits any more; a promise already broken stays missed."""
    spent = spent_at(clock, calendar, at)
    return _end(clock, spent, at, Outcome.MISSED if spent > clock.budget else Outcome.CANCELLED)


def spent_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return the seconds used at a moment, in the time that the clock counts."""
    if clock.running_since is None:
        return clock.spent
    running = counted(clock.unit, calendar)
    return clock.spent + elapsed(running, clock.running_since, _second(at))


def left_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return the seconds left at a moment, negative when the promise is broken."""
    return clock.budget - spent_at(clock, calendar, at)


def percent_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return how much of the promise is used, in whole percent, more than 100 when broken."""
    return spent_at(clock, calendar, at) * 100 // clock.budget


def rework(target: Target) -> Target:
    """Return the promise for work done again: half the original, at least two hours.

    Half of an odd number of working days is rounded up.
    """
    half = (target.amount + 1) // 2
    least = 1 if target.unit is Unit.WORKING_DAYS else REWORK_MINUTES
    return Target(max(half, least), target.unit)


def _end(clock: Clock, spent: int, at: datetime, outcome: Outcome) -> Clock:
    if clock.outcome is not None:
        return clock
    return replace(
        clock,
        spent=spent,
        running_since=None,
        due_at=None,
        stopped_at=_second(at),
        outcome=outcome,
        next_at=None,
    )


def _second(moment: datetime) -> datetime:
    return utc(moment).replace(microsecond=0)
