"""How long work may wait: what a ticket waited for so far, and what a reason has left.

A reason may pause one attempt for so long in all, however often it is given; whoever approves
more gives it all of it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice

from domain.calendars import Calendar
from domain.clocks import ClockKind, second
from domain.histories import Happening, until_in
from domain.moves import Move
from domain.targets import MINUTE, Target, counted, due_of, length
from domain.terms import Promise
from domain.tickets import HoldReason, Status
from domain.working_time import HORIZON_DAYS, due, elapsed


@dataclass(frozen=True, slots=True)
class Wait:
    """One pause of a ticket; ``ordinal`` is the place of its hold in the history.

    ``until`` is when it ended, None while it goes on. ``limit`` is the moment to which it might
    last at most, None when that was not written down. ``approved_at`` is when somebody allowed it
    who may.
    """

    ordinal: int
    cycle: int
    reason: HoldReason
    since: datetime
    until: datetime | None = None
    limit: datetime | None = None
    approved_at: datetime | None = None


def waits_of(happenings: Iterable[Happening]) -> tuple[Wait, ...]:
    """Return every pause of a ticket that still counts, the oldest first."""
    found: list[Wait] = []
    for it in happenings:
        last = found[-1] if found else None
        if last and last.until is None:
            found[-1] = last = _followed(last, it)
        if it.move is Move.HOLD:
            found.append(_begun(it))
    return tuple(found)


def hours_for(promise: Promise, reason: HoldReason) -> Calendar | None:
    """Return the hours in which a reason's pause is counted; None when it pauses nothing."""
    aim = promise.aims.get(ClockKind.RESOLVE)
    return aim.hours if aim and reason in promise.pauses else None


def limit_left(
    before: Sequence[Wait], longest: Target, hours: Calendar, at: datetime
) -> datetime | None:
    """Return until when a pause may last that begins at a moment, None when nothing is left.

    ``before`` are the pauses of the same attempt for the same reason. Less than a minute is
    nothing.
    """
    if not before:
        return due_of(longest, hours, at)
    granted = max((it.approved_at for it in before if it.approved_at), default=before[0].since)
    scale, start = counted(longest.unit, hours), second(granted)
    left = length(longest, hours, start)
    for it in before:
        limit = it.limit or due_of(longest, hours, it.since)
        left -= elapsed(scale, second(max(it.since, granted)), min(it.until or at, limit))
    return due(scale, second(at), left) if left >= MINUTE else None


def working_days(calendar: Calendar, at: datetime, most: int) -> tuple[date, ...]:
    """Return the first ``most`` working days after the local date of a moment."""
    today = calendar.local_date(at)
    ahead = (today + timedelta(days=offset) for offset in range(1, HORIZON_DAYS))
    return tuple(islice((day for day in ahead if calendar.closing(day)), most))


def _begun(it: Happening) -> Wait:
    reason, limit = HoldReason(str(it.facts["reason"])), until_in(it)
    approved_at = it.at if "approved" in it.facts else None
    return Wait(it.ordinal, it.cycle, reason, it.at, None, limit, approved_at)


def _followed(wait: Wait, it: Happening) -> Wait:
    """Return a pause after something happened while it went on."""
    if it.move is Move.EXTEND:
        return replace(wait, limit=until_in(it), approved_at=it.at)
    goes_on = it.status is Status.ON_HOLD and it.move not in {Move.HOLD, Move.RESUME}
    return wait if goes_on else replace(wait, until=it.at)
