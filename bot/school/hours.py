"""Times and dates as the file writes them: ``08:00-12:00``, ``mon-fri``, ``2026-10-10``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, PlainValidator

from bot.school.problems import found
from domain.windows import DAY_MINUTES, Window

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

type_of_make_up = tuple[date, int]

_CLOCK = r"([01]?[0-9]|2[0-3]):([0-5][0-9])"
_WINDOW = re.compile(rf"{_CLOCK}\s*-\s*(?:{_CLOCK}|24:00)")
_TIME = re.compile(_CLOCK)
_DATE = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_DATES = re.compile(rf"{_DATE}(?:\s+to\s+{_DATE})?")
_MAKE_UP = re.compile(rf"{_DATE}(?:\s+like\s+([a-z]{{3}}))?")
_YEAR = re.compile(r"20[0-9]{2}")
_LONGEST_SPAN = 366


def read_windows(value: object) -> tuple[Window, ...]:
    """Return the windows of a day in order; one text, a list of texts, or ``closed``."""
    if value == "closed":
        return ()
    texts = value if isinstance(value, list) else [value]
    if not texts:
        raise ValueError('expected hours such as "08:00-12:00"; for a day off write closed.')
    windows = sorted((_window(text) for text in texts), key=lambda window: window.start)
    for earlier, later in pairwise(windows):
        if later.start < earlier.end:
            raise ValueError(f"{shown(earlier)} and {shown(later)} overlap; join or part them.")
    return tuple(windows)


def shown(window: Window) -> str:
    """Return a window as people write it; ``22:00-06:00`` ends on the next day."""
    end = window.end if window.end <= DAY_MINUTES else window.end - DAY_MINUTES
    return f"{_shown_time(window.start)}-{_shown_time(end)}"


def read_time(value: object) -> time:
    """Return a local time written as ``07:30``."""
    match = _TIME.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'expected a time such as "07:30"; found {found(value)}.')
    return time(int(match[1]), int(match[2]))


def read_days(text: str) -> str:
    """Return the text unchanged when it names days of the week (see :func:`weekdays`)."""
    weekdays(text)
    return text


def weekdays(text: str) -> tuple[int, ...]:
    """Return the days that ``mon-fri`` or ``sat, sun`` means, Monday being 0."""
    numbers: list[int] = []
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        start, end = _weekday(first), _weekday(last or first)
        if end < start:
            raise ValueError(f'"{part.strip()}" runs backwards; write it from Monday on.')
        numbers.extend(range(start, end + 1))
    return tuple(numbers)


def read_dates(value: object) -> tuple[date, ...]:
    """Return every date that ``2026-10-01`` or ``2026-10-01 to 2026-10-07`` means."""
    match = _DATES.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"expected 2026-10-01 or 2026-10-01 to 2026-10-07; found {found(value)}.")
    first, last = _date(match[1]), _date(match[2] or match[1])
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST_SPAN:
        raise ValueError("the second date must come after the first, within a year.")
    return tuple(first + timedelta(days=number) for number in range(length))


def read_year(text: str) -> int:
    """Return a year of this century."""
    if not _YEAR.fullmatch(text):
        raise ValueError(f"expected a year such as 2026; found {found(text)}.")
    return int(text)


def read_make_up(value: object) -> type_of_make_up:
    """Return a make-up working day and the weekday it borrows, Monday unless it says ``like``."""
    match = _MAKE_UP.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f"expected 2026-10-10 or 2026-10-10 like fri; found {found(value)}.")
    return _date(match[1]), _weekday(match[2] or DAYS[0])


def _window(value: object) -> Window:
    match = _WINDOW.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise ValueError(f'expected hours such as "08:00-12:00"; found {found(value)}.')
    start = int(match[1]) * 60 + int(match[2])
    end = int(match[3]) * 60 + int(match[4]) if match[3] else DAY_MINUTES
    if start == end:
        raise ValueError(f'"{value}" lasts no time; a whole day is "00:00-24:00".')
    return Window(start, end if end > start else end + DAY_MINUTES)


def _shown_time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _weekday(text: str) -> int:
    if text not in DAYS:
        raise ValueError(f"expected days: {', '.join(DAYS)}, or mon-fri; found {found(text)}.")
    return DAYS.index(text)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"there is no such date as {text}.") from None


def _each_day_once(groups: Mapping[str, object]) -> Mapping[str, object]:
    days = [day for group in groups for day in weekdays(group)]
    twice = next((day for day in days if days.count(day) > 1), None)
    if twice is not None:
        raise ValueError(f"{DAYS[twice]} is given twice; give each day once.")
    return groups


Windows = Annotated[tuple[Window, ...], PlainValidator(read_windows)]
Time = Annotated[time, PlainValidator(read_time)]
Year = Annotated[int, BeforeValidator(read_year)]
Dates = Annotated[tuple[date, ...], PlainValidator(read_dates)]
MakeUp = Annotated[type_of_make_up, PlainValidator(read_make_up)]
Weekly = Annotated[
    dict[Annotated[str, AfterValidator(read_days)], Windows],
    AfterValidator(_each_day_once),
]
