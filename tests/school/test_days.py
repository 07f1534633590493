"""Which hours a date has: the layers of school.yaml, the highest winning."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.school import load
from domain.calendars import Calendar, Day, Layer
from domain.school import School
from domain.windows import ALL_DAY, Window

type_of_school = Callable[[str, str], School]

MORNING, AFTERNOON = Window(480, 720), Window(840, 1080)
DAY = (MORNING, AFTERNOON)
HOLIDAY, MAKE_UP, MONDAY = date(2026, 10, 5), date(2026, 10, 10), date(2026, 11, 16)


def work(school: School) -> Calendar:
    """Return the small school's calendar that follows holidays."""
    return school.calendars["work"]


def test_national_days_replace_the_weekly_pattern(school: type_of_school) -> None:
    """A Monday in the holidays is closed and a make-up Saturday works like a Monday."""
    calendar = work(school("priority: 3", "priority: 3"))
    assert calendar.windows(HOLIDAY) == ()
    assert calendar.windows(MAKE_UP) == DAY
    assert calendar.windows(date(2026, 10, 17)) == ()


def test_a_make_up_day_borrows_the_day_it_names(school: type_of_school) -> None:
    """``like fri`` gives the hours of a Friday."""
    changed = school("- 2026-10-10", "- 2026-10-10 like sun")
    assert work(changed).windows(MAKE_UP) == ()


def test_a_make_up_day_wins_over_a_holiday(school: type_of_school) -> None:
    """The notice of a working day is more particular than that of the holiday around it."""
    changed = school("- 2026-10-10", "- 2026-10-05")
    assert work(changed).windows(HOLIDAY) == DAY


def test_the_school_wins_over_the_nation(school: type_of_school) -> None:
    """The school may work on a holiday and rest on a make-up day."""
    own = "[{dates: 2026-10-05, hours: 08:00-12:00}, {dates: 2026-10-10, hours: closed}]"
    calendar = work(school("school_days: []", f"school_days: {own}"))
    assert calendar.windows(HOLIDAY) == (MORNING,)
    assert calendar.windows(MAKE_UP) == ()


def test_an_emergency_wins_over_everything(school: type_of_school) -> None:
    """A typhoon closes a day that the school had opened."""
    both = (
        "school_days: [{dates: 2026-11-16, hours: 08:00-12:00}]\n"
        "  emergency_days: [{dates: 2026-11-16 to 2026-11-17, hours: closed}]"
    )
    changed = school("school_days: []\n  emergency_days: []", both)
    assert work(changed).windows(MONDAY) == ()


def test_own_dates_reach_the_calendars_that_follow_holidays_or_are_named(
    school: type_of_school,
) -> None:
    """A vacation leaves the calendar alone that never closes, unless the entry names it."""
    vacation = "{dates: 2026-11-16, hours: closed}"
    calendars = school("school_days: []", f"school_days: [{vacation}]").calendars
    assert calendars["always"].windows(MONDAY) == ALL_DAY
    named = "{dates: 2026-11-16, hours: closed, calendars: always}"
    calendars = school("school_days: []", f"school_days: [{named}]").calendars
    assert calendars["always"].windows(MONDAY) == ()
    assert calendars["work"].windows(MONDAY) == DAY


def test_each_date_knows_its_layer_and_its_name(school: type_of_school) -> None:
    """Names are there in every language; a date without a name has none."""
    own = "[{dates: 2026-10-10, hours: closed, name: {zh: 校庆, en: Jubilee}}]"
    calendar = work(school("school_days: []", f"school_days: {own}"))
    holiday, jubilee = calendar.exception(HOLIDAY), calendar.exception(MAKE_UP)
    assert holiday is not None
    assert jubilee is not None
    assert (holiday[0], holiday[1].names["ru"]) == (Layer.HOLIDAY, "National Day")
    assert (jubilee[0], jubilee[1].names["zh_Hans"]) == (Layer.SCHOOL, "校庆")
    plain = work(school("priority: 3", "priority: 3")).exception(MAKE_UP)
    assert plain == (Layer.MAKE_UP, Day(DAY))


def test_only_calendars_that_follow_the_nation_miss_its_years(school: type_of_school) -> None:
    """The years given are known; a calendar that never closes misses nothing."""
    calendars = school("priority: 3", "priority: 3").calendars
    assert calendars["work"].national_years == frozenset({2026})
    assert calendars["always"].national_years is None
    unknown = school(
        "    2026:\n      days_off:",
        "    2025:\n      days_off:\n        - 2025-01-01\n    2026:\n      days_off:",
    )
    assert work(unknown).national_years == frozenset({2025, 2026})


def test_a_date_may_stand_without_a_name(school: type_of_school) -> None:
    """A bare span is a holiday too."""
    bare = school(
        "- {dates: 2026-10-01 to 2026-10-07, name: {zh: 国庆节, en: National Day}}",
        "- 2026-10-01 to 2026-10-07",
    )
    assert work(bare).exception(HOLIDAY) == (Layer.HOLIDAY, Day(()))


@pytest.fixture(scope="module")
def teaching(example: Path) -> Calendar:
    """Return the teaching calendar of the example school."""
    return load(example).calendars["teaching"]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ],
)
def test_the_example_rests_on_the_national_holidays_of_2026(
    teaching: Calendar, first: str, last: str
) -> None:
    """State Council notice of 4 November 2025: days off, each day of each holiday."""
    start, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    assert all(not teaching.windows(date.fromordinal(day)) for day in range(start, end + 1))


@pytest.mark.parametrize(
    "day",
    ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"],
)
def test_the_example_works_on_the_make_up_days_of_2026(teaching: Calendar, day: str) -> None:
    """The same notice: these Saturdays and Sundays are working days."""
    assert date.fromisoformat(day).weekday() >= 5
    assert teaching.windows(date.fromisoformat(day)) == DAY


def test_the_example_has_no_other_exceptions(teaching: Calendar) -> None:
    """33 days off and 6 make-up days; every other date follows the week."""
    assert {layer: len(days) for layer, days in teaching.layers.items()} == {
        Layer.HOLIDAY: 33,
        Layer.MAKE_UP: 6,
    }
    assert teaching.weekly == (DAY,) * 5 + ((),) * 2


def test_dormitories_and_emergencies_go_on_in_the_holidays(example: Path) -> None:
    """Their calendars take no notice of the national layers."""
    calendars = load(example).calendars
    assert calendars["dormitory"].windows(HOLIDAY) == (Window(420, 1320),)
    assert calendars["emergency"].windows(HOLIDAY) == ALL_DAY
