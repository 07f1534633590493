"""Working time against vectors that were worked out by hand."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from domain.calendars import Calendar, Day, Layer, around_the_clock
from domain.windows import Window
from domain.working_time import (
    CalendarExhausted,
    close_of_working_day,
    due,
    elapsed,
    is_open,
    next_open,
)
from tests.domain.samples import DORMITORY, EMERGENCY, LESSONS, TEACHING, daily, local, office

MON = "2026-11-09"
NIGHT = office("Asia/Shanghai", (1320, 1800))
BERLIN = office("Europe/Berlin", (480, 720), (780, 1020))
NEW_YORK = office("America/New_York", (540, 1020))
LORD_HOWE = daily("Australia/Lord_Howe", (60, 180))
APIA = daily("Pacific/Apia", (540, 1020))
KATHMANDU = daily("Asia/Kathmandu", (540, 1020))


def berlin(*windows: tuple[int, int]) -> Calendar:
    """Return a calendar of Berlin with daily windows."""
    return daily("Europe/Berlin", *windows)


# Calendar, local start, working minutes, expected local end (with its offset where it matters).
# The first six rows are the published vectors 1, 2, 4, 6, 9 and 10 of the specification.
DUE = [
    (TEACHING, "2026-09-18 17:30", 240, "2026-09-20 11:30"),
    (TEACHING, "2026-09-30 16:00", 480, "2026-10-08 16:00"),
    (TEACHING, "2026-11-09 09:00", 480, "2026-11-10 09:00"),
    (TEACHING, "2026-11-09 12:30", 30, "2026-11-09 14:30"),
    (TEACHING, "2026-11-09 10:00", 120, "2026-11-09 12:00"),
    (TEACHING, "2026-11-14 10:00", 60, "2026-11-16 09:00"),
    # Edges of the windows.
    (TEACHING, "2026-11-09 08:00", 1, "2026-11-09 08:01"),
    (TEACHING, "2026-11-09 07:59", 1, "2026-11-09 08:01"),
    (TEACHING, "2026-11-09 11:59", 1, "2026-11-09 12:00"),
    (TEACHING, "2026-11-09 12:00", 1, "2026-11-09 14:01"),
    (TEACHING, "2026-11-09 13:59", 1, "2026-11-09 14:01"),
    (TEACHING, "2026-11-09 14:00", 1, "2026-11-09 14:01"),
    (TEACHING, "2026-11-09 17:59", 1, "2026-11-09 18:00"),
    (TEACHING, "2026-11-09 17:59", 2, "2026-11-10 08:01"),
    (TEACHING, "2026-11-09 18:00", 1, "2026-11-10 08:01"),
    (TEACHING, "2026-11-09 00:00", 1, "2026-11-09 08:01"),
    # Whole windows, days and weeks.
    (TEACHING, "2026-11-09 08:00", 240, "2026-11-09 12:00"),
    (TEACHING, "2026-11-09 08:00", 241, "2026-11-09 14:01"),
    (TEACHING, "2026-11-09 08:00", 480, "2026-11-09 18:00"),
    (TEACHING, "2026-11-09 08:00", 481, "2026-11-10 08:01"),
    (TEACHING, "2026-11-09 08:00", 2400, "2026-11-13 18:00"),
    (TEACHING, "2026-11-09 08:00", 2401, "2026-11-16 08:01"),
    # Weekends.
    (TEACHING, "2026-11-13 17:00", 60, "2026-11-13 18:00"),
    (TEACHING, "2026-11-13 17:00", 61, "2026-11-16 08:01"),
    (TEACHING, "2026-11-13 18:00", 1, "2026-11-16 08:01"),
    (TEACHING, "2026-11-15 23:59", 480, "2026-11-16 18:00"),
    # Holidays and make-up working days of 2026.
    (TEACHING, "2025-12-31 17:30", 60, "2026-01-04 08:30"),
    (TEACHING, "2026-02-13 18:00", 480, "2026-02-14 18:00"),
    (TEACHING, "2026-02-14 18:00", 1, "2026-02-24 08:01"),
    (TEACHING, "2026-02-22 10:00", 60, "2026-02-24 09:00"),
    (TEACHING, "2026-02-27 17:00", 120, "2026-02-28 09:00"),
    (TEACHING, "2026-02-28 17:00", 120, "2026-03-02 09:00"),
    (TEACHING, "2026-04-03 17:00", 120, "2026-04-07 09:00"),
    (TEACHING, "2026-04-30 16:00", 240, "2026-05-06 10:00"),
    (TEACHING, "2026-05-08 17:30", 60, "2026-05-09 08:30"),
    (TEACHING, "2026-05-09 17:30", 60, "2026-05-11 08:30"),
    (TEACHING, "2026-06-18 17:30", 60, "2026-06-22 08:30"),
    (TEACHING, "2026-09-24 14:00", 480, "2026-09-28 12:00"),
    (TEACHING, "2026-10-01 00:00", 480, "2026-10-08 18:00"),
    (TEACHING, "2026-10-09 16:00", 240, "2026-10-10 10:00"),
    (TEACHING, "2026-10-10 16:00", 240, "2026-10-12 10:00"),
    (TEACHING, "2026-10-11 10:00", 60, "2026-10-12 09:00"),
    # The dormitory has no holidays.
    (DORMITORY, "2026-11-14 21:30", 60, "2026-11-15 07:30"),
    (DORMITORY, "2026-11-14 22:00", 1, "2026-11-15 07:01"),
    (DORMITORY, "2026-11-14 06:59", 1, "2026-11-14 07:01"),
    (DORMITORY, "2026-11-14 07:00", 900, "2026-11-14 22:00"),
    (DORMITORY, "2026-11-14 07:00", 901, "2026-11-15 07:01"),
    (DORMITORY, "2026-02-17 10:00", 60, "2026-02-17 11:00"),
    # Around the clock.
    (EMERGENCY, "2026-10-01 23:59", 2, "2026-10-02 00:01"),
    (EMERGENCY, "2026-10-01 00:00", 15, "2026-10-01 00:15"),
    (EMERGENCY, "2026-10-01 03:00", 2880, "2026-10-03 03:00"),
    # Nights that belong to the day they start on.
    (NIGHT, "2026-11-09 21:00", 60, "2026-11-09 23:00"),
    (NIGHT, "2026-11-09 23:30", 60, "2026-11-10 00:30"),
    (NIGHT, "2026-11-10 05:30", 60, "2026-11-10 22:30"),
    (NIGHT, "2026-11-14 05:30", 30, "2026-11-14 06:00"),
    (NIGHT, "2026-11-14 05:30", 31, "2026-11-16 22:01"),
    (NIGHT, "2026-11-09 02:00", 1, "2026-11-09 22:01"),
    # Daylight saving begins in Berlin on 29 March 2026 and ends on 25 October.
    (BERLIN, "2026-03-27 16:30", 60, "2026-03-30 08:30+02:00"),
    (BERLIN, "2026-10-23 16:30", 60, "2026-10-26 08:30+01:00"),
    (berlin((60, 240)), "2026-03-29 00:00", 120, "2026-03-29 04:00+02:00"),
    (berlin((60, 240)), "2026-03-29 00:00", 121, "2026-03-30 01:01+02:00"),
    (berlin((60, 240)), "2026-10-25 00:00", 240, "2026-10-25 04:00+01:00"),
    (berlin((60, 240)), "2026-10-25 00:00", 241, "2026-10-26 01:01+01:00"),
    (berlin((150, 300)), "2026-03-29 00:00", 60, "2026-03-29 04:00+02:00"),
    (berlin((150, 300)), "2026-03-29 00:00", 120, "2026-03-29 05:00+02:00"),
    (berlin((0, 150)), "2026-03-29 00:00", 120, "2026-03-29 03:00+02:00"),
    (berlin((0, 150)), "2026-03-29 00:00", 121, "2026-03-30 00:01+02:00"),
    (berlin((120, 180)), "2026-03-29 00:00", 1, "2026-03-30 02:01+02:00"),
    (berlin((120, 180)), "2026-10-25 00:00", 120, "2026-10-25 03:00+01:00"),
    (berlin((60, 120)), "2026-10-25 00:00", 120, "2026-10-25 02:00+01:00"),
    (berlin((60, 150)), "2026-10-25 00:00", 150, "2026-10-25 02:30+01:00"),
    (berlin((150, 240)), "2026-10-25 00:00", 150, "2026-10-25 04:00+01:00"),
    (berlin((60, 150), (150, 240)), "2026-10-25 00:00", 240, "2026-10-25 04:00+01:00"),
    # Other zones and other habits.
    (NEW_YORK, "2026-03-06 16:00", 120, "2026-03-09 10:00-04:00"),
    (NEW_YORK, "2026-10-30 16:00", 120, "2026-11-02 10:00-05:00"),
    (around_the_clock("America/New_York"), "2026-03-08 01:30", 60, "2026-03-08 03:30-04:00"),
    (around_the_clock("America/New_York"), "2026-11-01 01:30", 60, "2026-11-01 01:30-05:00"),
    (LORD_HOWE, "2026-10-04 00:00", 90, "2026-10-04 03:00+11:00"),
    (LORD_HOWE, "2026-04-05 00:00", 150, "2026-04-05 03:00+10:30"),
    (APIA, "2011-12-29 16:00", 120, "2011-12-31 10:00+14:00"),
    (KATHMANDU, "2026-01-01 16:30", 60, "2026-01-02 09:30+05:45"),
]

# Calendar, local start, number of working days, expected local close.
CLOSE = [
    (TEACHING, "2026-11-09 09:00", 1, "2026-11-10 18:00"),
    (TEACHING, "2026-11-09 00:00", 1, "2026-11-10 18:00"),
    (TEACHING, "2026-11-09 23:59", 1, "2026-11-10 18:00"),
    (TEACHING, "2026-11-09 09:00", 5, "2026-11-16 18:00"),
    (TEACHING, "2026-11-13 09:00", 1, "2026-11-16 18:00"),
    (TEACHING, "2026-11-14 09:00", 1, "2026-11-16 18:00"),
    (TEACHING, "2026-11-15 09:00", 2, "2026-11-17 18:00"),
    (TEACHING, "2026-09-18 17:30", 1, "2026-09-20 18:00"),
    (TEACHING, "2026-09-18 17:30", 2, "2026-09-21 18:00"),
    (TEACHING, "2026-09-30 16:00", 1, "2026-10-08 18:00"),
    (TEACHING, "2026-09-30 16:00", 3, "2026-10-10 18:00"),
    (TEACHING, "2026-02-13 10:00", 1, "2026-02-14 18:00"),
    (TEACHING, "2026-02-13 10:00", 2, "2026-02-24 18:00"),
    (TEACHING, "2026-02-14 10:00", 1, "2026-02-24 18:00"),
    (TEACHING, "2026-12-31 10:00", 1, "2027-01-01 18:00"),
    (DORMITORY, "2026-11-13 10:00", 3, "2026-11-16 22:00"),
    (EMERGENCY, "2026-11-09 10:00", 1, "2026-11-11 00:00"),
    (NIGHT, "2026-11-09 10:00", 1, "2026-11-11 06:00"),
    (NIGHT, "2026-11-12 10:00", 1, "2026-11-14 06:00"),
    (NIGHT, "2026-11-13 10:00", 1, "2026-11-17 06:00"),
    (APIA, "2011-12-29 10:00", 1, "2011-12-31 17:00+14:00"),
    (berlin((120, 180)), "2026-03-28 10:00", 1, "2026-03-30 03:00+02:00"),
    (around_the_clock("America/Havana"), "2026-10-30 10:00", 1, "2026-11-01 00:00-05:00"),
]

# Calendar, local start, local end, working minutes between; the first row is vector 5.
ELAPSED = [
    (TEACHING, "2026-11-09 09:00", "2026-11-11 10:00", 1020),
    (TEACHING, "2026-11-09 09:00", "2026-11-09 10:00", 60),
    (TEACHING, "2026-11-09 12:00", "2026-11-09 14:00", 0),
    (TEACHING, "2026-11-09 11:30", "2026-11-09 14:30", 60),
    (TEACHING, "2026-11-09 00:00", "2026-11-16 00:00", 2400),
    (TEACHING, "2026-11-13 18:00", "2026-11-16 08:00", 0),
    (TEACHING, "2026-09-30 18:00", "2026-10-08 08:00", 0),
    (TEACHING, "2026-09-14 00:00", "2026-09-21 00:00", 2880),
    (TEACHING, "2026-11-09 10:00", "2026-11-09 10:00", 0),
    (TEACHING, "2026-11-11 10:00", "2026-11-09 10:00", 0),
    (DORMITORY, "2026-11-09 00:00", "2026-11-11 00:00", 1800),
    (NIGHT, "2026-11-14 00:00", "2026-11-16 22:30", 390),
    (berlin((60, 120), (120, 180)), "2026-10-25 00:00", "2026-10-26 00:00", 180),
    (berlin((60, 120), (120, 180)), "2026-03-29 00:00", "2026-03-30 00:00", 60),
    (around_the_clock("Europe/Berlin"), "2026-03-29 00:00", "2026-03-30 00:00", 1380),
    (around_the_clock("Europe/Berlin"), "2026-10-25 00:00", "2026-10-26 00:00", 1500),
    (around_the_clock("America/Havana"), "2026-03-07 00:00", "2026-03-09 00:00", 2820),
    (around_the_clock("America/Havana"), "2026-10-31 00:00", "2026-11-02 00:00", 2940),
    (around_the_clock("Pacific/Apia"), "2011-12-29 00:00", "2011-12-31 00:00", 1440),
    (berlin((60, 150), (150, 240)), "2026-10-25 00:00", "2026-10-26 00:00", 240),
]


@pytest.mark.parametrize(("calendar", "start", "amount", "expected"), DUE)
def test_due_is_the_instant_worked_out_by_hand(
    calendar: Calendar, start: str, amount: int, expected: str
) -> None:
    """A deadline is the first instant with the promised working time behind it, in UTC."""
    instant = due(calendar, local(start, calendar.zone), amount * 60)
    assert instant == local(expected, calendar.zone)
    assert instant.tzinfo is UTC


@pytest.mark.parametrize(("calendar", "start", "amount", "expected"), DUE)
def test_elapsed_up_to_due_is_the_promise(
    calendar: Calendar, start: str, amount: int, expected: str
) -> None:
    """The working time between start and deadline is exactly what was promised."""
    begin, end = local(start, calendar.zone), local(expected, calendar.zone)
    assert elapsed(calendar, begin, end) == amount * 60


@pytest.mark.parametrize(("calendar", "start", "n", "expected"), CLOSE)
def test_close_of_working_day(calendar: Calendar, start: str, n: int, expected: str) -> None:
    """Working days are counted strictly after the local date and end with their last window."""
    moment = local(start, calendar.zone)
    assert close_of_working_day(calendar, moment, n) == local(expected, calendar.zone)


@pytest.mark.parametrize(("calendar", "start", "end", "expected"), ELAPSED)
def test_elapsed(calendar: Calendar, start: str, end: str, expected: int) -> None:
    """Only working time counts, each minute once, and nothing runs backwards."""
    begin, finish = local(start, calendar.zone), local(end, calendar.zone)
    assert elapsed(calendar, begin, finish) == expected * 60


def test_clock_minutes_across_daylight_saving() -> None:
    """Vector 13: four hours of the clock from 23:00 in Berlin end at 04:00 summer time."""
    start = local("2026-03-28 23:00", "Europe/Berlin")
    end = due(around_the_clock("Europe/Berlin"), start, 240 * 60)
    assert end.astimezone(ZoneInfo("Europe/Berlin")).isoformat() == "2026-03-29T04:00:00+02:00"


def test_local_moments_are_taken_as_their_instant() -> None:
    """Any aware moment is understood; what comes back is UTC."""
    start = datetime(2026, 11, 9, 9, tzinfo=timezone(timedelta(hours=9)))
    assert due(TEACHING, start, 3600) == datetime(2026, 11, 9, 1, tzinfo=UTC)


def test_nothing_promised_is_due_at_once() -> None:
    """Zero seconds are over at the start itself, even outside working time."""
    night = local("2026-11-09 23:00")
    assert due(TEACHING, night, 0) == night


def test_parts_of_a_second_count_only_when_whole() -> None:
    """Working time is told in whole seconds, rounded down."""
    start = local(f"{MON} 09:00")
    assert elapsed(TEACHING, start, start + timedelta(seconds=1, microseconds=999_999)) == 1


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (f"{MON} 07:59", False),
        (f"{MON} 08:00", True),
        (f"{MON} 11:59", True),
        (f"{MON} 12:00", False),
        (f"{MON} 14:00", True),
        (f"{MON} 18:00", False),
        ("2026-09-20 09:00", True),
        ("2026-10-01 09:00", False),
    ],
)
def test_an_opening_is_inside_and_a_closing_is_outside(moment: str, expected: object) -> None:
    """Windows are half-open."""
    assert is_open(TEACHING, local(moment)) is expected


def test_a_night_is_open_on_the_morning_after() -> None:
    """A window past midnight is still open on the next date."""
    assert is_open(NIGHT, local("2026-11-14 05:59"))
    assert not is_open(NIGHT, local("2026-11-14 06:00"))


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (f"{MON} 09:30", f"{MON} 09:30"),
        (f"{MON} 12:00", f"{MON} 14:00"),
        (f"{MON} 18:00", "2026-11-10 08:00"),
        ("2026-09-30 18:00", "2026-10-08 08:00"),
    ],
)
def test_next_open(moment: str, expected: str) -> None:
    """Working time begins now or at the next opening."""
    assert next_open(TEACHING, local(moment)) == local(expected)


def test_a_night_that_runs_into_the_next_window_counts_once() -> None:
    """Time covered by the night before and by the day itself is counted once."""
    calendar = daily("Asia/Shanghai", (480, 720), (1320, 1980))
    start = local(f"{MON} 00:00")
    assert elapsed(calendar, start, local("2026-11-10 00:00")) == (9 + 3 + 2) * 3600


def test_a_long_night_hides_a_whole_window_of_the_next_day() -> None:
    """A window inside the night before adds nothing."""
    calendar = daily("Asia/Shanghai", (540, 600), (1200, 2100))
    start = local(f"{MON} 00:00")
    assert elapsed(calendar, start, local("2026-11-10 00:00")) == (11 + 4) * 3600


def test_two_days_end_in_a_midnight_that_happens_twice() -> None:
    """A window of the day before yesterday may still cover the first hour of today.

    In Havana the clocks of 1 November 2026 go back from 01:00 to 00:00.
    """
    dates = {date(2026, 10, 30): Day((Window(0, 2880),)), date(2026, 11, 1): Day((Window(0, 60),))}
    havana = Calendar("America/Havana", ((),) * 7, {Layer.SCHOOL: dates})
    first_midnight = local("2026-11-01 00:00-04:00")
    assert elapsed(havana, first_midnight, local("2026-11-02 00:00-05:00")) == 2 * 3600
    assert is_open(havana, local("2026-11-01 00:30-04:00"))
    assert due(havana, first_midnight, 3600) == local("2026-11-01 00:00-05:00")


def test_a_date_that_has_begun_and_is_yesterday_again() -> None:
    """At 00:01 of 7 November 2010 the clocks of St John's went back to 23:01 of the 6th."""
    dates = {date(2010, 11, 7): Day((Window(0, 30),))}
    st_johns = Calendar("America/St_Johns", ((),) * 7, {Layer.SCHOOL: dates})
    midnight, again = local("2010-11-07 00:00-02:30"), local("2010-11-06 23:30-03:30")
    assert elapsed(st_johns, midnight, again) == 30 * 60
    assert is_open(st_johns, again)
    assert due(st_johns, midnight, 30 * 60) == again


