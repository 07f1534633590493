"""The course of a ticket's clocks: what each thing that happens to the ticket does to them.

The events are the truth and the stored clocks a cache of it: the same function follows one event
as it happens and all of them again when the history is replayed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import datetime

from domain.agreements import agreed
from domain.breaches import excused, explained, retracted
from domain.calendars import Calendar
from domain.clocks import PROMISED, Clock, ClockKind, begin, noted, second
from domain.histories import Happening, until_in
from domain.moves import Move, Role
from domain.retargeting import awaited_again, retarget
from domain.targets import Aim, Target, due_of, rework
from domain.terms import Promise, Terms
from domain.tickets import OPEN, BreachReason, HoldReason, Status
from domain.turns import cancel, merge, pause, resume, stop, withdraw
from domain.visits import booked, fitted, with_visits

Promising = Callable[[Terms], Promise]
"""Tells what terms promise."""

Turn = Callable[[Clock, Calendar, datetime], Clock]

_STOPS = {
    Move.ACCEPT: frozenset({ClockKind.ACK}),
    Move.ARRIVE: frozenset({ClockKind.ARRIVE, ClockKind.APPOINTMENT}),
    Move.DONE: frozenset(ClockKind),
    Move.TRANSFER: frozenset({ClockKind.OLA}),
}
_TURNS = {
    Move.RESUME: resume,
    Move.TRANSFER: resume,
    Move.RELEASE: resume,
    Move.CANCEL: cancel,
    Move.CLOSE: cancel,
    Move.MERGE: merge,
    Move.ASSIGN: resume,
}
_AGAIN = {
    Move.SUBMIT: PROMISED,
    Move.NOT_FIXED: frozenset({ClockKind.RESOLVE, ClockKind.REPLY}),
    Move.REOPEN: frozenset({ClockKind.ACK, ClockKind.RESOLVE, ClockKind.REPLY}),
}
_ENDS = frozenset({cancel, merge})
_JUDGES = frozenset({Move.EXPLAIN, Move.EXCUSE, Move.RETRACT})
_WORK = frozenset({ClockKind.RESOLVE, ClockKind.REPLY})
_AWAITED = {status: _WORK if status in OPEN else frozenset() for status in Status} | {
    Status.NEW: PROMISED,
    Status.ACCEPTED: _WORK | {ClockKind.ARRIVE},
}
"""What a ticket waits for: what is promised of it only now begins now."""


def follow(
    clocks: Iterable[Clock], it: Happening, before: Promise, after: Promise
) -> tuple[Clock, ...]:
    """Return a ticket's clocks after something happened: changed, as they were, and new ones.

    ``before`` is what the ticket was promised until then, ``after`` what it is promised from then
    on; the same unless its terms change. A clock that ended stays as it is, unless that is taken
    back or its attempt is merged.
    """
    change = _judged if it.move in _JUDGES else _moved
    kept = tuple(clocks)
    moved = tuple(change(clock, it, before) for clock in kept)
    begins = _AGAIN.get(it.move, frozenset())
    if "holder" in it.facts:
        begins |= {ClockKind.OLA}
    if before != after:
        moved = tuple(_fitted(clock, it, before, after) for clock in moved)
        begins |= _AWAITED[it.status] - before.aims.keys()
    every = (*moved, *_begun(moved, it, after, begins), *booked(moved, it, after))
    called = after.emergency and not before.emergency
    visited = with_visits(kept, every, it, after)
    return tuple(agreed(clock, it, forget=called) for clock in visited)


def steps(
    happenings: Iterable[Happening], promising: Promising
) -> Iterator[tuple[Happening, Promise, Promise]]:
    """Yield each thing that happened with what was promised before it and after it."""
    before: Promise | None = None
    terms: Terms | None = None
    for it in happenings:
        after = before if before and it.terms == terms else promising(it.terms)
        yield it, before or after, after
        before, terms = after, it.terms


def replay(
    happenings: Iterable[Happening], promising: Promising, now: datetime
) -> tuple[Clock, ...]:
    """Return a ticket's clocks at a moment, from nothing but what happened to it until then."""
    clocks: tuple[Clock, ...] = ()
    promise: Promise | None = None
    for it, before, promise in steps(happenings, promising):
        clocks = follow(clocks, it, before, promise)
    return noted_all(clocks, promise, now) if promise else ()


def noted_all(clocks: Iterable[Clock], promise: Promise, now: datetime) -> tuple[Clock, ...]:
    """Return the clocks with what has come about by itself until a moment."""
    return tuple(
        clock if clock.outcome else noted(clock, calendar_of(clock, promise), now)
        for clock in clocks
    )


