"""Promises and when they run out, worked out by hand with a calendar on the wall.

A line has calendar, start, amount, unit and end, in local time of the calendar's zone. Where the
clocks change, the offset stands with the time.
"""

from dataclasses import replace
from datetime import date

from domain.calendars import Calendar, Day, Layer, around_the_clock
from domain.targets import Unit
from domain.windows import Window
from tests.domain.samples import DORMITORY, EMERGENCY, TEACHING, daily, office

WORK, CLOCK, DAYS = Unit.WORKING_MINUTES, Unit.CLOCK_MINUTES, Unit.WORKING_DAYS
SHANGHAI = "Asia/Shanghai"
VACATION = {
    date.fromordinal(day): Day(())
    for day in range(date(2026, 7, 13).toordinal(), date(2026, 8, 31).toordinal())
}
# The teaching hours with a summer, a make-up day taken back, and four days of an emergency layer:
# a typhoon, a Saturday morning, an hour twice, and an hour amid the National Day holidays.
TERM = replace(
    TEACHING,
    layers={
        **TEACHING.layers,
        Layer.SCHOOL: {**VACATION, date(2026, 5, 9): Day(())},
        Layer.EMERGENCY: {
            date(2026, 11, 17): Day(()),
            date(2026, 11, 21): Day((Window(480, 720),)),
            date(2026, 11, 25): Day((Window(600, 660), Window(900, 960))),
            date(2026, 10, 3): Day((Window(540, 600),)),
        },
    },
)
CANTEEN = daily(SHANGHAI, (360, 510), (630, 780), (990, 1140))
SHIFTS = daily(SHANGHAI, (480, 960), (960, 1440))
NIGHT = office(SHANGHAI, (1320, 1800))
# Nights from 22:00 to 06:00 that follow the national days: closed on holidays, open on Saturdays
# and Sundays that are worked.
GUARD = replace(
    NIGHT,
    layers={
        Layer.HOLIDAY: TEACHING.layers[Layer.HOLIDAY],
        Layer.MAKE_UP: {day: Day((Window(1320, 1800),)) for day in TEACHING.layers[Layer.MAKE_UP]},
    },
)
BERLIN = around_the_clock("Europe/Berlin")
LONDON = around_the_clock("Europe/London")
NEW_YORK = around_the_clock("America/New_York")
SYDNEY = around_the_clock("Australia/Sydney")
BEIRUT = around_the_clock("Asia/Beirut")
DAWN = daily("Europe/London", (0, 180))
HALF_PAST = daily("Europe/London", (90, 180))
NY_NIGHT = daily("America/New_York", (1320, 1800))
NY_FIRST = daily("America/New_York", (0, 90))
NY_SKIPPED = daily("America/New_York", (120, 180))
SYDNEY_OFFICE = office("Australia/Sydney", (540, 1020))
SYDNEY_TWICE = daily("Australia/Sydney", (120, 180))
BEIRUT_LATE = daily("Asia/Beirut", (1320, 1440))

type_of_due = tuple[Calendar, str, int, Unit, str]

# The vectors of the specification that ask for a deadline, by their number there.
PUBLISHED = {
    1: (TEACHING, "2026-09-18 17:30", 240, WORK, "2026-09-20 11:30"),
    2: (TEACHING, "2026-09-30 16:00", 480, WORK, "2026-10-08 16:00"),
    6: (TEACHING, "2026-11-09 12:30", 30, WORK, "2026-11-09 14:30"),
    9: (TEACHING, "2026-11-09 10:00", 120, WORK, "2026-11-09 12:00"),
    10: (TEACHING, "2026-11-14 10:00", 60, WORK, "2026-11-16 09:00"),
    13: (BERLIN, "2026-03-28 23:00", 240, CLOCK, "2026-03-29 04:00+02:00"),
}

LUNCH = [
    (TEACHING, "2026-11-10 11:30", 30, WORK, "2026-11-10 12:00"),
    (TEACHING, "2026-11-10 11:30", 31, WORK, "2026-11-10 14:01"),
    (TEACHING, "2026-11-10 11:59:30", 1, WORK, "2026-11-10 14:00:30"),
    (TEACHING, "2026-11-10 11:59:59", 1, WORK, "2026-11-10 14:00:59"),
    (TEACHING, "2026-11-10 12:00", 240, WORK, "2026-11-10 18:00"),
    (TEACHING, "2026-11-10 12:00:01", 1, WORK, "2026-11-10 14:01"),
    (TEACHING, "2026-11-10 13:59:59", 1, WORK, "2026-11-10 14:01"),
    (TEACHING, "2026-11-10 08:00", 479, WORK, "2026-11-10 17:59"),
    (TEACHING, "2026-11-10 11:30", 60, CLOCK, "2026-11-10 12:30"),
]

