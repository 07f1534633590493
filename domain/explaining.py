"""Why a ticket is due when it is: each clock with what it counted, when, and what it left out.

Nothing is reckoned anew. The history is followed as in :mod:`domain.course`, and every state that
a clock passes through is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from domain.calendars import Calendar
from domain.clocks import Clock, left_at, second, spent_at
from domain.course import Promising, calendar_of, follow, noted_all, steps, target_in
from domain.departures import Departure, departures
from domain.histories import Happening
from domain.moves import Move
from domain.targets import MINUTE, Target
from domain.terms import Promise
from domain.tickets import HoldReason, Status


class State(StrEnum):
    """What a clock does between two moments."""

    RUNNING = "running"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which a clock did one thing; ``counted`` is in seconds that the clock counts.

    ``reason`` says why the work was on hold; None while it waited for an appointment. While it ran
    it is None, or the reason of a pause that was annulled.
    """

    since: datetime
    until: datetime
    state: State
    counted: int
    reason: HoldReason | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """Everything about one clock at a moment; ``spent`` and ``left`` are in seconds it counts.

    ``hours`` are those in which it began; later ones may differ with the ticket's terms. ``team``
    is the one that had the ticket while it ran.
    ``left`` is negative when the promise is broken. ``segments`` are in order and add up to
    ``spent``; time in which the clock had ended is in none of them. ``departures`` are the dates
    that made a difference to the clock, until it is due or, once that passed, until now.
    """

    clock: Clock
    target: Target
    hours: Calendar
    team: str
    spent: int
    left: int
    segments: tuple[Segment, ...]
    departures: tuple[Departure, ...]


@dataclass(frozen=True, slots=True)
class _Stage:
    """A clock from a moment on, and the reason to wait while it is one of this clock's course.

    ``promise`` is the one under which it went on last, ``team`` the one that had the ticket then.
    """

    clock: Clock
    reason: HoldReason | None
    promise: Promise
    team: str
    at: datetime


@dataclass(frozen=True, slots=True)
class _Moment:
    """All clocks of a ticket at a moment, what it was promised then, and who had it.

    ``wait`` is the hold that was the last, while it goes on.
    """

    clocks: tuple[Clock, ...]
    wait: Happening | None
    promise: Promise
    team: str
    at: datetime


_Part = tuple[Segment, Calendar]


def explain(
    happenings: Iterable[Happening], promising: Promising, now: datetime
) -> tuple[Account, ...]:
    """Return an account of each clock of the latest cycle that has clocks."""
    moment = second(now)
    courses = _courses(happenings, promising, moment)
    latest = max((course[-1].clock.cycle for course in courses), default=0)
    accounts = (_account(course, moment) for course in courses)
    return tuple(account for account in accounts if account.clock.cycle == latest)


def _courses(
    happenings: Iterable[Happening], promising: Promising, now: datetime
) -> list[list[_Stage]]:
    """Return every state of each clock; a clock keeps its position from event to event."""
    courses: list[list[_Stage]] = []
    for it in _moments(happenings, promising, now):
        courses.extend([] for _ in it.clocks[len(courses) :])
        for course, clock in zip(courses, it.clocks, strict=True):
            last = course[-1] if course and clock.outcome else it
            reason = _reason(clock, it.wait)
            course.append(_Stage(clock, reason, last.promise, last.team, it.at))
    return courses


def _moments(
    happenings: Iterable[Happening], promising: Promising, now: datetime
) -> Iterator[_Moment]:
    """Yield how it was just before each thing that happened and after it, and how it is now."""
    last: _Moment | None = None
    for it, before, promise in steps(happenings, promising):
        clocks: tuple[Clock, ...] = ()
        wait = _wait(last.wait if last else None, it)
        if last is not None:
            clocks = noted_all(last.clocks, before, it.at)
            yield replace(last, clocks=clocks, at=it.at)
        last = _Moment(follow(clocks, it, before, promise), wait, promise, it.terms.team, it.at)
        yield last
    if last is not None:
        yield replace(last, clocks=noted_all(last.clocks, last.promise, now), at=now)