def calendar_of(clock: Clock, promise: Promise) -> Calendar:
    """Return the hours that a clock which goes on counts under a promise."""
    return promise.calendars[clock.calendar]


def _moved(clock: Clock, it: Happening, promise: Promise) -> Clock:
    if clock.outcome is not None:
        return _seen_anew(clock, it, promise)
    if it.move in {Move.HOLD, Move.EXTEND}:
        return _held(clock, it, promise)
    turn = _turn(clock, it)
    return turn(clock, calendar_of(clock, promise), it.at) if turn else clock


def _turn(clock: Clock, it: Happening) -> Turn | None:
    """Return what an event does to a clock that goes on, None for nothing."""
    if it.move is Move.TRANSFER and it.role is Role.SYSTEM:
        return None  # a team is renamed or replaced; what waits goes on waiting
    if clock.kind in _STOPS.get(it.move, ()):
        return stop
    turn = _TURNS.get(it.move)
    if clock.kind is ClockKind.APPOINTMENT:
        turn = cancel if it.move is Move.APPOINT else turn
        return turn if turn in _ENDS else None
    return turn


def _judged(clock: Clock, it: Happening, promise: Promise) -> Clock:
    """Say why a clock was broken, accept that or take it back; also of one that has ended."""
    now = clock if clock.outcome else noted(clock, calendar_of(clock, promise), it.at)
    # of what came about by itself only the breach: a pause that is over is for its own event
    seen = replace(clock, breached_at=now.breached_at)
    if it.move is Move.EXCUSE:
        return excused(seen)
    if it.move is Move.RETRACT:
        return retracted(seen)
    return explained(seen, BreachReason(str(it.facts["reason"])))


def _seen_anew(clock: Clock, it: Happening, promise: Promise) -> Clock:
    """Return a clock that has ended; what happens in its own attempt may change how it counts."""
    if clock.cycle != it.cycle:
        return clock
    if it.move is Move.MERGE:
        return withdraw(clock, it.at)
    return _taken_back(clock, it, promise)


def _taken_back(clock: Clock, it: Happening, promise: Promise) -> Clock:
    """Let acceptance run again when a release undoes the one that ended the clock.

    An acceptance by somebody before, who handed the work on, still counts. What is promised may
    have changed since.
    """
    since = it.facts.get("since")
    if it.move is not Move.RELEASE or clock.kind is not ClockKind.ACK or since is None:
        return clock
    aim = promise.aims.get(clock.kind)
    if aim is None or clock.stopped_at != second(datetime.fromisoformat(str(since))):
        return clock
    return awaited_again(clock, _aim_in(clock.cycle, clock.kind, aim), it.at, promise)


def _held(clock: Clock, it: Happening, promise: Promise) -> Clock:
    """Pause for a reason that the school lets pause; another reason ends the pause before it."""
    rule = promise.pauses.get(HoldReason(str(it.facts["reason"])))
    calendar = calendar_of(clock, promise)
    if rule is None:
        return resume(clock, calendar, it.at)
    # holds from before limits were written down have all of their reason's time
    until = until_in(it) or due_of(rule.longest, calendar, it.at)
    return pause(clock, calendar, it.at, until)


def _fitted(clock: Clock, it: Happening, before: Promise, after: Promise) -> Clock:
    """Hold a clock to what is promised from now on; it ends when nothing is any more."""
    if clock.outcome is not None:
        return clock
    calendar, aim = calendar_of(clock, before), after.aims.get(clock.kind)
    if clock.kind is ClockKind.APPOINTMENT:
        return fitted(clock, calendar, it, after)
    if aim is None:
        return cancel(clock, calendar, it.at)
    if aim == before.aims.get(clock.kind):
        return clock
    return retarget(clock, calendar, _aim_in(clock.cycle, clock.kind, aim), it.at, after.floor)


def _begun(
    clocks: Sequence[Clock], it: Happening, promise: Promise, kinds: AbstractSet[ClockKind]
) -> Iterator[Clock]:
    """Yield the clocks that begin with an event beside others, of those that it lets begin."""
    for kind, aim in promise.aims.items():
        if kind in kinds:
            before = sum((clock.kind, clock.cycle) == (kind, it.cycle) for clock in clocks)
            clock = begin(kind, it.cycle, _aim_in(it.cycle, kind, aim), it.at)
            yield replace(clock, serial=before + 1)


def _aim_in(cycle: int, kind: ClockKind, aim: Aim) -> Aim:
    return replace(aim, target=target_in(kind, cycle, aim.target))


def target_in(kind: ClockKind, cycle: int, target: Target) -> Target:
    """Return what is promised in an attempt: work that is done again gets less time."""
    return rework(target) if cycle > 1 and kind is not ClockKind.ACK else target
