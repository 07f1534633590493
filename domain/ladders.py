"""The ladder: who is told, and when, while a clock runs out and after it did.

Levels of one kind of clock are numbered from 1 in the order of the ladder. A level never comes
before the one below it, and unless the ladder is urgent never outside the time its clock counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate, pairwise

from domain.calendars import Calendar
from domain.clocks import Clock, ClockKind
from domain.targets import MINUTE, Target, Unit, counted
from domain.working_time import close_of_working_day, due, elapsed, next_open

_SECOND = timedelta(seconds=1)
_WHOLE = 100


class Recipient(StrEnum):
    """Who is told."""

    GROUP = "group"
    ASSIGNEE = "assignee"
    ON_CALL = "on_call"
    LEAD = "lead"
    DISPATCHER = "dispatcher"
    MANAGER = "manager"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Level:
    """One rung: who is told about a clock, at exactly one kind of moment.

    ``percent`` (1 to 100) of the promise; ``after_due`` and ``after_start`` later than the due
    instant or the start; ``before_start`` (clock minutes) earlier than an appointment.
    """

    clock: ClockKind
    recipients: tuple[Recipient, ...]
    percent: int | None = None
    after_due: Target | None = None
    after_start: Target | None = None
    before_start: Target | None = None

    def __post_init__(self) -> None:
        given = (self.percent, self.after_due, self.after_start, self.before_start)
        if sum(moment is not None for moment in given) != 1:
            raise ValueError(f"a level needs exactly one moment, not {given}")
        if self.percent is not None and not 1 <= self.percent <= _WHOLE:
            raise ValueError(f"percent must be between 1 and 100, not {self.percent}")
        if self.before_start is not None and self.clock is not ClockKind.APPOINTMENT:
            raise ValueError(f"nobody knows before the start that {self.clock} will begin")


@dataclass(frozen=True, slots=True)
class Ladder:
    """The levels for all clocks of a service, each clock's in the order of time.

    An ``urgent`` ladder does not wait for working time. With ``repeat`` (clock minutes) the last
    rung for acceptance comes again each time so much has passed, until a person accepts.
    """

    levels: tuple[Level, ...]
    urgent: bool = False
    repeat: Target | None = None

    def __post_init__(self) -> None:
        for kind in ClockKind:
            _check_order(self.rungs(kind))
        if self.repeat and (self.repeat.unit is not Unit.CLOCK_MINUTES or not self.repeat.amount):
            raise ValueError(f"a ladder repeats after clock minutes, not {self.repeat}")

    def rungs(self, kind: ClockKind) -> tuple[Level, ...]:
        """Return the levels for one kind of clock, level 1 first."""
        return tuple(level for level in self.levels if level.clock is kind)

    def rung(self, clock: Clock, number: int) -> Level:
        """Return a clock's level by its number; those beyond the last repeat it."""
        rungs = self.rungs(clock.kind)
        return rungs[min(number - clock.base, len(rungs)) - 1]


def moments(ladder: Ladder, clock: Clock, calendar: Calendar) -> tuple[tuple[int, datetime], ...]:
    """Return number and moment of each level; none while the clock is paused or ended.

    Numbers go on from those of ladders that watched over the clock before. An agreed date takes
    the place of the due instant.
    """
    if clock.running_since is None or clock.due_at is None:
        return ()
    running, due_at = clock.running_since, clock.due_at
    raw = (_when(level, clock, calendar, (running, due_at)) for level in ladder.rungs(clock.kind))
    heard = (when if ladder.urgent else _in_time(clock, calendar, when) for when in raw)
    return tuple(enumerate(accumulate(heard, max), start=clock.base + 1))


def next_level(ladder: Ladder, clock: Clock, calendar: Calendar) -> tuple[int, datetime] | None:
    """Return number and moment of the first level that has not fired; None when all have."""
    reached = moments(ladder, clock, calendar)
    ahead = (rung for rung in reached if rung[0] > clock.level)
    found = next(ahead, None)
    if found is not None or not reached or not _repeats(ladder, clock):
        return found
    number = clock.level + 1
    last, when = reached[-1]
    return number, when + (number - last) * _pace(ladder)


def level_due(ladder: Ladder, clock: Clock, calendar: Calendar, now: datetime) -> int | None:
    """Return the highest level due at ``now`` that has not fired, None if there is none.

    After an outage only this one fires; storing it with :func:`fired` marks those skipped.
    """
    rungs = moments(ladder, clock, calendar)
    reached = max((number for number, when in rungs if when <= now), default=clock.base)
    if rungs and reached == rungs[-1][0] and _repeats(ladder, clock):
        reached += (now - rungs[-1][1]) // _pace(ladder)
    return reached if reached > clock.level else None