def _wait(before: Happening | None, it: Happening) -> Happening | None:
    """Return the hold that a ticket is in after something happened, annulled or not."""
    if it.status is not Status.ON_HOLD:
        return None
    held = it.move is Move.HOLD or (it.annulled and it.move is Move.RESUME)
    return it if held else before


def _reason(clock: Clock, wait: Happening | None) -> HoldReason | None:
    """Return why a clock waits, or would have but for an annulment."""
    if wait is None or wait.annulled is (clock.running_since is None):
        return None
    return HoldReason(str(wait.facts["reason"]))


def _account(course: Sequence[_Stage], now: datetime) -> Account:
    clock, promise = course[-1].clock, course[-1].promise
    calendar = calendar_of(clock, promise)
    parts = _joined(_parts(course, now))
    ran = [((it.since, it.until), hours) for it, hours in parts if it.state is State.RUNNING]
    if clock.due_at is not None and clock.due_at > now:
        ran.append(((now, clock.due_at), calendar))
    return Account(
        clock=clock,
        target=_target(clock, promise),
        hours=calendar_of(course[0].clock, course[0].promise),
        team=course[-1].team,
        spent=spent_at(clock, calendar, now),
        left=left_at(clock, calendar, now),
        segments=tuple(it for it, _ in parts),
        departures=departures(clock.unit, ran),
    )


def _target(clock: Clock, promise: Promise) -> Target:
    """Return what was promised; an appointment was chosen for itself."""
    aim = promise.aims.get(clock.kind)
    if aim is None:
        return Target(clock.budget // MINUTE, clock.unit)
    return target_in(clock.kind, clock.cycle, aim.target)


def _parts(course: Sequence[_Stage], now: datetime) -> Iterator[_Part]:
    """Yield what a clock did and in which hours, until it did something else or ended."""
    turns = groupby(course, key=lambda stage: (*_doing(stage.clock), stage.reason))
    stages = [tuple(same) for _, same in turns]
    firsts = [same[0] for same in stages]
    starts = [
        _since(first, before) for before, first in zip([None, *firsts], firsts, strict=False)
    ]
    for same, since, until in zip(stages, starts, [*starts[1:], now], strict=True):
        stage = same[-1]  # a pause may have been extended since it began
        clock = stage.clock
        if clock.outcome is None:
            calendar = calendar_of(clock, stage.promise)
            used = spent_at(clock, calendar, until) - spent_at(clock, calendar, since)
            state = State.PAUSED if clock.running_since is None else State.RUNNING
            yield Segment(since, until, state, used, stage.reason), calendar


def _doing(clock: Clock) -> tuple[datetime | None, datetime | None]:
    return clock.running_since, clock.paused_since


def _since(stage: _Stage, before: _Stage | None) -> datetime:
    """Return when a clock began what it does: to run, to wait or to be over.

    One that does the same as before does it for another reason from that moment on.
    """
    clock = stage.clock
    if before and clock.outcome is None and _doing(clock) == _doing(before.clock):
        return second(stage.at)
    return clock.running_since or clock.paused_since or clock.stopped_at or clock.began_at


def _joined(parts: Iterable[_Part]) -> list[_Part]:
    """Return the parts without empty ones; what then goes on without a break is one."""
    joined: list[_Part] = []
    for part, calendar in parts:
        before = joined[-1] if joined else None
        if part.since >= part.until:  # a clock may end before the appointment that it runs for
            continue
        if before and _goes_on(before[0], part) and before[1] == calendar:
            used = before[0].counted + part.counted
            joined[-1] = replace(before[0], until=part.until, counted=used), calendar
        else:
            joined.append((part, calendar))
    return joined


def _goes_on(before: Segment, part: Segment) -> bool:
    return (before.until, before.state, before.reason) == (part.since, part.state, part.reason)