CLOSED = Calendar("Asia/Shanghai", ((),) * 7)
ONE_DAY = Calendar("Asia/Shanghai", ((),) * 7, {Layer.SCHOOL: {date(2026, 11, 10): Day(LESSONS)}})


@pytest.mark.parametrize("calendar", [CLOSED, ONE_DAY])
def test_a_calendar_without_enough_time_says_so(calendar: Calendar) -> None:
    """A deadline that cannot be reached within ten years is an error, not an endless search."""
    start = local(f"{MON} 09:00")
    with pytest.raises(CalendarExhausted, match="ten years after 2026-11-09"):
        due(calendar, start, 481 * 60)
    with pytest.raises(CalendarExhausted):
        close_of_working_day(calendar, start, 2)
    with pytest.raises(CalendarExhausted):
        next_open(calendar, local("2026-11-10 18:00"))


def test_a_naive_moment_is_refused() -> None:
    """A moment without a zone could mean anything."""
    naive = datetime.fromisoformat("2026-11-09 09:00")
    with pytest.raises(ValueError, match="needs a time zone"):
        due(TEACHING, naive, 60)
    with pytest.raises(ValueError, match="needs a time zone"):
        elapsed(TEACHING, local(f"{MON} 09:00"), naive)


@pytest.mark.parametrize("year", [1969, 2200])
def test_a_moment_far_from_our_time_is_refused(year: int) -> None:
    """Years that no school lives in are typing errors."""
    with pytest.raises(ValueError, match=f"the year {year}"):
        is_open(TEACHING, datetime(year, 6, 1, tzinfo=UTC))


