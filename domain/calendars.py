"""Calendars: windows of local time for every date, and the instants at which they open and close.

Every moment returned is UTC. Intervals are half-open: an opening belongs to the working time, a
closing does not. What is counted with them stands in :mod:`domain.working_time`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.windows import ALL_DAY, Span, Window, check_order, edges

_DAY = timedelta(days=1)
# A window may last until the end of the next day, and that midnight may happen twice.
_REACH = 2 * _DAY
_DAYS_IN_WEEK = 7
_EARLIEST = datetime.min.replace(tzinfo=UTC)


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
class Month:
    """Sums over the dates of a month: at index ``n`` those of its first ``n`` dates.

    ``closings`` are those of its working days, in order.
    """

    first: date
    working_time: Sequence[timedelta]
    working_days: Sequence[int]
    closings: Sequence[datetime]


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work is done: windows per weekday, Monday first, and layers of dates that differ.

    The highest layer that has a date replaces the whole day. A window belongs to the date it
    starts on. Windows of one day must be in order and must not overlap; where the night of one
    date runs into the morning of the next, shared time counts once. Windows of a date are turned
    into instants once and remembered, and so are the sums of a month.

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
    _months: dict[tuple[int, int], Month] = field(
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
        closings = [closes for opens, closes in self._edges(day) if opens < closes]
        return closings[-1] if closings else None

    def month(self, day: date) -> Month:
        """Return the sums of the month of a date."""
        known = self._months.get((day.year, day.month))
        if known is None:
            known = self._months[day.year, day.month] = self._summed(day.replace(day=1))
        return known

    def _summed(self, first: date) -> Month:
        days = [first + n * _DAY for n in range(monthrange(first.year, first.month)[1])]
        lengths = (sum(map(_length, self.spans(day)), timedelta()) for day in days)
        closings = [self.closing(day) for day in days]
        return Month(
            first,
            tuple(accumulate(lengths, initial=timedelta())),
            tuple(accumulate((close is not None for close in closings), initial=0)),
            tuple(close for close in closings if close is not None),
        )

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


def _length(span: Span) -> timedelta:
    opens, closes = span
    return closes - opens


@lru_cache(maxsize=64)
def around_the_clock(zone: str) -> Calendar:
    """Return the calendar that never closes."""
    return Calendar(zone, (ALL_DAY,) * _DAYS_IN_WEEK)