OPENING_AND_CLOSING = [
    (TEACHING, "2026-11-10 07:59:59", 1, WORK, "2026-11-10 08:01"),
    (TEACHING, "2026-11-10 08:00:01", 480, WORK, "2026-11-11 08:00:01"),
    (TEACHING, "2026-11-10 17:59:59", 1, WORK, "2026-11-11 08:00:59"),
    (TEACHING, "2026-11-10 18:00:01", 480, WORK, "2026-11-11 18:00"),
    (TEACHING, "2026-11-10 23:59:59", 1, WORK, "2026-11-11 08:01"),
    (TEACHING, "2026-11-10 17:59", 2, CLOCK, "2026-11-10 18:01"),
    (TEACHING, "2026-11-10 09:30Z", 60, WORK, "2026-11-11 08:30"),
    (TEACHING, "2026-11-10 19:30-05:00", 30, WORK, "2026-11-11 09:00"),
]

WEEKENDS = [
    (TEACHING, "2026-11-20 17:59:59", 1, WORK, "2026-11-23 08:00:59"),
    (TEACHING, "2026-11-21 00:00", 480, WORK, "2026-11-23 18:00"),
    (TEACHING, "2026-11-22 23:59:59", 1, WORK, "2026-11-23 08:01"),
    (TEACHING, "2026-11-20 08:00", 960, WORK, "2026-11-23 18:00"),
    (TEACHING, "2026-11-20 14:00", 2640, WORK, "2026-11-27 18:00"),
    (TEACHING, "2026-11-20 14:00", 2641, WORK, "2026-11-30 08:01"),
    (TEACHING, "2026-11-20 17:00", 1440, CLOCK, "2026-11-21 17:00"),
]

# Every holiday of 2026 and every make-up day: the last minute before, a moment inside, the first
# minute after.
HOLIDAYS = [
    (TEACHING, "2025-12-31 18:00", 1, WORK, "2026-01-04 08:01"),
    (TEACHING, "2026-01-01 00:00", 481, WORK, "2026-01-05 08:01"),
    (TEACHING, "2026-01-03 12:00", 480, WORK, "2026-01-04 18:00"),
    (TEACHING, "2026-01-04 17:59", 2, WORK, "2026-01-05 08:01"),
    (TEACHING, "2026-02-13 17:59", 2, WORK, "2026-02-14 08:01"),
    (TEACHING, "2026-02-14 08:00", 481, WORK, "2026-02-24 08:01"),
    (TEACHING, "2026-02-15 00:00", 1, WORK, "2026-02-24 08:01"),
    (TEACHING, "2026-02-23 23:59", 480, WORK, "2026-02-24 18:00"),
    (TEACHING, "2026-02-24 08:00", 2400, WORK, "2026-02-28 18:00"),
    (TEACHING, "2026-02-27 08:00", 961, WORK, "2026-03-02 08:01"),
    (TEACHING, "2026-04-03 18:00", 1, WORK, "2026-04-07 08:01"),
    (TEACHING, "2026-04-06 12:00", 240, WORK, "2026-04-07 12:00"),
    (TEACHING, "2026-04-30 17:59:30", 1, WORK, "2026-05-06 08:00:30"),
    (TEACHING, "2026-05-05 23:59:59", 1, WORK, "2026-05-06 08:01"),
    (TEACHING, "2026-05-08 08:00", 961, WORK, "2026-05-11 08:01"),
    (TEACHING, "2026-05-10 10:00", 60, WORK, "2026-05-11 09:00"),
    (TEACHING, "2026-06-18 18:00", 1, WORK, "2026-06-22 08:01"),
    (TEACHING, "2026-06-18 08:00", 960, WORK, "2026-06-22 18:00"),
    (TEACHING, "2026-06-19 09:00", 480, WORK, "2026-06-22 18:00"),
    (TEACHING, "2026-09-19 09:00", 60, WORK, "2026-09-20 09:00"),
    (TEACHING, "2026-09-20 18:00", 1, WORK, "2026-09-21 08:01"),
    (TEACHING, "2026-09-20 08:00", 2400, WORK, "2026-09-24 18:00"),
    (TEACHING, "2026-09-20 08:00", 2401, WORK, "2026-09-28 08:01"),
    (TEACHING, "2026-09-24 17:59", 2, WORK, "2026-09-28 08:01"),
    (TEACHING, "2026-09-28 08:00", 1440, WORK, "2026-09-30 18:00"),
    (TEACHING, "2026-09-28 08:00", 1441, WORK, "2026-10-08 08:01"),
    (TEACHING, "2026-10-07 23:59", 1, WORK, "2026-10-08 08:01"),
    (TEACHING, "2026-10-08 08:00", 1440, WORK, "2026-10-10 18:00"),
    (TEACHING, "2026-10-08 08:00", 1441, WORK, "2026-10-12 08:01"),
    (TEACHING, "2026-10-01 00:00", 10_080, CLOCK, "2026-10-08 00:00"),
]

