"""The ladder: who is told when, in working time and at night."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.clocks import Clock, ClockKind, begin, noted
from domain.ladders import (
    Ladder,
    Level,
    Recipient,
    armed,
    fired,
    level_due,
    moments,
    next_level,
)
from domain.targets import Aim, Target, Unit
from domain.turns import pause, resume, stop
from domain.working_time import elapsed, is_open
from tests.domain.histories import INSTANTS, Case, cases
from tests.domain.samples import EMERGENCY, TEACHING, local, minutes

MON, TUE = "2026-11-09", "2026-11-10"
SHANGHAI = ZoneInfo("Asia/Shanghai")
LEAD = (Recipient.LEAD,)
ACK, RESOLVE = ClockKind.ACK, ClockKind.RESOLVE

NORMAL = Ladder(
    (
        Level(ACK, (Recipient.GROUP,), percent=50),
        Level(RESOLVE, (Recipient.ASSIGNEE,), percent=50),
        Level(ACK, (Recipient.ON_CALL,), percent=80),
        Level(ACK, LEAD, percent=100),
        Level(ACK, (Recipient.DISPATCHER,), after_due=minutes(60)),
        Level(ACK, (Recipient.MANAGER,), after_due=minutes(240)),
        Level(RESOLVE, (Recipient.ASSIGNEE, Recipient.LEAD), percent=80),
        Level(RESOLVE, (Recipient.MANAGER,), percent=100),
        Level(RESOLVE, (Recipient.HEAD,), after_due=Target(1, Unit.WORKING_DAYS)),
    )
)
URGENT = Ladder(
    tuple(
        Level(ACK, LEAD, after_start=Target(amount, Unit.CLOCK_MINUTES))
        for amount in (0, 3, 5, 8, 10, 15)
    ),
    urgent=True,
)


def ack(start: str, amount: int = 60) -> Clock:
    """Start a clock that waits for acceptance in teaching hours."""
    return begin(ACK, 1, Aim(minutes(amount), "teaching", TEACHING), local(start))


def work(start: str, amount: int = 480) -> Clock:
    """Start a clock for the work itself in teaching hours."""
    return begin(RESOLVE, 1, Aim(minutes(amount), "teaching", TEACHING), local(start))


def told(ladder: Ladder, clock: Clock) -> list[tuple[int, str]]:
    """Return number and Shanghai time of each level in teaching hours."""
    return [
        (number, when.astimezone(SHANGHAI).strftime("%a %H:%M"))
        for number, when in moments(ladder, clock, TEACHING)
    ]


def test_acceptance_climbs_from_the_group_to_the_manager() -> None:
    """Half, four fifths and all of the promise, then one and four working hours later."""
    assert told(NORMAL, ack(f"{MON} 09:00")) == [
        (1, "Mon 09:30"),
        (2, "Mon 09:48"),
        (3, "Mon 10:00"),
        (4, "Mon 11:00"),
        (5, "Mon 16:00"),
    ]


def test_a_ladder_sleeps_at_night() -> None:
    """What was filed in the evening climbs on the next working morning."""
    assert told(NORMAL, ack(f"{MON} 17:30")) == [
        (1, "Mon 18:00"),
        (2, "Tue 08:18"),
        (3, "Tue 08:30"),
        (4, "Tue 09:30"),
        (5, "Tue 14:30"),
    ]


def test_a_ladder_sleeps_over_a_holiday() -> None:
    """From Wednesday 30 September the next working day is Thursday 8 October."""
    clock = ack("2026-09-30 17:45")
    assert [when for _, when in moments(NORMAL, clock, TEACHING)][:2] == [
        local("2026-10-08 08:15"),
        local("2026-10-08 08:33"),
    ]


def test_the_work_itself_has_levels_of_its_own() -> None:
    """Numbers count per kind of clock; the head hears at the close of the next working day."""
    assert told(NORMAL, work(f"{MON} 09:00")) == [
        (1, "Mon 15:00"),
        (2, "Mon 17:24"),
        (3, "Tue 09:00"),
        (4, "Wed 18:00"),
    ]
    assert NORMAL.rungs(RESOLVE)[3].recipients == (Recipient.HEAD,)


def test_an_emergency_climbs_at_night() -> None:
    """An urgent ladder counts minutes of the clock from the first second."""
    clock = begin(
        ACK, 1, Aim(Target(15, Unit.CLOCK_MINUTES), "emergency", EMERGENCY), local(f"{MON} 23:55")
    )
    assert told(URGENT, clock) == [
        (1, "Mon 23:55"),
        (2, "Mon 23:58"),
        (3, "Tue 00:00"),
        (4, "Tue 00:03"),
        (5, "Tue 00:05"),
        (6, "Tue 00:10"),
    ]


def test_an_urgent_ladder_does_not_wait_for_a_clock_in_working_time() -> None:
    """Urgency is the ladder's: the same levels in a calm ladder wait for the morning."""
    clock = ack(f"{MON} 23:55")
    assert told(URGENT, clock)[:2] == [(1, "Mon 23:55"), (2, "Mon 23:58")]
    assert told(Ladder(URGENT.levels), clock)[:2] == [(1, "Tue 08:00"), (2, "Tue 08:00")]


