"""The course of a ticket's clocks: what each thing that happens to the ticket does to them.

The events are the truth and the stored clocks a cache of it: the same function follows one event
as it happens and all of them again when the history is replayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.calendars import Calendar, utc
from domain.catalogue import service_of
from domain.clocks import Clock, ClockKind, begin, cancel, noted, pause, reopen, resume, stop
from domain.moves import Move, Role
from domain.places import hours_of
from domain.school import Pause, School
from domain.targets import Target, rework
from domain.tickets import HoldReason

_STOPS = {
    Move.ACCEPT: frozenset({ClockKind.ACK}),
    Move.ARRIVE: frozenset({ClockKind.ARRIVE}),
    Move.DONE: frozenset(ClockKind),
}
_TURNS = {
    Move.RESUME: resume,
    Move.TRANSFER: resume,
    Move.RELEASE: resume,
    Move.CANCEL: cancel,
    Move.CLOSE: cancel,
}
_AGAIN = {
    Move.NOT_FIXED: frozenset({ClockKind.RESOLVE, ClockKind.REPLY}),
    Move.REOPEN: frozenset({ClockKind.ACK, ClockKind.RESOLVE, ClockKind.REPLY}),
}


@dataclass(frozen=True, slots=True)
class Promise:
    """What one ticket is promised: a time for each clock, counted in one calendar of the school.

    ``pauses`` are the reasons to wait that stop its clocks, and for how long at most.
    """

    calendar: str
    hours: Calendar
    targets: Mapping[ClockKind, Target]
    pauses: Mapping[HoldReason, Pause]


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the clocks see it; ``cycle`` is the attempt that goes on after it, from 1."""

    at: datetime
    move: Move
    role: Role
    cycle: int
    facts: Mapping[str, str | int]


def promised(school: School, service_code: str, place_code: str) -> Promise:
    """Return what an edition of the school promises for a service at a place.

    A place with hours of its own is served in them, but an emergency is one anywhere. Refusal
    ``service-gone`` when the edition does not have the service.
    """
    service = service_of(school, service_code)
    own = None if service.emergency else hours_of(school, place_code)
    calendar = own or service.calendar
    return Promise(calendar, school.calendars[calendar], service.targets, school.pauses)


def follow(clocks: Iterable[Clock], happening: Happening, promise: Promise) -> tuple[Clock, ...]:
    """Return a ticket's clocks after something happened: changed, as they were, and new ones."""
    moved = (_moved(clock, happening, promise) for clock in clocks)
    return (*moved, *_begun(happening, promise))


def replay(happenings: Iterable[Happening], promise: Promise, now: datetime) -> tuple[Clock, ...]:
    """Return a ticket's clocks at a moment, from nothing but what happened to it until then."""
    clocks: tuple[Clock, ...] = ()
    for happening in happenings:
        clocks = follow(clocks, happening, promise)
    return tuple(noted(clock, promise.hours, now) for clock in clocks)


def _moved(clock: Clock, it: Happening, promise: Promise) -> Clock:
    if clock.outcome is not None:
        return reopen(clock, promise.hours, it.at) if _is_taken_back(clock, it) else clock
    if clock.kind in _STOPS.get(it.move, ()):
        return stop(clock, promise.hours, it.at)
    if it.move is Move.HOLD:
        return _held(clock, it, promise)
    if it.move is Move.TRANSFER and it.role is Role.SYSTEM:
        return clock  # a team is renamed or replaced; what waits goes on waiting
    turn = _TURNS.get(it.move)
    return turn(clock, promise.hours, it.at) if turn else clock


def _is_taken_back(clock: Clock, it: Happening) -> bool:
    """Return whether a release undoes the acceptance that ended the clock.

    An acceptance by somebody before, who handed the work on, still counts.
    """
    since = it.facts.get("since")
    if it.move is not Move.RELEASE or clock.kind is not ClockKind.ACK or since is None:
        return False
    accepted_at = utc(datetime.fromisoformat(str(since)))
    return clock.cycle == it.cycle and clock.stopped_at == accepted_at.replace(microsecond=0)


def _held(clock: Clock, it: Happening, promise: Promise) -> Clock:
    rule = promise.pauses.get(HoldReason(str(it.facts["reason"])))
    return clock if rule is None else pause(clock, promise.hours, it.at, rule.longest)


def _begun(it: Happening, promise: Promise) -> Iterator[Clock]:
    """Yield the clocks that begin with an event; work done again gets less time."""
    kinds = frozenset(ClockKind) if it.move is Move.SUBMIT else _AGAIN.get(it.move, frozenset())
    named = (promise.calendar, promise.hours)
    for kind, target in promise.targets.items():
        if kind in kinds:
            again = it.cycle > 1 and kind is not ClockKind.ACK
            yield begin(kind, it.cycle, rework(target) if again else target, named, it.at)
