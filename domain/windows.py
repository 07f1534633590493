"""Windows: stretches of local time on a date, and the instants between which they are open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from domain.zones import closing, opening

DAY_MINUTES = 24 * 60

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Window:
    """Working time from ``start`` to ``end``, in minutes after local midnight.

    An ``end`` above 1440 lies on the next day; 2880 is the end of that day.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < DAY_MINUTES:
            raise ValueError(f"a window must start between 0 and 1439 minutes, not {self.start}")
        if not self.start < self.end <= 2 * DAY_MINUTES:
            raise ValueError(f"a window must end after {self.start} and by 2880, not {self.end}")


ALL_DAY = (Window(0, DAY_MINUTES),)


def check_order(windows: Iterable[Window]) -> None:
    """Raise ValueError when windows of one day overlap or are out of order."""
    for earlier, later in pairwise(windows):
        if later.start < earlier.end:
            raise ValueError(f"windows overlap or are out of order: {earlier} and {later}")


def edges(zone: ZoneInfo, day: date, windows: Iterable[Window]) -> Iterator[Span]:
    """Yield opening and closing of each window of a date, in UTC.

    A window that the clocks jump over opens when it closes, or later.
    """
    for window in windows:
        yield opening(zone, day, window.start), closing(zone, day, window.end)
