"""Local times of day turned into instants, with the edges of daylight saving decided."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def opening(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    """Return the UTC instant of an opening, ``minutes`` after local midnight of ``day``."""
    return instant(_local(zone, day, minutes))


def closing(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    """Return the UTC instant of a closing; a local time that happens twice is its second."""
    local = _local(zone, day, minutes)
    first, second = _occurrences(local)
    return second if first <= second else _after_skip(local)


def instant(local: datetime) -> datetime:
    """Return the UTC instant at which the clock on the wall of a zone shows ``local``.

    A local time that happens twice counts from its first occurrence; one that is skipped, from the
    first instant after the skip.
    """
    first, second = _occurrences(local)
    return first if first <= second else _after_skip(local)


def _local(zone: ZoneInfo, day: date, minutes: int) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone) + timedelta(minutes=minutes)


def _occurrences(local: datetime) -> tuple[datetime, datetime]:
    """Return both readings of a local time: ascending when repeated, descending when skipped."""
    return local.astimezone(UTC), local.replace(fold=1).astimezone(UTC)


def _after_skip(local: datetime) -> datetime:
    """Return the first instant whose local time is not before one that does not exist."""
    late, early = _occurrences(local)
    # Two datetimes of one zone compare by what the clock on the wall shows.
    skipped = bisect_left(
        range((late - early) // _SECOND),
        local,
        key=lambda seconds: (early + seconds * _SECOND).astimezone(local.tzinfo),
    )
    return early + skipped * _SECOND
