"""Dates that differ: the higher layer wins, whatever the lower ones say."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest

from domain.calendars import Calendar, Day, Layer
from domain.windows import Window
from domain.working_time import close_of_working_day, due, elapsed, is_open, next_open
from tests.domain.samples import DORMITORY, EMERGENCY, LESSONS, TEACHING, local, office

ZONE = "Asia/Shanghai"
MORNING, SHORT = (Window(480, 720),), (Window(540, 600),)
MONDAY, SATURDAY = date(2026, 11, 16), date(2026, 11, 21)
PAIRS = list(combinations(Layer, 2))
# Fridays end at noon; what a make-up day borrows can be told from Monday's hours.
SCHOOL = Calendar(ZONE, (LESSONS,) * 4 + (MORNING, (), ()))


def layered(**days: Day) -> Calendar:
    """Return the school with these layers, each deciding the Monday and the Saturday."""
    layers = {Layer[name]: {MONDAY: day, SATURDAY: day} for name, day in days.items()}
    return replace(SCHOOL, layers=layers)


@pytest.mark.parametrize("layer", Layer)
def test_every_layer_wins_over_the_week(layer: Layer) -> None:
    """An open Monday closes and a closed Saturday opens."""
    closed, opened = layered(**{layer.name: Day(())}), layered(**{layer.name: Day(SHORT)})
    assert closed.windows(MONDAY) == ()
    assert opened.windows(SATURDAY) == SHORT
    assert closed.exception(MONDAY) == (layer, Day(()))


@pytest.mark.parametrize(("lower", "higher"), PAIRS)
def test_the_higher_of_two_layers_wins(lower: Layer, higher: Layer) -> None:
    """In whichever order they are given, and whether it opens or closes the day."""
    closed, opened = Day((), {"en": "closed"}), Day(SHORT, {"en": "opened"})
    for below, above in ((closed, opened), (opened, closed)):
        upwards = layered(**{lower.name: below, higher.name: above})
        downwards = layered(**{higher.name: above, lower.name: below})
        assert upwards == downwards
        for calendar in (upwards, downwards):
            assert calendar.windows(MONDAY) == above.windows
            assert calendar.exception(MONDAY) == (higher, above)


def test_the_order_is_emergency_school_make_up_holiday() -> None:
    """Taking away the highest layer again and again shows each of them once."""
    layers = dict(layered(**{layer.name: Day(()) for layer in Layer}).layers)
    shown = []
    while found := replace(SCHOOL, layers=layers).exception(MONDAY):
        shown.append(found[0])
        del layers[found[0]]
    assert shown == [Layer.EMERGENCY, Layer.SCHOOL, Layer.MAKE_UP, Layer.HOLIDAY]


def test_a_date_of_no_layer_follows_the_week() -> None:
    """The day after is an ordinary one."""
    calendar = layered(SCHOOL=Day(()))
    assert calendar.exception(date(2026, 11, 17)) is None
    assert calendar.windows(date(2026, 11, 17)) == LESSONS


def test_a_make_up_day_may_borrow_the_hours_of_a_friday() -> None:
    """It closes when a Friday does: at noon, also for a promise in working days."""
    calendar = layered(MAKE_UP=Day(SCHOOL.weekly[4]))
    friday = local("2026-11-20 10:00")
    assert due(calendar, friday, 180 * 60) == local("2026-11-21 09:00")
    assert close_of_working_day(calendar, friday, 1) == local("2026-11-21 12:00")
    assert not is_open(calendar, local("2026-11-21 14:30"))


def test_a_make_up_day_in_a_vacation_stays_closed() -> None:
    """The school's own rest wins over the nation's work; nothing is counted on that day."""
    calendar = layered(MAKE_UP=Day(LESSONS), SCHOOL=Day((), {"en": "Sports day"}))
    assert elapsed(calendar, local("2026-11-21 00:00"), local("2026-11-22 00:00")) == 0
    friday = local("2026-11-20 11:00")
    assert due(calendar, friday, 120 * 60) == local("2026-11-23 09:00")
    assert close_of_working_day(calendar, friday, 1) == local("2026-11-23 18:00")


def test_an_emergency_opens_a_vacation() -> None:
    """After a flood the school works on a day that it had given itself off."""
    calendar = layered(SCHOOL=Day(()), EMERGENCY=Day(SHORT))
    assert next_open(calendar, local("2026-11-20 12:00")) == local("2026-11-21 09:00")


def test_a_night_runs_into_a_closed_day_and_ends_there() -> None:
    """A window belongs to the date it starts on: closing the next date does not cut it."""
    night = office(ZONE, (1320, 1800))
    calendar = replace(night, layers={Layer.SCHOOL: {date(2026, 11, 17): Day(())}})
    assert is_open(calendar, local("2026-11-17 05:59"))
    assert not is_open(calendar, local("2026-11-17 22:00"))
    start = local("2026-11-16 23:00")
    assert due(calendar, start, 420 * 60) == local("2026-11-17 06:00")
    assert due(calendar, start, 421 * 60) == local("2026-11-18 22:01")
    assert close_of_working_day(calendar, start, 1) == local("2026-11-19 06:00")


def test_a_night_that_is_closed_does_not_open_the_morning_after() -> None:
    """Closing the date on which a night starts takes its morning away too."""
    night = office(ZONE, (1320, 1800))
    calendar = replace(night, layers={Layer.SCHOOL: {date(2026, 11, 17): Day(())}})
    assert not is_open(calendar, local("2026-11-18 05:00"))


def test_a_vacation_leaves_dormitories_and_emergencies_open() -> None:
    """Only the calendar that has the vacation rests; the promise of the others does not move."""
    days = {date(2026, 7, day): Day((), {"zh_Hans": "暑假"}) for day in range(6, 32)}
    teaching = replace(TEACHING, layers={**TEACHING.layers, Layer.SCHOOL: days})
    start = local("2026-07-10 10:00")
    assert due(teaching, start, 3600) == local("2026-08-03 09:00")
    assert due(DORMITORY, start, 3600) == due(EMERGENCY, start, 3600) == local("2026-07-10 11:00")


def test_a_year_without_national_days_is_provisional() -> None:
    """It follows the week, and says so; a calendar that follows no national days never does."""
    new_year = date(2027, 1, 1)
    assert TEACHING.is_provisional(new_year)
    assert TEACHING.windows(new_year) == LESSONS
    assert not TEACHING.is_provisional(date(2026, 12, 31))
    known = replace(TEACHING, national_years=frozenset({2026, 2027}))
    assert not known.is_provisional(new_year)
    assert not DORMITORY.is_provisional(new_year)


def test_calendars_that_differ_in_a_name_or_a_year_are_not_equal() -> None:
    """What people are told is part of the value."""
    named = layered(SCHOOL=Day((), {"en": "Sports day"}))
    assert named != layered(SCHOOL=Day(()))
    assert replace(named, national_years=frozenset()) != named
