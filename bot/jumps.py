"""The moments to which a visitor of the demo can jump: plain data, so the page knows no school."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.seeds import OPENING
from domain.calendars import Calendar, Layer
from domain.school import School

Jump = Mapping[str, Any]
_DAY = timedelta(days=1)


def jumps(wanted: Sequence[Jump], school: School) -> list[Jump]:
    """Return the buttons of the clock: `forward` by seconds, or `to` the next of some moments.

    A button that is wanted `at` a local time `on` certain days (`days`, `working_days`,
    `after_holidays`) gets these moments, as far as the school knows its national days.
    """
    calendar = school.calendars[school.digest.calendar]
    return [_with_moments(jump, calendar) if "at" in jump else jump for jump in wanted]


def _with_moments(jump: Jump, calendar: Calendar) -> Jump:
    shown = {name: value for name, value in jump.items() if name not in {"at", "on"}}
    at, is_meant = time.fromisoformat(jump["at"]), _DAYS[jump["on"]]
    days = (day for day in _known_days(calendar) if is_meant(calendar, day))
    zone = ZoneInfo(calendar.zone)
    return {**shown, "to": [datetime.combine(day, at, zone).isoformat() for day in days]}


def _known_days(calendar: Calendar) -> Iterator[date]:
    day = calendar.local_date(OPENING)
    while not calendar.is_provisional(day):
        yield day
        day += _DAY


def _is_any(_: Calendar, __: date) -> bool:
    return True


def _is_working(calendar: Calendar, day: date) -> bool:
    return bool(calendar.windows(day))


def _ends_holiday(calendar: Calendar, day: date) -> bool:
    """Return whether a day is the first working day after a national holiday."""
    closed = day - _DAY
    while _is_working(calendar, day) and not _is_working(calendar, closed):
        decided = calendar.exception(closed)
        if decided is not None and decided[0] is Layer.HOLIDAY:
            return True
        closed -= _DAY
    return False


_DAYS: Mapping[str, Callable[[Calendar, date], bool]] = {
    "days": _is_any,
    "working_days": _is_working,
    "after_holidays": _ends_holiday,
}