def test_levels_after_the_start_count_working_time() -> None:
    """Offsets in working minutes or working days skip what is closed."""
    ladder = Ladder(
        (
            Level(ACK, LEAD, after_start=minutes(30)),
            Level(ACK, LEAD, after_start=Target(1, Unit.WORKING_DAYS)),
        )
    )
    assert told(ladder, ack(f"{MON} 17:45", 600)) == [(1, "Tue 08:15"), (2, "Tue 18:00")]


def test_clock_minutes_after_a_working_deadline_wait_for_the_morning() -> None:
    """Sixty minutes of the clock after 17:30 fall into the evening and are heard next day."""
    ladder = Ladder((Level(ACK, LEAD, after_due=Target(60, Unit.CLOCK_MINUTES)),))
    assert told(ladder, ack(f"{MON} 16:30")) == [(1, "Tue 08:00")]
    assert told(ladder, ack(f"{MON} 15:30")) == [(1, "Mon 17:30")]


def test_a_level_never_comes_before_the_one_below() -> None:
    """Ten minutes of the clock are over sooner than the promise that the level below waits for."""
    ladder = Ladder(
        (
            Level(ACK, LEAD, percent=100),
            Level(ACK, LEAD, after_start=Target(10, Unit.CLOCK_MINUTES)),
        )
    )
    assert told(ladder, ack(f"{MON} 09:00")) == [(1, "Mon 10:00"), (2, "Mon 10:00")]


def test_a_percentage_is_rounded_up_to_a_second() -> None:
    """A level is not due before its share of the promise is used."""
    ladder = Ladder((Level(ACK, LEAD, percent=33),))
    clock = replace(ack(f"{MON} 09:00"), budget=10)
    assert moments(ladder, clock, TEACHING)[0][1] == local(f"{MON} 09:00:04")


def test_a_hold_pushes_the_levels_that_are_left() -> None:
    """Levels follow the time that is used: nothing is due while paused, the rest after it."""
    held = pause(work(f"{MON} 09:00"), TEACHING, local(f"{MON} 11:00"))
    assert moments(NORMAL, held, TEACHING) == ()
    assert next_level(NORMAL, held, TEACHING) is None
    assert level_due(NORMAL, held, TEACHING, local(f"{TUE} 09:00")) is None
    again = resume(held, TEACHING, local(f"{TUE} 14:00"))
    assert told(NORMAL, again) == [
        (1, "Tue 16:00"),
        (2, "Wed 08:24"),
        (3, "Wed 10:00"),
        (4, "Thu 18:00"),
    ]


def test_levels_passed_before_a_hold_are_due_when_it_ends() -> None:
    """A level that was reached but never fired is not lost by a hold."""
    held = pause(work(f"{MON} 09:00"), TEACHING, local(f"{MON} 17:00"))
    again = resume(held, TEACHING, local(f"{TUE} 12:30"))
    assert told(NORMAL, again)[:2] == [(1, "Tue 14:00"), (2, "Tue 14:24")]


def test_time_after_the_deadline_goes_on_after_a_hold() -> None:
    """Half an hour over the promise before a hold leaves half an hour to the next level."""
    ladder = Ladder((Level(RESOLVE, LEAD, after_due=minutes(60)),))
    held = pause(work(f"{MON} 09:00", 60), TEACHING, local(f"{MON} 10:30"))
    again = resume(held, TEACHING, local(f"{TUE} 09:00"))
    assert told(ladder, again) == [(1, "Tue 09:30")]


def test_acceptance_stops_the_ladder() -> None:
    """An ended clock tells nobody."""
    stopped = stop(ack(f"{MON} 09:00"), TEACHING, local(f"{MON} 09:10"))
    assert moments(NORMAL, stopped, TEACHING) == ()
    assert level_due(NORMAL, stopped, TEACHING, local(f"{TUE} 09:00")) is None


