"""Calendars from their entries: the weekly pattern, and the layers of dates that differ from it.

Only a calendar with ``holidays: true`` follows the national layers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from bot.school.days import CalendarEntry, DayEntry, DaysEntry, HolidayEntry, YearEntry
from bot.school.hours import weekdays
from bot.school.names import completed
from bot.school.problems import KeyPath, type_of_findings
from bot.school.shape import SchoolFile
from domain.calendars import Calendar, Day, Layer
from domain.windows import ALL_DAY, Window

type_of_weekly = tuple[tuple[Window, ...], ...]
type_of_dates = dict[date, Day]

_DAYS_IN_WEEK = 7


def calendars(file: SchoolFile) -> dict[str, Calendar]:
    """Return the calendars by code, with every layer that has a date for them."""
    return {
        code: _calendar(file.school.zone, code, entry, file.days)
        for code, entry in file.calendars.items()
    }


def _calendar(zone: str, code: str, entry: CalendarEntry, days: DaysEntry) -> Calendar:
    weekly = _weekly(entry)
    layers = {
        Layer.SCHOOL: _own(days.school_days, code, entry),
        Layer.EMERGENCY: _own(days.emergency_days, code, entry),
    }
    years: frozenset[int] | None = None
    if entry.holidays:
        layers |= _national(days.national.values(), weekly)
        years = frozenset(days.national)
    kept = {layer: layers[layer] for layer in Layer if layers.get(layer)}
    return Calendar(zone, weekly, kept, years)


def _national(years: Collection[YearEntry], weekly: type_of_weekly) -> dict[Layer, type_of_dates]:
    off = [entry for year in years for entry in year.days_off]
    made_up = [entry for year in years for entry in year.make_up_days]
    return {
        Layer.HOLIDAY: {day: Day((), _names(entry)) for entry in off for day in entry.dates},
        Layer.MAKE_UP: {day: Day(weekly[like]) for day, like in made_up},
    }


def _names(entry: HolidayEntry | DayEntry) -> dict[str, str]:
    return completed(entry.name) if entry.name else {}


def _weekly(entry: CalendarEntry) -> type_of_weekly:
    if entry.around_the_clock:
        return (ALL_DAY,) * _DAYS_IN_WEEK
    if entry.daily is not None:
        return (entry.daily,) * _DAYS_IN_WEEK
    pattern: list[tuple[Window, ...]] = [()] * _DAYS_IN_WEEK
    for group, windows in (entry.weekly or {}).items():
        for day in weekdays(group):
            pattern[day] = windows
    return tuple(pattern)


def _own(entries: Iterable[DayEntry], code: str, calendar: CalendarEntry) -> type_of_dates:
    return {
        day: Day(own.hours, _names(own))
        for own in entries
        if _applies(own, code, calendar)
        for day in own.dates
    }


def _applies(own: DayEntry, code: str, entry: CalendarEntry) -> bool:
    return code in own.calendars if own.calendars else bool(entry.holidays)


def findings(file: SchoolFile) -> type_of_findings:
    """Yield a problem for each calendar that is unclear and each date given twice in a layer."""
    for code, entry in file.calendars.items():
        yield from _calendar_findings(("calendars", code), entry)
    for year, content in file.days.national.items():
        yield from _year_findings(("days", "national", str(year)), year, content)
    for name, layer in (
        ("school_days", file.days.school_days),
        ("emergency_days", file.days.emergency_days),
    ):
        yield from _layer_findings(("days", name), layer, file)


def _calendar_findings(path: KeyPath, entry: CalendarEntry) -> type_of_findings:
    ways = [entry.weekly is not None, entry.daily is not None, entry.around_the_clock]
    if sum(ways) != 1:
        yield path, "give exactly one of weekly, daily and around_the_clock: true."
    elif not any(_weekly(entry)):
        yield path, "this calendar is never open; give hours for at least one day."
    if entry.holidays is None and not entry.around_the_clock:
        yield path, "holidays is missing: write true if it closes on holidays, else false."
    if entry.holidays and entry.around_the_clock:
        yield (*path, "holidays"), "around_the_clock never closes; remove holidays."


def _year_findings(path: KeyPath, year: int, entry: YearEntry) -> type_of_findings:
    off = [(number, holiday.dates) for number, holiday in enumerate(entry.days_off)]
    made_up = [(number, (day,)) for number, (day, _) in enumerate(entry.make_up_days)]
    for key, dated in (("days_off", off), ("make_up_days", made_up)):
        yield from _twice((*path, key), dated)
        for number, dates in dated:
            stray = next((day for day in dates if day.year != year), None)
            if stray is not None:
                yield (
                    (*path, key, number),
                    f"{stray} is not in {year}; write it under its own year.",
                )


def _layer_findings(
    path: KeyPath,
    layer: Sequence[DayEntry],
    file: SchoolFile,
) -> type_of_findings:
    for number, entry in enumerate(layer):
        for index, code in enumerate(entry.calendars or ()):
            if code not in file.calendars:
                known = ", ".join(sorted(file.calendars))
                sentence = f'there is no calendar "{code}"; known: {known}.'
                yield (*path, number, "calendars", index), sentence
    for code, calendar in file.calendars.items():
        dated = [
            (number, entry.dates)
            for number, entry in enumerate(layer)
            if _applies(entry, code, calendar)
        ]
        yield from _twice(path, dated)


def _twice(path: KeyPath, dated: Iterable[tuple[int, Sequence[date]]]) -> type_of_findings:
    seen: dict[date, int] = {}
    for number, dates in dated:
        first = next((seen[day] for day in dates if day in seen), None)
        if first is not None:
            yield (*path, number), f"a date of this entry stands in entry [{first}] already."
        seen.update((day, number) for day in dates)
