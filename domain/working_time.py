"""The arithmetic of working time: what is due when, and how much of it has passed.

Every moment given must be aware and every moment returned is UTC.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from domain.calendars import Calendar, Month
from domain.windows import Span

HORIZON_DAYS = 3653
"""How far ahead a deadline is looked for: ten years."""

_DAY = timedelta(days=1)
_NONE = timedelta()
# A window may last until the end of the next day, and that midnight may happen twice.
_REACH = 2 * _DAY
_YEARS = range(1970, 2200)


class CalendarExhausted(ValueError):
    """The calendar does not open for long enough within ten years of the start."""


def utc(moment: datetime) -> datetime:
    """Return a moment in UTC; ValueError when it has no zone or is far from our time."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError(f"a moment needs a time zone: {moment.isoformat()}")
    if moment.year not in _YEARS:
        raise ValueError(f"the year {moment.year} is not between 1970 and 2199")
    return moment.astimezone(UTC)


def due(calendar: Calendar, start: datetime, seconds: int) -> datetime:
    """Return the first instant at which ``seconds`` of working time have passed since ``start``.

    On the end of a window it is that end, not the next opening. Raises CalendarExhausted.
    """
    if seconds < 0:
        raise ValueError(f"working time cannot be negative: {seconds}")
    moment = utc(start)
    left = timedelta(seconds=seconds)
    if not left:
        return moment
    today = calendar.local_date(moment)
    for day in _dates(today - _REACH, today + _DAY):
        lasts = _after(calendar.spans(day), moment)
        if lasts >= left:
            return _reached(calendar.spans(day), moment, left)
        left -= lasts
    return _far_ahead(calendar, moment, left)


def elapsed(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Return the whole seconds of working time in ``[start, end)``; 0 when ``end`` is earlier."""
    begin, finish = utc(start), utc(end)
    first, last = calendar.local_date(begin), calendar.local_date(finish)
    begun = _dates(first - _REACH, first + _DAY)
    ending = _dates(max(last - _REACH, first + _REACH), last + _DAY)
    total = sum((_between(calendar.spans(day), begin, finish) for day in (*begun, *ending)), _NONE)
    for month, before, through in _months(calendar, first + _REACH, last - _REACH - _DAY):
        total += month.working_time[through] - month.working_time[before]
    return max(total // timedelta(seconds=1), 0)


def close_of_working_day(calendar: Calendar, start: datetime, n: int) -> datetime:
    """Return the close of the n-th working day strictly after the local date of ``start``.

    A working day is a date with a window of its own. Raises CalendarExhausted.
    """
    if n < 1:
        raise ValueError(f"working days are counted from 1, not {n}")
    moment = utc(start)
    today = calendar.local_date(moment)
    left = n
    for month, before, through in _months(calendar, today + _DAY, today + HORIZON_DAYS * _DAY):
        goal = month.working_days[before] + left
        if month.working_days[through] >= goal:
            return month.closings[goal - 1]
        left = goal - month.working_days[through]
    raise _exhausted(calendar, moment)


def is_open(calendar: Calendar, moment: datetime) -> bool:
    """Return whether a moment is working time."""
    instant = utc(moment)
    today = calendar.local_date(instant)
    return any(opens <= instant < closes for opens, closes in _until(calendar, today, instant))


def next_open(calendar: Calendar, moment: datetime) -> datetime:
    """Return the moment itself if it is working time, else the next opening.

    Raises CalendarExhausted.
    """
    instant = utc(moment)
    for opens, _ in _ahead(calendar, instant):
        return max(opens, instant)
    raise _exhausted(calendar, instant)


def _ahead(calendar: Calendar, moment: datetime) -> Iterator[Span]:
    """Yield the intervals that end after a moment, as far as the horizon."""
    today = calendar.local_date(moment)
    for span in _spans(calendar, today - _REACH, today + HORIZON_DAYS * _DAY):
        if span[1] > moment:
            yield span


def _until(calendar: Calendar, first: date, moment: datetime) -> Iterator[Span]:
    """Yield the intervals from a date on that begin by a moment, and perhaps a few after it.

    When the clocks go back over midnight, the date after the present one has already begun.
    """
    return _spans(calendar, first - _REACH, calendar.local_date(moment) + _DAY)


def _spans(calendar: Calendar, first: date, last: date) -> Iterator[Span]:
    for day in _dates(first, last):
        yield from calendar.spans(day)


def _dates(first: date, last: date) -> Iterator[date]:
    """Yield the dates from one to another, both included."""
    day = first
    while day <= last:
        yield day
        day += _DAY


def _far_ahead(calendar: Calendar, moment: datetime, left: timedelta) -> datetime:
    """Return when ``left`` has passed, counted from the day after tomorrow of a moment."""
    today = calendar.local_date(moment)
    for month, before, through in _months(calendar, today + _REACH, today + HORIZON_DAYS * _DAY):
        sums = month.working_time
        goal = sums[before] + left
        if sums[through] >= goal:
            past = bisect_left(sums, goal) - 1
            spans = calendar.spans(month.first + past * _DAY)
            return _reached(spans, moment, goal - sums[past])
        left = goal - sums[through]
    raise _exhausted(calendar, moment)


def _months(calendar: Calendar, first: date, last: date) -> Iterator[tuple[Month, int, int]]:
    """Yield the months from one date to another.

    With each come how many of its dates lie before the first, and how many by the last.
    """
    day = first
    while day <= last:
        month = calendar.month(day)
        days = len(month.working_time) - 1
        ends = month.first + (days - 1) * _DAY
        yield month, day.day - 1, last.day if last < ends else days
        day = ends + _DAY


def _after(spans: Iterable[Span], moment: datetime) -> timedelta:
    lengths = (closes - max(opens, moment) for opens, closes in spans if closes > moment)
    return sum(lengths, _NONE)


def _between(spans: Iterable[Span], begin: datetime, finish: datetime) -> timedelta:
    parts = (span for span in spans if span[1] > begin and span[0] < finish)
    return sum((min(closes, finish) - max(opens, begin) for opens, closes in parts), _NONE)


def _reached(spans: Iterable[Span], moment: datetime, left: timedelta) -> datetime:
    """Return when ``left`` has passed since a moment; the spans after it last that long."""
    for opens, closes in spans:
        begins = max(opens, moment)
        if closes - begins >= left:
            return begins + left
        left -= max(closes - begins, _NONE)
    raise ValueError("these spans are shorter")


def _exhausted(calendar: Calendar, moment: datetime) -> CalendarExhausted:
    day = calendar.local_date(moment)
    return CalendarExhausted(
        f"the calendar ({calendar.zone}) is not open for long enough in the ten years after {day}"
    )