def armed(ladder: Ladder, clock: Clock, calendar: Calendar) -> Clock:
    """Return the clock with ``next_at`` set to when it must be looked at next, None for never.

    That is its next level, or the first second of its breach while that is not noted.
    """
    ahead = next_level(ladder, clock, calendar)
    looks = [ahead[1]] if ahead else []
    if clock.due_at is not None and clock.breached_at is None:
        looks.append(clock.due_at + _SECOND)
    return replace(clock, next_at=min(looks, default=None))


def fired(ladder: Ladder, clock: Clock, calendar: Calendar, level: int) -> Clock:
    """Return the clock after a level fired, ready for the one above it."""
    return armed(ladder, replace(clock, level=level), calendar)


def _repeats(ladder: Ladder, clock: Clock) -> bool:
    return ladder.repeat is not None and clock.kind is ClockKind.ACK


def _pace(ladder: Ladder) -> timedelta:
    return timedelta(minutes=ladder.repeat.amount) if ladder.repeat else timedelta.max


def _when(
    level: Level, clock: Clock, calendar: Calendar, running: tuple[datetime, datetime]
) -> datetime:
    """Return when a level is due on a clock running from one instant towards another."""
    if level.before_start is not None:
        return clock.began_at - timedelta(minutes=level.before_start.amount)
    if clock.agreed_at is not None and level.after_start is None:
        return _agreed(level, clock, calendar, clock.agreed_at)
    return _moment(level, clock, calendar, running)


def _moment(
    level: Level, clock: Clock, calendar: Calendar, running: tuple[datetime, datetime]
) -> datetime:
    """Return when a level is due that follows the promise."""
    started, due_at = running
    offset = level.after_due or level.after_start
    if offset is None:
        used = -(-clock.budget * (level.percent or _WHOLE) // _WHOLE)
        return _when_spent(clock, calendar, started, used)
    base, used = (due_at, clock.budget) if level.after_due else (clock.began_at, 0)
    if offset.unit is Unit.WORKING_DAYS:
        return close_of_working_day(calendar, base, offset.amount)
    seconds = offset.amount * MINUTE
    hours = counted(offset.unit, calendar)
    if hours is counted(clock.unit, calendar):
        return _when_spent(clock, calendar, started, used + seconds)
    return due(hours, base, seconds)


def _agreed(level: Level, clock: Clock, calendar: Calendar, agreed_at: datetime) -> datetime:
    """Return when a level is due that follows an agreed date.

    Percents are of the time from the beginning of the clock to that date.
    """
    offset, hours = level.after_due, counted(clock.unit, calendar)
    if offset is None:
        if level.percent == _WHOLE:
            return agreed_at
        whole = elapsed(hours, clock.began_at, agreed_at)
        return due(hours, clock.began_at, -(-whole * (level.percent or _WHOLE) // _WHOLE))
    if offset.unit is Unit.WORKING_DAYS:
        return close_of_working_day(calendar, agreed_at, offset.amount)
    return due(counted(offset.unit, calendar), agreed_at, offset.amount * MINUTE)


def _when_spent(clock: Clock, calendar: Calendar, started: datetime, seconds: int) -> datetime:
    """Return when a running clock has used so many seconds; its start if it has already."""
    left = max(seconds - clock.spent, 0)
    return due(counted(clock.unit, calendar), started, left)


def _in_time(clock: Clock, calendar: Calendar, when: datetime) -> datetime:
    """Return the moment itself inside the time the clock counts or at its end, else the next."""
    before = when - _SECOND
    opening = next_open(counted(clock.unit, calendar), before)
    return when if opening == before else opening


def _check_order(levels: Iterable[Level]) -> None:
    for earlier, later in pairwise(levels):
        family, amount = _position(earlier)
        next_family, next_amount = _position(later)
        falls_back = _phase(later) < _phase(earlier)
        if falls_back or (family == next_family and next_amount <= amount):
            raise ValueError(f"levels are not in the order of time: {earlier} and {later}")


def _phase(level: Level) -> int:
    """Return whether a level comes before the start, while its clock runs, or after it is due."""
    if level.before_start is not None:
        return 0
    return 1 if level.after_due is None else 2


def _position(level: Level) -> tuple[str, int]:
    """Return what a level is counted in and how much of it; only equal kinds compare."""
    if level.before_start is not None:
        return "before start", -level.before_start.amount
    offset = level.after_due or level.after_start
    if offset is None:
        return "percent", level.percent or _WHOLE
    return f"{offset.unit} after {'due' if level.after_due else 'start'}", offset.amount
