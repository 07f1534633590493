"""Why a ticket is due when it is: each clock with what it counted, when, and what it left out.

Nothing is reckoned anew. The history is followed as in :mod:`domain.course`, and every state that
a clock passes through is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import groupby, pairwise

from domain.calendars import Calendar, Day, Layer, utc
from domain.clocks import Clock, ClockKind, left_at, noted, spent_at
from domain.course import Happening, Promise, follow
from domain.moves import Move
from domain.targets import Target, counted, rework
from domain.tickets import HoldReason
from domain.windows import Span

_DAY = timedelta(days=1)
# A window may last until the end of the next day, and that midnight may happen twice.
_REACH = 2 * _DAY


class State(StrEnum):
    """What a clock does between two moments."""

    RUNNING = "running"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which a clock did one thing; ``counted`` is in seconds that the clock counts.

    ``reason`` says why it was paused; None while it ran.
    """

    since: datetime
    until: datetime
    state: State
    counted: int
    reason: HoldReason | None = None


@dataclass(frozen=True, slots=True)
class Departure:
    """Dates from ``first`` to ``last`` that differ from the week for one cause.

    ``day`` is what the calendar says of the first of them.
    """

    first: date
    last: date
    layer: Layer
    day: Day


@dataclass(frozen=True, slots=True)
class Account:
    """Everything about one clock at a moment; ``spent`` and ``left`` are in seconds it counts.

    ``left`` is negative when the promise is broken. ``segments`` are in order and add up to
    ``spent``; time in which the clock had ended is in none of them. ``departures`` are the dates
    that made a difference to the clock, until it is due or, once that passed, until now.
    """

    clock: Clock
    target: Target
    spent: int
    left: int
    segments: tuple[Segment, ...]
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """A clock after something happened, and the reason to wait if that was a hold."""

    clock: Clock
    reason: HoldReason | None


def explain(
    happenings: Iterable[Happening], promise: Promise, now: datetime
) -> tuple[Account, ...]:
    """Return an account of each clock of the latest cycle that has clocks."""
    moment = utc(now).replace(microsecond=0)
    courses = _courses(happenings, promise, moment)
    latest = max((course[-1].clock.cycle for course in courses), default=0)
    return tuple(
        _account(course, promise, moment) for course in courses if course[-1].clock.cycle == latest
    )


def _courses(
    happenings: Iterable[Happening], promise: Promise, now: datetime
) -> list[list[_Stage]]:
    """Return every state of each clock; a clock keeps its position from event to event."""
    courses: list[list[_Stage]] = []
    for clocks, reason in _states(happenings, promise, now):
        courses.extend([] for _ in clocks[len(courses) :])
        for course, clock in zip(courses, clocks, strict=True):
            course.append(_Stage(clock, reason))
    return courses


def _states(
    happenings: Iterable[Happening], promise: Promise, now: datetime
) -> Iterator[tuple[tuple[Clock, ...], HoldReason | None]]:
    clocks: tuple[Clock, ...] = ()
    for it in happenings:
        clocks = tuple(noted(clock, promise.hours, it.at) for clock in clocks)
        yield clocks, None
        clocks = follow(clocks, it, promise)
        yield clocks, HoldReason(str(it.facts["reason"])) if it.move is Move.HOLD else None
    yield tuple(noted(clock, promise.hours, now) for clock in clocks), None


def _account(course: Sequence[_Stage], promise: Promise, now: datetime) -> Account:
    clock, hours = course[-1].clock, promise.hours
    segments = _joined(_segments(course, hours, now))
    ran = [(part.since, part.until) for part in segments if part.state is State.RUNNING]
    if clock.due_at is not None and clock.due_at > now:
        ran.append((now, clock.due_at))
    return Account(
        clock=clock,
        target=_target(clock, promise),
        spent=spent_at(clock, hours, now),
        left=left_at(clock, hours, now),
        segments=segments,
        departures=_departures(counted(clock.unit, hours), ran),
    )


def _target(clock: Clock, promise: Promise) -> Target:
    first = promise.targets[clock.kind]
    return rework(first) if clock.cycle > 1 and clock.kind is not ClockKind.ACK else first


def _segments(course: Sequence[_Stage], hours: Calendar, now: datetime) -> Iterator[Segment]:
    """Yield what a clock did, each time until it did something else or ended."""
    turns = groupby(
        course, key=lambda stage: (stage.clock.running_since, stage.clock.paused_since)
    )
    stages = [next(same) for _, same in turns]
    ends = [_since(stage.clock) for stage in stages[1:]]
    for stage, until in zip(stages, [*ends, now], strict=True):
        clock, since = stage.clock, _since(stage.clock)
        if clock.outcome is None:
            used = spent_at(clock, hours, until) - clock.spent
            state = State.PAUSED if clock.running_since is None else State.RUNNING
            yield Segment(since, until, state, used, stage.reason)


def _since(clock: Clock) -> datetime:
    """Return when a clock began what it does: to run, to wait or to be over."""
    return clock.running_since or clock.paused_since or clock.stopped_at or clock.began_at


def _joined(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """Return the segments without empty ones; what then goes on without a break is one."""
    joined: list[Segment] = []
    for part in segments:
        before = joined[-1] if joined else None
        if part.since == part.until:
            continue
        if before and _goes_on(before, part):
            used = before.counted + part.counted
            joined[-1] = replace(before, until=part.until, counted=used)
        else:
            joined.append(part)
    return tuple(joined)


def _goes_on(before: Segment, part: Segment) -> bool:
    return (before.until, before.state, before.reason) == (part.since, part.state, part.reason)


def _departures(calendar: Calendar, ran: Sequence[Span]) -> tuple[Departure, ...]:
    """Return the dates on which a clock counted otherwise than in an ordinary week.

    Dates of one cause stay together: a holiday goes on through a weekend that it has inside.
    """
    found: list[Departure] = []
    for day in _differing(calendar, ran):
        decided = calendar.exception(day)
        if found and _is_one(calendar, found[-1].last, day):
            found[-1] = replace(found[-1], last=day)
        elif decided is not None:
            found.append(Departure(day, day, *decided))
    return tuple(found)


def _differing(calendar: Calendar, ran: Sequence[Span]) -> list[date]:
    usual = Calendar(calendar.zone, calendar.weekly)
    return sorted(
        {
            day
            for span in ran
            for day in _dates(calendar, span)
            if calendar.windows(day) != usual.windows(day)
            and _within(calendar.spans(day), span) != _within(usual.spans(day), span)
        }
    )


def _dates(calendar: Calendar, span: Span) -> Iterator[date]:
    """Yield the dates that differ and whose windows may reach into a span."""
    day, last = calendar.local_date(span[0]) - _REACH, calendar.local_date(span[1])
    while day <= last:
        if calendar.exception(day) is not None:
            yield day
        day += _DAY


def _within(spans: Iterable[Span], whole: Span) -> list[Span]:
    cut = ((max(opens, whole[0]), min(closes, whole[1])) for opens, closes in spans)
    return [(opens, closes) for opens, closes in cut if opens < closes]


def _is_one(calendar: Calendar, first: date, last: date) -> bool:
    """Return whether one cause decides every date from the first to the last."""
    dates = (first + _DAY * offset for offset in range((last - first).days + 1))
    return all(one == other for one, other in pairwise(_cause(calendar, day) for day in dates))


def _cause(calendar: Calendar, day: date) -> tuple[Layer, dict[str, str], bool] | None:
    decided = calendar.exception(day)
    return decided and (decided[0], dict(decided[1].names), not decided[1].windows)
