"""The arithmetic of promises against tables that were worked out by hand."""

import pytest

from domain.calendars import Calendar
from domain.clocks import ClockKind, begin
from domain.retargeting import retarget
from domain.targets import Aim, Target, counted, due_of
from domain.turns import pause, resume
from domain.working_time import elapsed
from tests.domain.samples import DORMITORY, EMERGENCY, TEACHING, local
from tests.domain.vectors import (
    BEIRUT,
    BEIRUT_LATE,
    CANTEEN,
    DAYS,
    GUARD,
    HALF_PAST,
    LONDON,
    NEW_YORK,
    NIGHT,
    NY_NIGHT,
    SHIFTS,
    SYDNEY_OFFICE,
    SYDNEY_TWICE,
    TERM,
    VECTORS,
    WORK,
    type_of_due,
)

# Calendar, local start, local end, seconds of working time between; the first row is vector 5.
ELAPSED = [
    (TEACHING, "2026-11-09 09:00", "2026-11-11 10:00", 1020 * 60),
    # One second on either side of each edge.
    (TEACHING, "2026-11-10 07:59:59", "2026-11-10 08:00", 0),
    (TEACHING, "2026-11-10 07:59:59", "2026-11-10 08:00:01", 1),
    (TEACHING, "2026-11-10 11:59:59", "2026-11-10 12:00:01", 1),
    (TEACHING, "2026-11-10 11:59:59", "2026-11-10 14:00:01", 2),
    (TEACHING, "2026-11-10 17:59:59", "2026-11-10 18:00:01", 1),
    (TEACHING, "2026-11-10 17:59:59", "2026-11-11 08:00:01", 2),
    (TEACHING, "2026-11-10 23:59:59", "2026-11-11 00:00:01", 0),
    (EMERGENCY, "2026-11-10 23:59:59", "2026-11-11 00:00:01", 2),
    (TEACHING, "2026-09-30 17:59:59", "2026-10-08 08:00:01", 2),
    (TEACHING, "2026-11-20 17:59:59", "2026-11-23 08:00:01", 2),
    # Nothing lies between a moment and itself, in whatever offset it is written, nor backwards.
    (TEACHING, "2026-11-10 10:00", "2026-11-10 02:00Z", 0),
    (TEACHING, "2026-11-10 01:00Z", "2026-11-10 10:00", 3600),
    (CANTEEN, "2026-11-10 12:00", "2026-11-10 07:00", 0),
    # Whole days, months and years: 2026 has 261 weekdays, 19 of them off, and 6 make-up days.
    (TEACHING, "2026-11-10 00:00", "2026-11-11 00:00", 28_800),
    (TEACHING, "2026-02-01 00:00", "2026-03-01 00:00", 16 * 28_800),
    (TEACHING, "2026-10-01 00:00", "2026-11-01 00:00", 18 * 28_800),
    (TEACHING, "2026-09-28 00:00", "2026-10-12 00:00", 6 * 28_800),
    (TEACHING, "2026-01-01 00:00", "2027-01-01 00:00", 248 * 28_800),
    (DORMITORY, "2026-01-01 00:00", "2027-01-01 00:00", 19_710_000),
    (EMERGENCY, "2026-01-01 00:00", "2027-01-01 00:00", 31_536_000),
    (EMERGENCY, "2028-01-01 00:00", "2029-01-01 00:00", 31_622_400),
    # The summer, and the fortnight with a typhoon, a Saturday morning and two short windows.
    (TERM, "2026-07-01 00:00", "2026-08-01 00:00", 8 * 28_800),
    (TERM, "2026-08-01 00:00", "2026-09-01 00:00", 28_800),
    (TERM, "2026-07-12 00:00", "2026-08-31 08:00", 0),
    (TERM, "2026-11-16 00:00", "2026-11-28 00:00", 252_000),
    (TERM, "2026-05-09 00:00", "2026-05-10 00:00", 0),
    (TERM, "2026-10-01 00:00", "2026-10-08 00:00", 3600),
    # Several windows a day.
    (CANTEEN, "2026-11-10 08:15", "2026-11-10 10:45", 1800),
    (CANTEEN, "2026-11-10 07:00", "2026-11-11 07:00", 27_000),
    (SHIFTS, "2026-11-10 12:00", "2026-11-11 12:00", 57_600),
    (SHIFTS, "2026-11-10 15:59:59", "2026-11-10 16:00:01", 2),
    # Nights into holidays, out of a Saturday that is worked, and into an ordinary one.
    (GUARD, "2026-09-30 00:00", "2026-10-09 00:00", 57_600),
    (GUARD, "2026-10-09 00:00", "2026-10-12 00:00", 79_200),
    (NIGHT, "2026-11-14 00:00", "2026-11-16 00:00", 21_600),
    # Days and nights in which the clocks change.
    (LONDON, "2026-03-29 00:00", "2026-03-30 00:00", 82_800),
    (LONDON, "2026-10-25 00:00", "2026-10-26 00:00", 90_000),
    (LONDON, "2026-03-29 00:59:59", "2026-03-29 02:00:01", 2),
    (NEW_YORK, "2026-11-01 01:59:59-04:00", "2026-11-01 01:00:01-05:00", 2),
    (BEIRUT, "2026-10-24 23:59:59+03:00", "2026-10-24 23:00:01+02:00", 2),
    (HALF_PAST, "2026-03-29 00:00", "2026-03-30 00:00", 3600),
    (HALF_PAST, "2026-10-25 00:00", "2026-10-26 00:00", 9000),
    (NY_NIGHT, "2026-03-07 12:00", "2026-03-08 12:00", 25_200),
    (NY_NIGHT, "2026-10-31 12:00", "2026-11-01 12:00", 32_400),
    (SYDNEY_OFFICE, "2026-10-02 16:00", "2026-10-05 10:00", 7200),
    (SYDNEY_TWICE, "2026-04-05 00:00", "2026-04-06 00:00", 7200),
    (SYDNEY_TWICE, "2026-10-04 00:00", "2026-10-05 00:00", 0),
    (BEIRUT_LATE, "2026-10-24 00:00", "2026-10-25 12:00", 10_800),
]