VACATIONS_AND_EMERGENCIES = [
    (TERM, "2026-07-10 17:00", 60, WORK, "2026-07-10 18:00"),
    (TERM, "2026-07-10 17:00", 61, WORK, "2026-08-31 08:01"),
    (TERM, "2026-07-12 12:00", 1, WORK, "2026-08-31 08:01"),
    (TERM, "2026-07-29 10:00", 480, WORK, "2026-08-31 18:00"),
    (TERM, "2026-08-30 23:59:59", 1, WORK, "2026-08-31 08:01"),
    (TERM, "2026-07-20 03:00", 15, CLOCK, "2026-07-20 03:15"),
    (TERM, "2026-07-10 10:00", 1, DAYS, "2026-08-31 18:00"),
    (TERM, "2026-07-10 10:00", 2, DAYS, "2026-09-01 18:00"),
    # The make-up day that the school took back.
    (TERM, "2026-05-08 17:00", 120, WORK, "2026-05-11 09:00"),
    (TERM, "2026-05-08 09:00", 1, DAYS, "2026-05-11 18:00"),
    # The typhoon closes a Tuesday.
    (TERM, "2026-11-16 17:00", 120, WORK, "2026-11-18 09:00"),
    (TERM, "2026-11-17 10:00", 60, WORK, "2026-11-18 09:00"),
    (TERM, "2026-11-16 09:00", 1, DAYS, "2026-11-18 18:00"),
    # The Saturday morning that is worked.
    (TERM, "2026-11-20 17:00", 120, WORK, "2026-11-21 09:00"),
    (TERM, "2026-11-20 17:00", 300, WORK, "2026-11-21 12:00"),
    (TERM, "2026-11-20 17:00", 301, WORK, "2026-11-23 08:01"),
    (TERM, "2026-11-21 12:00", 1, WORK, "2026-11-23 08:01"),
    (TERM, "2026-11-20 09:00", 1, DAYS, "2026-11-21 12:00"),
    (TERM, "2026-11-20 09:00", 2, DAYS, "2026-11-23 18:00"),
    # The Wednesday of two short windows.
    (TERM, "2026-11-24 17:00", 120, WORK, "2026-11-25 11:00"),
    (TERM, "2026-11-24 17:00", 121, WORK, "2026-11-25 15:01"),
    (TERM, "2026-11-24 17:00", 181, WORK, "2026-11-26 08:01"),
    (TERM, "2026-11-24 09:00", 1, DAYS, "2026-11-25 16:00"),
    # The hour amid the holidays.
    (TERM, "2026-09-30 17:00", 120, WORK, "2026-10-03 10:00"),
    (TERM, "2026-09-30 17:00", 121, WORK, "2026-10-08 08:01"),
    (TERM, "2026-09-30 09:00", 1, DAYS, "2026-10-03 10:00"),
    (TERM, "2026-09-30 09:00", 2, DAYS, "2026-10-08 18:00"),
]

