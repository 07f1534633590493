"""The clocks of a ticket: what was promised, how much of it is used, when the rest runs out.

A clock is a value; each function returns the next one. Clocks count whole seconds: a moment stands
for the second it lies in. The calendar passed to a function is the one that the clock names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.calendars import Calendar
from domain.targets import Aim, Unit, counted, due_of, length
from domain.tickets import BreachReason
from domain.working_time import due, elapsed, utc


class ClockKind(StrEnum):
    """What a clock waits for: acceptance by a person, arrival, work done, an answer.

    One waits for somebody to come at a time chosen by the requester, and runs while they may
    come; the last one until the team that holds the ticket has done its part or hands it on.
    """

    ACK = "ack"
    ARRIVE = "arrive"
    APPOINTMENT = "appointment"
    RESOLVE = "resolve"
    REPLY = "reply"
    OLA = "ola"


class Outcome(StrEnum):
    """How a clock ended."""

    MET = "met"
    MISSED = "missed"
    RECLASSIFIED = "reclassified"
    CANCELLED = "cancelled"
    MERGED = "merged"


ClockKey = tuple[ClockKind, int, int]
"""Kind, cycle and serial of a clock."""

PROMISED = frozenset(ClockKind) - {ClockKind.OLA}
"""Clocks of what a requester was promised: a breach needs a reason and counts in the figures.

The others are the house's own.
"""

PAUSING = frozenset({ClockKind.RESOLVE, ClockKind.OLA})
"""Clocks that stand still while work is on hold; the others never pause."""

WORK = frozenset({ClockKind.RESOLVE, ClockKind.REPLY})
"""Clocks that wait for the matter itself; a ticket is late when one of them is."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise of one ticket in one cycle of work.

    ``serial`` counts the clocks of one kind in one cycle, from 1. ``calendar`` is a name in the
    school. ``budget`` is what was promised and ``spent`` what was used before ``running_since``,
    both in seconds that the clock counts; ``waited`` is what passed since ``began_at`` without
    being used. ``running_since`` and ``due_at`` are None while it is paused and after it ended.
    ``level`` is the highest level that fired in this cycle (0: none), of which ``base`` were of
    ladders that watched before the present one; ``next_at`` is when the clock must be looked at
    next. ``breached_at`` is the due instant that passed, once that has been noted; it stays.
    ``reclassified`` tells that its promise was used up when it was made. ``paused_since`` is when
    the present pause began; one that may only last so long ends by itself at ``resumes_at``.
    ``reason`` is why it was breached, once somebody said so; ``excused`` that a manager agreed.
    ``agreed_at`` is a date agreed with the requester: levels follow it, the promise stays.
    """

    kind: ClockKind
    cycle: int
    calendar: str
    unit: Unit
    budget: int
    spent: int
    running_since: datetime | None
    due_at: datetime | None
    began_at: datetime
    stopped_at: datetime | None = None
    outcome: Outcome | None = None
    level: int = 0
    next_at: datetime | None = None
    breached_at: datetime | None = None
    paused_since: datetime | None = None
    resumes_at: datetime | None = None
    serial: int = 1
    waited: int = 0
    reclassified: bool = False
    base: int = 0
    reason: BreachReason | None = None
    excused: bool = False
    agreed_at: datetime | None = None

    @property
    def key(self) -> ClockKey:
        """Return what tells a clock from the others of its ticket."""
        return self.kind, self.cycle, self.serial


def begin(kind: ClockKind, cycle: int, aim: Aim, at: datetime) -> Clock:
    """Start a clock.

    Raises ValueError when nothing is promised, CalendarExhausted when it cannot be kept.
    """
    target, hours = aim.target, aim.hours
    if target.amount == 0:
        raise ValueError(f"the clock {kind} needs a target of at least 1")
    start = second(at)
    budget, due_at = length(target, hours, start), due_of(target, hours, start)
    return Clock(kind, cycle, aim.calendar, target.unit, budget, 0, start, due_at, start)


def noted(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """Return the clock with what has come about by itself: a pause that ended, a broken promise.

    Every function here begins so; a clock that nobody looks at is none the wiser for it.
    """
    if clock.resumes_at is not None and clock.resumes_at <= at:
        clock = run(clock, calendar, clock.resumes_at)
    if clock.running_since is None or clock.breached_at is not None:
        return clock
    broken = spent_at(clock, calendar, at) > clock.budget
    return replace(clock, breached_at=clock.due_at) if broken else clock


def waited_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return the seconds that passed unused until a moment, in the time that the clock counts."""
    since = clock.paused_since or clock.stopped_at
    if since is None:
        return clock.waited
    return clock.waited + elapsed(counted(clock.unit, calendar), since, at)


def run(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """Return the clock running from a moment on, whatever it waited for until then."""
    start = second(at)
    left = max(clock.budget - clock.spent, 0)
    return replace(
        clock,
        running_since=start,
        due_at=due(counted(clock.unit, calendar), start, left),
        waited=waited_at(clock, calendar, start),
        paused_since=None,
        resumes_at=None,
        stopped_at=None,
        outcome=None,
    )


def spent_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return the seconds used at a moment, in the time that the clock counts."""
    since = clock.running_since or clock.resumes_at
    if since is None:
        return clock.spent
    return clock.spent + elapsed(counted(clock.unit, calendar), since, second(at))


def left_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return the seconds left at a moment, negative when the promise is broken."""
    return clock.budget - spent_at(clock, calendar, at)


def percent_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return how much of the promise is used, in whole percent, more than 100 when broken."""
    return spent_at(clock, calendar, at) * 100 // clock.budget


def second(moment: datetime) -> datetime:
    """Return the UTC second that a moment lies in."""
    return utc(moment).replace(microsecond=0)