@pytest.mark.parametrize(
    "vector",
    [pytest.param(row, id=f"{name}-{row[1]}") for name, rows in VECTORS.items() for row in rows],
)
def test_a_promise_runs_out_when_the_table_says(vector: type_of_due) -> None:
    """And what is promised in minutes is what has passed by then."""
    calendar, start, amount, unit, expected = vector
    begins, ends = local(start, calendar.zone), local(expected, calendar.zone)
    assert due_of(Target(amount, unit), calendar, begins) == ends
    if unit is not DAYS:
        assert elapsed(counted(unit, calendar), begins, ends) == amount * 60


@pytest.mark.parametrize(("calendar", "start", "end", "seconds"), ELAPSED)
def test_so_much_working_time_has_passed(
    calendar: Calendar, start: str, end: str, seconds: int
) -> None:
    """In seconds, each counted once."""
    assert elapsed(calendar, local(start, calendar.zone), local(end, calendar.zone)) == seconds


def test_a_hold_over_night_moves_the_deadline() -> None:
    """Vector 3: 480 minutes from Monday 09:00, held from 10:00 until Tuesday 15:00."""
    target, named = Target(480, WORK), ("teaching", TEACHING)
    clock = begin(ClockKind.RESOLVE, 1, Aim(target, *named), local("2026-11-09 09:00"))
    held = pause(clock, TEACHING, local("2026-11-09 10:00"))
    assert held.spent == 60 * 60
    resumed = resume(held, TEACHING, local("2026-11-10 15:00"))
    assert resumed.due_at == local("2026-11-11 12:00")


def test_a_promise_that_changes_keeps_what_has_passed() -> None:
    """Vector 4: at 11:00 the promise becomes 480 minutes; 120 are used and 360 are left."""
    clock = begin(
        ClockKind.RESOLVE,
        1,
        Aim(Target(960, WORK), "teaching", TEACHING),
        local("2026-11-09 09:00"),
    )
    shorter = Aim(Target(480, WORK), "teaching", TEACHING)
    changed = retarget(clock, TEACHING, shorter, local("2026-11-09 11:00"), Target(60, WORK))
    assert changed.spent == 120 * 60
    assert changed.due_at == local("2026-11-10 09:00")