SEVERAL_WINDOWS = [
    (CANTEEN, "2026-11-10 08:00", 60, WORK, "2026-11-10 11:00"),
    (CANTEEN, "2026-11-10 08:30", 150, WORK, "2026-11-10 13:00"),
    (CANTEEN, "2026-11-10 08:30", 151, WORK, "2026-11-10 16:31"),
    (CANTEEN, "2026-11-10 06:00", 450, WORK, "2026-11-10 19:00"),
    (CANTEEN, "2026-11-10 06:00", 451, WORK, "2026-11-11 06:01"),
    (CANTEEN, "2026-11-10 12:59:59", 1, WORK, "2026-11-10 16:30:59"),
    (CANTEEN, "2026-10-04 18:00", 90, WORK, "2026-10-05 06:30"),
    (CANTEEN, "2026-11-10 19:00", 1, DAYS, "2026-11-11 19:00"),
    # Where one window ends as the next begins, nothing is lost and nothing counted twice.
    (SHIFTS, "2026-11-10 15:00", 120, WORK, "2026-11-10 17:00"),
    (SHIFTS, "2026-11-10 08:00", 480, WORK, "2026-11-10 16:00"),
    (SHIFTS, "2026-11-10 08:00", 481, WORK, "2026-11-10 16:01"),
    (SHIFTS, "2026-11-10 23:00", 60, WORK, "2026-11-11 00:00"),
    (SHIFTS, "2026-11-10 23:00", 61, WORK, "2026-11-11 08:01"),
    (SHIFTS, "2026-11-10 12:00", 1, DAYS, "2026-11-12 00:00"),
]

NIGHTS = [
    # Wednesday's night runs into the first day of the holidays, and none begins until they end.
    (GUARD, "2026-09-30 23:00", 420, WORK, "2026-10-01 06:00"),
    (GUARD, "2026-09-30 23:00", 421, WORK, "2026-10-08 22:01"),
    (GUARD, "2026-10-01 03:00", 180, WORK, "2026-10-01 06:00"),
    (GUARD, "2026-10-01 06:00", 1, WORK, "2026-10-08 22:01"),
    (GUARD, "2026-10-01 22:00", 1, WORK, "2026-10-08 22:01"),
    (GUARD, "2026-10-08 05:00", 1, WORK, "2026-10-08 22:01"),
    (GUARD, "2026-09-30 10:00", 1, DAYS, "2026-10-09 06:00"),
    (GUARD, "2026-10-01 03:00", 1, DAYS, "2026-10-09 06:00"),
    # The night of a Saturday that is worked ends on Sunday.
    (GUARD, "2026-10-09 22:00", 480, WORK, "2026-10-10 06:00"),
    (GUARD, "2026-10-09 22:00", 481, WORK, "2026-10-10 22:01"),
    (GUARD, "2026-10-09 22:00", 960, WORK, "2026-10-11 06:00"),
    (GUARD, "2026-10-09 22:00", 961, WORK, "2026-10-12 22:01"),
    (GUARD, "2026-10-09 12:00", 1, DAYS, "2026-10-11 06:00"),
    (GUARD, "2026-09-20 23:59:59", 1, WORK, "2026-09-21 00:00:59"),
    # The last night of a year, and the night into a leap day.
    (NIGHT, "2026-12-31 23:00", 120, WORK, "2027-01-01 01:00"),
    (NIGHT, "2028-02-28 23:30", 60, WORK, "2028-02-29 00:30"),
]

