"""Dates agreed with a requester: the closes of working days, and what they do to the clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.calendars import Calendar
from domain.clocks import WORK, Clock, left_at, second
from domain.histories import Happening
from domain.moves import Move
from domain.targets import counted
from domain.working_time import close_of_working_day, elapsed

_OFFERED = (1, 2, 3, 4, 5, 7, 10, 15, 20)
_FARTHEST = timedelta(days=92)
_MOMENT = timedelta(seconds=1)


def closes(hours: Calendar, now: datetime) -> tuple[tuple[date, datetime], ...]:
    """Return each date that is offered and when its working time ends.

    The five working days after today, and a few later ones. CalendarExhausted when there are not
    so many.
    """
    ends = (close_of_working_day(hours, now, n) for n in _OFFERED)
    # A day that lasts until midnight ends on the date after it.
    return tuple((hours.local_date(end - _MOMENT), end) for end in ends)


def close_of(hours: Calendar, day: date, now: datetime) -> datetime | None:
    """Return when a date closes; None when it does not open, is over or lies too far ahead."""
    if not timedelta() <= day - hours.local_date(now) <= _FARTHEST:
        return None
    close = hours.closing(day)
    return close if close is not None and close > now else None


def agreed(clock: Clock, it: Happening, *, forget: bool) -> Clock:
    """Note a date agreed for work that goes on; what became an emergency waits for none."""
    if clock.outcome is not None or clock.kind not in WORK:
        return clock
    if it.move is Move.AGREE:
        return replace(clock, agreed_at=second(datetime.fromisoformat(str(it.facts["date"]))))
    return replace(clock, agreed_at=None) if forget else clock


def margin_at(clock: Clock, calendar: Calendar, at: datetime) -> int:
    """Return the seconds left until what was agreed, else as :func:`left_at`."""
    if clock.agreed_at is None:
        return left_at(clock, calendar, at)
    hours = counted(clock.unit, calendar)
    return elapsed(hours, at, clock.agreed_at) - elapsed(hours, clock.agreed_at, at)
