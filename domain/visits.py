"""What an appointment does to the clocks of a ticket: its own, and those that wait for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from domain.appointments import appointed, slot_in
from domain.calendars import Calendar
from domain.clocks import PAUSING, Clock, ClockKind, begin, noted, second
from domain.histories import Happening, until_in
from domain.moves import Move
from domain.targets import MINUTE, Target, Unit, due_of
from domain.terms import Promise, served
from domain.tickets import HoldReason, Status
from domain.turns import cancel, pause, resume


def booked(clocks: Sequence[Clock], it: Happening, promise: Promise) -> Iterator[Clock]:
    """Yield the clock of an appointment that was just made; it runs while somebody may come."""
    slot = slot_in(it.facts) if it.move is Move.APPOINT else None
    if slot is None:
        return
    amount = (slot.end - slot.start) // timedelta(seconds=MINUTE)
    aim = replace(served(promise), target=Target(amount, Unit.CLOCK_MINUTES))
    clock = begin(ClockKind.APPOINTMENT, it.cycle, aim, slot.start)
    before = sum((each.kind, each.cycle) == (clock.kind, it.cycle) for each in clocks)
    yield replace(clock, serial=before + 1)


def fitted(clock: Clock, calendar: Calendar, it: Happening, after: Promise) -> Clock:
    """Let an appointment stand whatever else is promised; nobody waits for one in an emergency."""
    if after.emergency:
        return cancel(clock, calendar, it.at)
    return replace(clock, calendar=served(after).calendar)


def with_visits(
    before: Sequence[Clock], clocks: Sequence[Clock], it: Happening, promise: Promise
) -> Iterator[Clock]:
    """Let work stand still until an appointment, and go on when the one it waited for is off.

    Whoever comes must keep the appointment, so it stands though the work is taken up, released
    or transferred.
    """
    standing = appointed(clocks)
    off = appointed(before) is not None and standing is None
    for clock in clocks:
        waits = clock.outcome is None and clock.kind in PAUSING
        if waits and standing is not None and standing.began_at > it.at:
            paused = pause(clock, promise.calendars[clock.calendar], it.at, standing.began_at)
            yield replace(paused, resumes_at=standing.began_at)
        elif waits and off:
            yield _freed(clock, it, promise)
        else:
            yield clock


def _freed(clock: Clock, it: Happening, promise: Promise) -> Clock:
    """Let work go on that waited for a visit; on hold it waits as long as its reason may last.

    A hold of which the event says no reason ends when the visit would have begun.
    """
    calendar = promise.calendars[clock.calendar]
    now = noted(clock, calendar, it.at)
    if it.status is not Status.ON_HOLD or it.annulled:
        return resume(now, calendar, it.at)
    if "reason" not in it.facts or now.paused_since is None:
        return now
    rule = promise.pauses.get(HoldReason(str(it.facts["reason"])))
    if rule is None:
        return resume(now, calendar, it.at)
    limit = until_in(it) or due_of(rule.longest, calendar, now.paused_since)
    return replace(now, resumes_at=max(limit, second(it.at)))
