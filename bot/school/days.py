"""The shape of ``calendars`` and ``days``: when the school works, and the dates that differ."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field

from bot.school.entry import Entry, Refs
from bot.school.hours import Dates, MakeUp, Weekly, Windows, Year
from bot.school.names import Names


def _as_holiday(value: object) -> object:
    return {"dates": value} if isinstance(value, str) else value


class CalendarEntry(Entry):
    """``calendars.CODE``: exactly one of ``weekly``, ``daily`` and ``around_the_clock``."""

    weekly: Weekly | None = None
    daily: Windows | None = None
    around_the_clock: bool = False
    holidays: bool | None = None


class HolidayEntry(Entry):
    """``days_off[]``: the dates of one holiday, and what it is called."""

    dates: Dates
    name: Names | None = None


class YearEntry(Entry):
    """``national.YEAR``: the notice of one year, holidays first."""

    days_off: Annotated[
        list[Annotated[HolidayEntry, BeforeValidator(_as_holiday)]], Field(min_length=1)
    ]
    make_up_days: list[MakeUp] = Field(default_factory=list)


class DayEntry(Entry):
    """``school_days[]``, ``emergency_days[]``: dates on which some calendars differ."""

    dates: Dates
    hours: Windows
    calendars: Refs | None = None
    name: Names | None = None


class DaysEntry(Entry):
    """``days``: the layers over the weekly pattern, the lowest first."""

    national: dict[Year, YearEntry] = Field(default_factory=dict)
    school_days: list[DayEntry] = Field(default_factory=list)
    emergency_days: list[DayEntry] = Field(default_factory=list)
