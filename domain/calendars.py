"""Working time: windows of local time, and the arithmetic between them and instants.

Every moment given must be aware and every moment returned is UTC. Intervals are half-open: an
opening belongs to the working time, a closing does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.windows import ALL_DAY, Span, Window, check_order, edges

HORIZON_DAYS = 3653
"""How far ahead a deadline is looked for: ten years."""

_DAY = timedelta(days=1)
# A window may last until the end of the next day, and that midnight may happen twice.
_REACH = 2 * _DAY
_DAYS_IN_WEEK = 7
_YEARS = range(1970, 2200)
_EARLIEST = datetime.min.replace(tzinfo=UTC)


class CalendarExhausted(ValueError):
    """The calendar does not open for long enough within ten years of the start."""


class Layer(IntEnum):
    """Why a date differs from the week; where two say something of one date, the higher wins."""

    HOLIDAY = 1
    MAKE_UP = 2
    SCHOOL = 3
    EMERGENCY = 4


@dataclass(frozen=True, slots=True)
class Day:
    """A date that differs: its windows, ``()`` when it is closed, and what it is called.

    ``names`` are words by language, as everywhere in the school; empty when it has no name.
    """

    windows: tuple[Window, ...]
    names: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work is done: windows per weekday, Monday first, and layers of dates that differ.

    The highest layer that has a date replaces the whole day. A window belongs to the date it
    starts on. Windows of one day must be in order and must not overlap; where the night of one
    date runs into the morning of the next, shared time counts once. Windows of a date are turned
    into instants once and remembered.

    ``national_years`` are the years whose national days are known here; None when the calendar
    takes no notice of them.
    """

    zone: str
    weekly: tuple[tuple[Window, ...], ...]
    layers: Mapping[Layer, Mapping[date, Day]] = field(default_factory=dict, hash=False)
    national_years: frozenset[int] | None = None
    _tz: ZoneInfo = field(init=False, repr=False, compare=False)
    _exceptions: dict[date, tuple[Layer, Day]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _known: dict[date, tuple[Span, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _closings: dict[date, datetime | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        try:
            object.__setattr__(self, "_tz", ZoneInfo(self.zone))
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise ValueError(f"there is no time zone {self.zone!r}") from error
        if len(self.weekly) != _DAYS_IN_WEEK:
            raise ValueError(f"a week has seven days, not {len(self.weekly)}")
        for layer in sorted(self.layers):
            for day, differing in self.layers[layer].items():
                check_order(differing.windows)
                self._exceptions[day] = layer, differing
        for windows in self.weekly:
            check_order(windows)

    def local_date(self, moment: datetime) -> date:
        """Return the date that people of this calendar read at a moment."""
        return moment.astimezone(self._tz).date()

    def exception(self, day: date) -> tuple[Layer, Day] | None:
        """Return what decides a date, and from which layer; None when the week does."""
        return self._exceptions.get(day)

    def is_provisional(self, day: date) -> bool:
        """Return whether the national days of the date's year are missing here.

        Until they are known the date follows the week, which may turn out wrong.
        """
        return self.national_years is not None and day.year not in self.national_years

    def windows(self, day: date) -> tuple[Window, ...]:
        """Return the windows of a date."""
        decided = self._exceptions.get(day)
        return self.weekly[day.weekday()] if decided is None else decided[1].windows

    def spans(self, day: date) -> tuple[Span, ...]:
        """Return the UTC intervals of a date, in order, without what earlier dates cover."""
        known = self._known.get(day)
        if known is None:
            known = self._known[day] = tuple(self._disjoint(day))
        return known

    def closing(self, day: date) -> datetime | None:
        """Return when a date's last window closes; None when the day has no working time."""
        if day not in self._closings:
            closings = [closes for opens, closes in self._edges(day) if opens < closes]
            self._closings[day] = closings[-1] if closings else None
        return self._closings[day]

    def _edges(self, day: date) -> Iterator[Span]:
        return edges(self._tz, day, self.windows(day))

    def _disjoint(self, day: date) -> Iterator[Span]:
        earlier = (*self._edges(day - _REACH), *self._edges(day - _DAY))
        reached = max((closes for _, closes in earlier), default=_EARLIEST)
        for opens, closes in self._edges(day):
            start = max(opens, reached)
            if start < closes:
                yield start, closes
                reached = closes


@lru_cache(maxsize=64)
def around_the_clock(zone: str) -> Calendar:
    """Return the calendar that never closes."""
    return Calendar(zone, (ALL_DAY,) * _DAYS_IN_WEEK)


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
    for opens, closes in _ahead(calendar, moment):
        begins = max(opens, moment)
        lasts = closes - begins
        if lasts >= left:
            return begins + left
        left -= lasts
    raise _exhausted(calendar, moment)


def elapsed(calendar: Calendar, start: datetime, end: datetime) -> int:
    """Return the whole seconds of working time in ``[start, end)``; 0 when ``end`` is earlier."""
    begin, finish = utc(start), utc(end)
    total = timedelta()
    for opens, closes in _until(calendar, calendar.local_date(begin), finish):
        if closes > begin and opens < finish:
            total += min(closes, finish) - max(opens, begin)
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
    for offset in range(1, HORIZON_DAYS):
        close = calendar.closing(today + offset * _DAY)
        left -= close is not None
        if close is not None and not left:
            return close
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
    day = first
    while day <= last:
        yield from calendar.spans(day)
        day += _DAY


def _exhausted(calendar: Calendar, moment: datetime) -> CalendarExhausted:
    day = calendar.local_date(moment)
    return CalendarExhausted(
        f"the calendar ({calendar.zone}) is not open for long enough in the ten years after {day}"
    )