def test_each_level_fires_once() -> None:
    """A fired level makes way for the next, and the last leaves nothing to wait for."""
    clock = armed(NORMAL, ack(f"{MON} 09:00"), TEACHING)
    heard = []
    while (now := clock.next_at) is not None:
        level = level_due(NORMAL, clock, TEACHING, now)
        if level is None:  # the first second of the breach
            clock = armed(NORMAL, noted(clock, TEACHING, now), TEACHING)
            assert clock.breached_at == clock.due_at
            continue
        heard.append(level)
        clock = fired(NORMAL, noted(clock, TEACHING, now), TEACHING, level)
    assert heard == [1, 2, 3, 4, 5]
    assert level_due(NORMAL, clock, TEACHING, local("2026-12-01 09:00")) is None


def test_after_an_outage_only_the_highest_level_fires() -> None:
    """The skipped levels are marked by the one that fired."""
    now = local(f"{MON} 11:30")
    clock = noted(armed(NORMAL, ack(f"{MON} 09:00"), TEACHING), TEACHING, now)
    level = level_due(NORMAL, clock, TEACHING, now)
    assert level == 4
    after = fired(NORMAL, clock, TEACHING, level)
    assert next_level(NORMAL, after, TEACHING) == (5, local(f"{MON} 16:00"))
    assert after.next_at == local(f"{MON} 16:00")


@pytest.mark.parametrize(
    ("now", "level"),
    [(f"{MON} 09:29:59", None), (f"{MON} 09:30", 1), (f"{MON} 09:48", 2), (f"{TUE} 09:00", 5)],
)
def test_a_level_is_due_at_its_moment(now: str, level: int | None) -> None:
    """A level fires at its instant, not before."""
    assert level_due(NORMAL, ack(f"{MON} 09:00"), TEACHING, local(now)) == level


def test_an_appointment_is_announced_and_then_missed() -> None:
    """An hour before, when it begins, when it is over, and half a working hour later."""
    visit = ClockKind.APPOINTMENT
    ladder = Ladder(
        (
            Level(visit, (Recipient.ASSIGNEE,), before_start=Target(60, Unit.CLOCK_MINUTES)),
            Level(visit, (Recipient.GROUP,), after_start=Target(0, Unit.CLOCK_MINUTES)),
            Level(visit, (Recipient.LEAD,), percent=100),
            Level(visit, (Recipient.MANAGER,), after_due=minutes(30)),
        )
    )
    aim = Aim(Target(120, Unit.CLOCK_MINUTES), "teaching", TEACHING)
    clock = begin(visit, 1, aim, local(f"{MON} 16:00"))
    assert told(ladder, clock) == [
        (1, "Mon 15:00"),
        (2, "Mon 16:00"),
        (3, "Mon 18:00"),
        (4, "Tue 08:30"),
    ]


@pytest.mark.parametrize("minute", [0, 30])
def test_nothing_comes_before_what_announces_it(minute: int) -> None:
    """Levels before an appointment stand first, the earliest at the top."""
    soon = Level(
        ClockKind.APPOINTMENT,
        (Recipient.LEAD,),
        before_start=Target(minute, Unit.CLOCK_MINUTES),
    )
    later = (
        Level(
            ClockKind.APPOINTMENT, (Recipient.LEAD,), before_start=Target(30, Unit.CLOCK_MINUTES)
        ),
        Level(ClockKind.APPOINTMENT, (Recipient.LEAD,), percent=1),
    )
    assert Ladder((later[0], later[1])).levels == later
    with pytest.raises(ValueError, match="not in the order of time"):
        Ladder((later[1], soon))
    with pytest.raises(ValueError, match="not in the order of time"):
        Ladder((soon, later[0]))


def test_only_an_appointment_is_known_before_it_begins() -> None:
    """Nobody can be told in advance that a ticket will be filed."""
    with pytest.raises(ValueError, match="nobody knows"):
        Level(ACK, (Recipient.LEAD,), before_start=Target(30, Unit.CLOCK_MINUTES))


def test_a_service_without_levels_is_silent() -> None:
    """A clock that no level speaks of is looked at once, when it breaks."""
    clock = begin(
        ClockKind.REPLY, 1, Aim(minutes(60), "teaching", TEACHING), local(f"{MON} 09:00")
    )
    assert next_level(NORMAL, clock, TEACHING) is None
    broken_at = local(f"{MON} 10:00:01")
    assert armed(NORMAL, clock, TEACHING).next_at == broken_at
    assert armed(NORMAL, noted(clock, TEACHING, broken_at), TEACHING).next_at is None


