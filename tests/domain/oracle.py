"""Working time counted minute by minute, sharing no code and no idea with the arithmetic.

All it knows of a zone is what the clock on the wall shows in each minute of a stretch of time. A
window is open from the first minute whose wall reading has reached its start until the last minute
that shows its end, or until the reading jumps over it; that alone decides every edge of daylight
saving.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from zoneinfo import ZoneInfo

MINUTE = timedelta(minutes=1)
STRETCH_DAYS = 40
MARGIN_DAYS = 4

_DAWN = datetime(2000, 1, 1, tzinfo=UTC)
_DAWN_DATE = date(2000, 1, 1)

Pattern = Callable[[date], Iterable[tuple[int, int]]]
"""The windows of a date as pairs of minutes after local midnight."""


@dataclass(frozen=True)
class Stretch:
    """A stretch of time in a zone, minute by minute.

    ``highest`` is the highest wall reading up to each minute, ``lowest`` the lowest from it on;
    both in minutes since 2000 and never falling.
    """

    start: datetime
    highest: tuple[int, ...]
    lowest: tuple[int, ...]


@lru_cache(maxsize=64)
def stretch(zone: str, first: date) -> Stretch:
    """Read the wall clock of a zone for every minute of forty days."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    count = STRETCH_DAYS * 24 * 60
    walls = [_wall(start + minute * MINUTE, ZoneInfo(zone)) for minute in range(count)]
    lowest = tuple(accumulate(reversed(walls), min))[::-1]
    return Stretch(start, tuple(accumulate(walls, max)), lowest)


def _wall(moment: datetime, zone: ZoneInfo) -> int:
    shown = moment.astimezone(zone).replace(tzinfo=UTC)
    return (shown - _DAWN) // MINUTE


class Oracle:
    """Open and closed minutes of one pattern of windows in one stretch of time."""

    def __init__(self, zone: str, first: date, pattern: Pattern) -> None:
        self.zone = ZoneInfo(zone)
        self.known = stretch(zone, first)
        self.pattern = pattern
        self.open = bytearray(len(self.known.highest))
        for offset in range(-2, STRETCH_DAYS + 3):
            for begin, end in self._marks(first + timedelta(days=offset)):
                self.open[begin:end] = b"\x01" * (end - begin)

    def elapsed(self, start: datetime, end: datetime) -> int:
        """Count open minutes in [start, end)."""
        return sum(self.open[self._minute(start) : self._minute(end)])

    def due(self, start: datetime, amount: int) -> datetime | None:
        """Count open minutes until there are enough; None when the stretch is too short."""
        left = amount
        for minute in range(self._minute(start), len(self.open)):
            if not left:
                return self._moment(minute)
            left -= self.open[minute]
        return None

    def close_of_working_day(self, start: datetime, n: int) -> datetime | None:
        """Walk over the dates after the local date of start until n of them had a window."""
        day = start.astimezone(self.zone).date()
        last = self.known.start.date() + timedelta(days=STRETCH_DAYS - MARGIN_DAYS)
        left = n
        while left and day < last:
            day += timedelta(days=1)
            left -= any(begin < end for begin, end in self._marks(day))
        if left:
            return None
        return self._moment(max(end for begin, end in self._marks(day) if begin < end))

    def _marks(self, day: date) -> Iterator[tuple[int, int]]:
        midnight = (day - _DAWN_DATE).days * 24 * 60
        for start, end in self.pattern(day):
            yield bisect_left(self.known.highest, midnight + start), self._end(midnight + end)

    def _end(self, wall: int) -> int:
        later = bisect_right(self.known.lowest, wall)
        return later - 1 if later and self.known.lowest[later - 1] == wall else later

    def _minute(self, moment: datetime) -> int:
        return (moment - self.known.start) // MINUTE

    def _moment(self, minute: int) -> datetime:
        return self.known.start + minute * MINUTE