WORKING_DAYS = [
    (TEACHING, "2026-11-09 09:00", 10, DAYS, "2026-11-23 18:00"),
    (TEACHING, "2026-11-09 09:00", 20, DAYS, "2026-12-07 18:00"),
    (TEACHING, "2026-11-09 09:00", 250, DAYS, "2027-10-25 18:00"),
    (TEACHING, "2026-11-10 23:59:59", 1, DAYS, "2026-11-11 18:00"),
    (TEACHING, "2026-11-11 00:00", 1, DAYS, "2026-11-12 18:00"),
    # The date counts that people of the calendar read, not that of Greenwich.
    (TEACHING, "2026-11-10 23:30Z", 1, DAYS, "2026-11-12 18:00"),
    (TEACHING, "2026-11-10 15:59Z", 1, DAYS, "2026-11-11 18:00"),
    (TEACHING, "2025-12-31 10:00", 2, DAYS, "2026-01-05 18:00"),
    (TEACHING, "2026-02-13 10:00", 3, DAYS, "2026-02-25 18:00"),
    (TEACHING, "2026-02-15 10:00", 1, DAYS, "2026-02-24 18:00"),
    (TEACHING, "2026-02-27 10:00", 1, DAYS, "2026-02-28 18:00"),
    (TEACHING, "2026-02-27 10:00", 2, DAYS, "2026-03-02 18:00"),
    (TEACHING, "2026-04-03 10:00", 1, DAYS, "2026-04-07 18:00"),
    (TEACHING, "2026-04-30 10:00", 2, DAYS, "2026-05-07 18:00"),
    (TEACHING, "2026-05-07 10:00", 2, DAYS, "2026-05-09 18:00"),
    (TEACHING, "2026-05-09 23:59:59", 1, DAYS, "2026-05-11 18:00"),
    (TEACHING, "2026-06-18 10:00", 1, DAYS, "2026-06-22 18:00"),
    (TEACHING, "2026-09-24 10:00", 1, DAYS, "2026-09-28 18:00"),
    (TEACHING, "2026-10-07 10:00", 1, DAYS, "2026-10-08 18:00"),
    (TEACHING, "2026-10-10 10:00", 1, DAYS, "2026-10-12 18:00"),
    (DORMITORY, "2026-11-09 10:00", 7, DAYS, "2026-11-16 22:00"),
    (EMERGENCY, "2026-12-31 10:00", 1, DAYS, "2027-01-02 00:00"),
]

NEW_YEAR_AND_LEAP_DAY = [
    # The national days of 2027 are not known: New Year's Day follows the week.
    (TEACHING, "2026-12-31 17:59", 2, WORK, "2027-01-01 08:01"),
    (TEACHING, "2026-12-31 10:00", 2, DAYS, "2027-01-04 18:00"),
    (TEACHING, "2026-12-31 23:59", 1, CLOCK, "2027-01-01 00:00"),
    (TEACHING, "2028-02-28 17:00", 120, WORK, "2028-02-29 09:00"),
    (TEACHING, "2028-02-29 17:00", 120, WORK, "2028-03-01 09:00"),
    (TEACHING, "2027-02-26 17:00", 120, WORK, "2027-03-01 09:00"),
    (TEACHING, "2028-02-28 10:00", 1, DAYS, "2028-02-29 18:00"),
    (TEACHING, "2028-02-28 10:00", 2, DAYS, "2028-03-01 18:00"),
    (TEACHING, "2026-02-28 23:00", 120, CLOCK, "2026-03-01 01:00"),
    (TEACHING, "2028-02-28 23:00", 120, CLOCK, "2028-02-29 01:00"),
    (TEACHING, "2026-11-10 00:00", 525_600, CLOCK, "2027-11-10 00:00"),
    (TEACHING, "2027-11-10 00:00", 525_600, CLOCK, "2028-11-09 00:00"),
]