def test_negative_amounts_are_refused() -> None:
    """Nobody promises less than nothing; working days are counted from one."""
    start = local(f"{MON} 09:00")
    with pytest.raises(ValueError, match="negative"):
        due(TEACHING, start, -1)
    with pytest.raises(ValueError, match="from 1"):
        close_of_working_day(TEACHING, start, 0)


@pytest.mark.parametrize(("start", "end"), [(-1, 60), (1440, 1500), (60, 60), (90, 60), (0, 2881)])
def test_a_window_must_fit_its_day_and_the_next(start: int, end: int) -> None:
    """A window starts on its day, ends later, and by the end of the next day."""
    with pytest.raises(ValueError, match="a window must"):
        Window(start, end)


@pytest.mark.parametrize("zone", ["Asia/Atlantis", "", "../etc/passwd", "Europe"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    """The zone must be one of the IANA database."""
    with pytest.raises(ValueError, match="no time zone"):
        around_the_clock(zone)


def test_a_week_has_seven_days() -> None:
    """A weekly pattern names every weekday."""
    with pytest.raises(ValueError, match="seven days"):
        Calendar("Asia/Shanghai", (LESSONS,) * 5)


@pytest.mark.parametrize("windows", [(LESSONS[1], LESSONS[0]), (Window(0, 60), Window(59, 90))])
def test_windows_must_be_in_order(windows: tuple[Window, ...]) -> None:
    """Windows of a day that overlap or are out of order are refused, in layers too."""
    with pytest.raises(ValueError, match="overlap"):
        Calendar("Asia/Shanghai", (windows,) + ((),) * 6)
    with pytest.raises(ValueError, match="overlap"):
        Calendar("Asia/Shanghai", ((),) * 7, {Layer.SCHOOL: {date(2026, 11, 9): Day(windows)}})


def test_calendars_are_values() -> None:
    """Equal calendars are equal whatever they remembered, and serve as keys."""
    same = Calendar(TEACHING.zone, TEACHING.weekly, dict(TEACHING.layers), TEACHING.national_years)
    assert same == TEACHING
    assert hash(same) == hash(TEACHING)
    assert "_known" not in repr(TEACHING)