def test_an_emergency_calls_until_somebody_accepts() -> None:
    """The last rung for acceptance comes again, also after an outage, and only for acceptance."""
    rungs = (
        Level(ClockKind.ACK, (Recipient.LEAD,), percent=100),
        Level(ClockKind.RESOLVE, (Recipient.HEAD,), percent=100),
    )
    ladder = Ladder(rungs, urgent=True, repeat=Target(15, Unit.CLOCK_MINUTES))
    clock = begin(ClockKind.ACK, 1, Aim(minutes(5), "emergency", EMERGENCY), local(f"{MON} 02:00"))
    clock = fired(ladder, noted(clock, EMERGENCY, local(f"{MON} 02:06")), EMERGENCY, 1)
    assert clock.next_at == local(f"{MON} 02:20")
    assert level_due(ladder, clock, EMERGENCY, local(f"{MON} 02:19:59")) is None
    assert level_due(ladder, clock, EMERGENCY, local(f"{MON} 02:20")) == 2
    assert level_due(ladder, clock, EMERGENCY, local(f"{MON} 08:05")) == 25
    late = fired(ladder, clock, EMERGENCY, 25)
    assert late.next_at == local(f"{MON} 08:20")
    assert ladder.rung(late, 25).recipients == (Recipient.LEAD,)
    assert armed(ladder, stop(late, EMERGENCY, local(f"{MON} 08:10")), EMERGENCY).next_at is None
    repair = replace(clock, kind=RESOLVE)
    assert next_level(ladder, repair, EMERGENCY) is None


def test_a_ladder_repeats_by_the_clock() -> None:
    """Working time would let an emergency sleep over the night."""
    with pytest.raises(ValueError, match="clock minutes"):
        Ladder((), repeat=minutes(15))


@settings(max_examples=200, deadline=None, database=None)
@given(cases(), INSTANTS, INSTANTS, st.integers(1, 600))
def test_no_level_falls_outside_working_time(
    case: Case, start: int, later: int, amount: int
) -> None:
    """In any calendar, before and after a hold, levels come in order and never at night."""
    first, second = case.moment(min(start, later)), case.moment(max(start, later))
    assume(case.oracle.due(second, amount + 600) is not None)
    assume(case.oracle.close_of_working_day(second, 12) is not None)
    clock = begin(RESOLVE, 1, Aim(minutes(amount), "any", case.calendar), first)
    held = pause(clock, case.calendar, second)
    for running in (clock, resume(held, case.calendar, second)):
        whens = [when for _, when in moments(NORMAL, running, case.calendar)]
        assert whens == sorted(whens)
        for when in whens:
            at_a_close = elapsed(case.calendar, when - timedelta(seconds=1), when) == 1
            assert is_open(case.calendar, when) or at_a_close


@pytest.mark.parametrize(
    ("percent", "after_due", "after_start"),
    [
        (None, None, None),
        (50, minutes(1), None),
        (50, None, minutes(1)),
        (None, minutes(1), minutes(1)),
    ],
)
def test_a_level_has_exactly_one_moment(
    percent: int | None, after_due: Target | None, after_start: Target | None
) -> None:
    """A level with no moment, or with two, cannot be placed."""
    with pytest.raises(ValueError, match="exactly one"):
        Level(ACK, LEAD, percent, after_due, after_start)


@pytest.mark.parametrize("percent", [0, -1, 101])
def test_percent_lies_within_the_promise(percent: int) -> None:
    """What comes after the promise is said in time, not in percent."""
    with pytest.raises(ValueError, match="between 1 and 100"):
        Level(ACK, LEAD, percent=percent)


@pytest.mark.parametrize(
    "levels",
    [
        (Level(ACK, LEAD, percent=80), Level(ACK, LEAD, percent=50)),
        (Level(ACK, LEAD, percent=80), Level(ACK, LEAD, percent=80)),
        (Level(ACK, LEAD, after_due=minutes(5)), Level(ACK, LEAD, percent=100)),
        (Level(ACK, LEAD, after_due=minutes(5)), Level(ACK, LEAD, after_due=minutes(4))),
        (Level(ACK, LEAD, after_start=minutes(5)), Level(ACK, LEAD, after_start=minutes(5))),
    ],
)
def test_levels_stand_in_the_order_of_time(levels: tuple[Level, ...]) -> None:
    """A ladder whose levels are out of order is a mistake in the school's file."""
    with pytest.raises(ValueError, match="order of time"):
        Ladder(levels)


def test_levels_of_different_clocks_may_be_mixed() -> None:
    """Only levels of one clock have an order."""
    mixed = (Level(ACK, LEAD, percent=80), Level(RESOLVE, LEAD, percent=50))
    assert Ladder(mixed).levels == mixed