# London: 01:00 becomes 02:00 on 29 March, 02:00 becomes 01:00 on 25 October. New York: 8 March and
# 1 November at 02:00. Sydney: 03:00 becomes 02:00 on 5 April, 02:00 becomes 03:00 on 4 October.
# Beirut: midnight becomes 01:00 on 29 March, midnight of 25 October becomes 23:00 of the 24th.
CLOCKS_CHANGE = [
    (LONDON, "2026-03-29 00:30", 60, CLOCK, "2026-03-29 02:30+01:00"),
    (LONDON, "2026-03-28 12:00", 1440, CLOCK, "2026-03-29 13:00+01:00"),
    (LONDON, "2026-10-24 12:00", 1440, CLOCK, "2026-10-25 11:00+00:00"),
    (LONDON, "2026-10-25 00:30+01:00", 120, CLOCK, "2026-10-25 01:30+00:00"),
    (DAWN, "2026-03-29 00:00", 120, WORK, "2026-03-29 03:00+01:00"),
    (DAWN, "2026-03-29 00:00", 121, WORK, "2026-03-30 00:01+01:00"),
    (DAWN, "2026-10-25 00:00", 240, WORK, "2026-10-25 03:00+00:00"),
    (DAWN, "2026-10-25 00:00", 241, WORK, "2026-10-26 00:01+00:00"),
    (HALF_PAST, "2026-03-29 00:00", 1, WORK, "2026-03-29 02:01+01:00"),
    (HALF_PAST, "2026-03-29 00:00", 60, WORK, "2026-03-29 03:00+01:00"),
    (HALF_PAST, "2026-10-25 00:00", 1, WORK, "2026-10-25 01:31+01:00"),
    (HALF_PAST, "2026-10-25 00:00", 61, WORK, "2026-10-25 01:31+00:00"),
    (HALF_PAST, "2026-10-25 00:00", 150, WORK, "2026-10-25 03:00+00:00"),
    (NEW_YORK, "2026-11-01 01:30-04:00", 60, CLOCK, "2026-11-01 01:30-05:00"),
    (NY_NIGHT, "2026-03-07 22:00", 420, WORK, "2026-03-08 06:00-04:00"),
    (NY_NIGHT, "2026-03-07 22:00", 421, WORK, "2026-03-08 22:01-04:00"),
    (NY_NIGHT, "2026-10-31 22:00", 540, WORK, "2026-11-01 06:00-05:00"),
    (NY_NIGHT, "2026-10-31 22:00", 541, WORK, "2026-11-01 22:01-05:00"),
    (NY_FIRST, "2026-11-01 00:00", 90, WORK, "2026-11-01 01:30-04:00"),
    (NY_FIRST, "2026-11-01 00:00", 150, WORK, "2026-11-01 01:30-05:00"),
    (NY_FIRST, "2026-11-01 00:00", 151, WORK, "2026-11-02 00:01-05:00"),
    (NY_SKIPPED, "2026-03-08 00:00", 1, WORK, "2026-03-09 02:01-04:00"),
    (NY_SKIPPED, "2026-03-07 12:00", 1, DAYS, "2026-03-09 03:00-04:00"),
    (SYDNEY, "2026-04-04 20:00", 480, CLOCK, "2026-04-05 03:00+10:00"),
    (SYDNEY, "2026-10-03 20:00", 480, CLOCK, "2026-10-04 05:00+11:00"),
    (SYDNEY_OFFICE, "2026-04-03 16:00", 120, WORK, "2026-04-06 10:00+10:00"),
    (SYDNEY_OFFICE, "2026-10-02 16:00", 120, WORK, "2026-10-05 10:00+11:00"),
    (SYDNEY_TWICE, "2026-04-05 00:00", 120, WORK, "2026-04-05 03:00+10:00"),
    (SYDNEY_TWICE, "2026-04-05 00:00", 121, WORK, "2026-04-06 02:01+10:00"),
    (SYDNEY_TWICE, "2026-10-04 00:00", 1, WORK, "2026-10-05 02:01+11:00"),
    (BEIRUT, "2026-03-28 23:00", 60, CLOCK, "2026-03-29 01:00+03:00"),
    (BEIRUT, "2026-03-27 12:00", 1, DAYS, "2026-03-29 01:00+03:00"),
    (BEIRUT, "2026-10-23 12:00", 1, DAYS, "2026-10-25 00:00+02:00"),
    (BEIRUT_LATE, "2026-10-24 22:00", 60, WORK, "2026-10-24 23:00+03:00"),
    (BEIRUT_LATE, "2026-10-24 22:00", 120, WORK, "2026-10-24 23:00+02:00"),
    (BEIRUT_LATE, "2026-10-24 22:00", 180, WORK, "2026-10-25 00:00+02:00"),
    (BEIRUT_LATE, "2026-10-24 22:00", 181, WORK, "2026-10-25 22:01+02:00"),
]

NOTHING = [
    (TEACHING, "2026-11-10 12:30", 0, WORK, "2026-11-10 12:30"),
    (TEACHING, "2026-11-10 18:00", 0, WORK, "2026-11-10 18:00"),
    (TEACHING, "2026-10-03 03:00", 0, CLOCK, "2026-10-03 03:00"),
    (LONDON, "2026-10-25 01:30+00:00", 0, CLOCK, "2026-10-25 01:30+00:00"),
]

VECTORS = {
    "published": [*PUBLISHED.values()],
    "lunch": LUNCH,
    "opening and closing": OPENING_AND_CLOSING,
    "weekends": WEEKENDS,
    "holidays": HOLIDAYS,
    "vacations and emergencies": VACATIONS_AND_EMERGENCIES,
    "several windows": SEVERAL_WINDOWS,
    "nights": NIGHTS,
    "working days": WORKING_DAYS,
    "new year and leap day": NEW_YEAR_AND_LEAP_DAY,
    "clocks change": CLOCKS_CHANGE,
    "nothing": NOTHING,
}
