"""Clocks: promises, holds, outcomes, against moments worked out by hand."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.clocks import Clock, ClockKind, Outcome, begin, left_at, percent_at, spent_at
from domain.targets import Aim, Target, Unit, rework
from domain.turns import cancel, pause, resume, stop
from domain.working_time import CalendarExhausted
from tests.domain.samples import TEACHING, local, minutes
from tests.domain.test_calendars import CLOSED

MON, TUE = "2026-11-09", "2026-11-10"
START = local(f"{MON} 09:00")


def resolve(target: Target, at: datetime = START) -> Clock:
    """Start a clock for the work itself in teaching hours."""
    return begin(ClockKind.RESOLVE, 1, Aim(target, "teaching", TEACHING), at)


def test_a_clock_begins_with_its_promise() -> None:
    """A new clock runs from its first second with the whole promise ahead of it."""
    assert resolve(minutes(480)) == Clock(
        kind=ClockKind.RESOLVE,
        cycle=1,
        calendar="teaching",
        unit=Unit.WORKING_MINUTES,
        budget=480 * 60,
        spent=0,
        running_since=START,
        due_at=local(f"{TUE} 09:00"),
        began_at=START,
        stopped_at=None,
        outcome=None,
        level=0,
        next_at=None,
    )


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due_at", "budget"),
    [
        ("2026-11-13 17:30", 60, Unit.CLOCK_MINUTES, "2026-11-13 18:30", 60),
        ("2026-10-01 03:00", 1440, Unit.CLOCK_MINUTES, "2026-10-02 03:00", 1440),
        ("2026-11-09 12:30", 30, Unit.CLOCK_MINUTES, "2026-11-09 13:00", 30),
        ("2026-11-09 12:30", 30, Unit.WORKING_MINUTES, "2026-11-09 14:30", 30),
        ("2026-11-09 17:00", 1, Unit.WORKING_DAYS, "2026-11-10 18:00", 540),
        ("2026-11-09 19:00", 1, Unit.WORKING_DAYS, "2026-11-10 18:00", 480),
        ("2026-11-13 17:00", 2, Unit.WORKING_DAYS, "2026-11-17 18:00", 1020),
        ("2026-09-30 16:00", 1, Unit.WORKING_DAYS, "2026-10-08 18:00", 600),
    ],
)
def test_a_promise_is_counted_in_its_unit(
    start: str, amount: int, unit: Unit, due_at: str, budget: int
) -> None:
    """Clock minutes ignore the windows; working days become the working time up to their close."""
    clock = resolve(Target(amount, unit), local(start))
    assert clock.due_at == local(due_at)
    assert clock.budget == budget * 60


def test_a_hold_over_night_takes_nothing() -> None:
    """Vector 3: 480 minutes from Monday 09:00, held from 10:00 to Tuesday 15:00."""
    held = pause(resolve(minutes(480)), TEACHING, local(f"{MON} 10:00"))
    assert (held.spent, held.running_since, held.due_at) == (60 * 60, None, None)
    assert left_at(held, TEACHING, local(f"{TUE} 14:00")) == 420 * 60
    again = resume(held, TEACHING, local(f"{TUE} 15:00"))
    assert again.due_at == local("2026-11-11 12:00")


def test_time_used_is_carried() -> None:
    """Vector 4: after two hours, 120 minutes are used whatever is promised now."""
    clock = resolve(minutes(960))
    assert spent_at(clock, TEACHING, local(f"{MON} 11:00")) == 120 * 60
    shorter = replace(pause(clock, TEACHING, local(f"{MON} 11:00")), budget=480 * 60)
    assert resume(shorter, TEACHING, local(f"{MON} 11:00")).due_at == local(f"{TUE} 09:00")


def test_pausing_twice_and_resuming_twice_change_nothing() -> None:
    """Moving between two reasons to wait neither restarts nor counts twice."""
    clock = resolve(minutes(480))
    assert resume(clock, TEACHING, local(f"{MON} 10:00")) is clock
    held = pause(clock, TEACHING, local(f"{MON} 10:00"))
    assert pause(held, TEACHING, local(f"{MON} 11:00")) == held


@pytest.mark.parametrize("kind", [ClockKind.ACK, ClockKind.ARRIVE, ClockKind.REPLY])
def test_other_clocks_never_pause(kind: ClockKind) -> None:
    """Only the work itself can wait for parts; acceptance, arrival and answers cannot."""
    clock = begin(kind, 1, Aim(minutes(60), "teaching", TEACHING), START)
    assert pause(clock, TEACHING, local(f"{MON} 09:30")) is clock


@pytest.mark.parametrize(
    ("at", "outcome", "spent"),
    [
        (f"{MON} 09:59", Outcome.MET, 59 * 60),
        (f"{MON} 10:00", Outcome.MET, 60 * 60),
        (f"{MON} 10:01", Outcome.MISSED, 61 * 60),
    ],
)
def test_a_promise_is_missed_only_beyond_it(at: str, outcome: Outcome, spent: int) -> None:
    """The last instant of the promise still meets it."""
    stopped = stop(resolve(minutes(60)), TEACHING, local(at))
    assert (stopped.outcome, stopped.spent, stopped.stopped_at) == (outcome, spent, local(at))
    assert (stopped.running_since, stopped.due_at, stopped.next_at) == (None, None, None)


def test_work_done_over_lunch_meets_a_promise_until_noon() -> None:
    """Nothing is counted while nobody works, so nothing is missed then."""
    clock = resolve(minutes(180))
    assert clock.due_at == local(f"{MON} 12:00")
    assert stop(clock, TEACHING, local(f"{MON} 13:59")).outcome is Outcome.MET
    assert stop(clock, TEACHING, local(f"{MON} 14:01")).outcome is Outcome.MISSED


def test_a_clock_stops_while_it_is_paused() -> None:
    """What was used before the hold decides."""
    held = pause(resolve(minutes(60)), TEACHING, local(f"{MON} 09:40"))
    stopped = stop(held, TEACHING, local("2026-11-20 09:00"))
    assert (stopped.outcome, stopped.spent) == (Outcome.MET, 40 * 60)


def test_cancelling_keeps_a_broken_promise() -> None:
    """A request that is taken back counts only if the promise was broken already."""
    clock = resolve(minutes(60))
    assert cancel(clock, TEACHING, local(f"{MON} 10:00")).outcome is Outcome.CANCELLED
    assert cancel(clock, TEACHING, local(f"{MON} 10:01")).outcome is Outcome.MISSED


def test_an_ended_clock_stays_as_it_ended() -> None:
    """Results are frozen: no later move changes them."""
    stopped = stop(resolve(minutes(60)), TEACHING, local(f"{MON} 09:30"))
    later = local(f"{TUE} 09:00")
    for change in (pause, resume, stop, cancel):
        assert change(stopped, TEACHING, later) is stopped
    assert spent_at(stopped, TEACHING, later) == 30 * 60


def test_a_broken_promise_is_due_when_work_goes_on() -> None:
    """After a hold with nothing left, the clock is due at once and still counts."""
    held = pause(resolve(minutes(60)), TEACHING, local(f"{MON} 11:00"))
    again = resume(held, TEACHING, local(f"{TUE} 09:00"))
    assert again.due_at == local(f"{TUE} 09:00")
    assert left_at(again, TEACHING, local(f"{TUE} 09:30")) == -90 * 60


@pytest.mark.parametrize(
    ("at", "percent"),
    [
        (f"{MON} 09:00", 0),
        (f"{MON} 09:30", 50),
        (f"{MON} 09:59", 98),
        (f"{MON} 10:00", 100),
        (f"{MON} 11:00", 200),
    ],
)
def test_percent(at: str, percent: int) -> None:
    """Percent is what was used of the promise, rounded down, and goes on above 100."""
    assert percent_at(resolve(minutes(60)), TEACHING, local(at)) == percent


def test_a_moment_before_the_start_uses_nothing() -> None:
    """An update that comes late with an earlier time does not run the clock backwards."""
    assert spent_at(resolve(minutes(60)), TEACHING, START - timedelta(hours=1)) == 0


def test_moments_are_taken_to_the_second() -> None:
    """Parts of a second neither add up nor get lost."""
    clock = resolve(minutes(60), START.replace(microsecond=999_999))
    assert clock.running_since == START
    held = pause(clock, TEACHING, START + timedelta(seconds=10, microseconds=5))
    assert held.spent == 10


@pytest.mark.parametrize(
    ("amount", "unit", "expected"),
    [
        (480, Unit.WORKING_MINUTES, 240),
        (481, Unit.WORKING_MINUTES, 241),
        (240, Unit.WORKING_MINUTES, 120),
        (60, Unit.WORKING_MINUTES, 120),
        (60, Unit.CLOCK_MINUTES, 120),
        (1440, Unit.CLOCK_MINUTES, 720),
        (1, Unit.WORKING_DAYS, 1),
        (2, Unit.WORKING_DAYS, 1),
        (5, Unit.WORKING_DAYS, 3),
    ],
)
def test_rework(amount: int, unit: Unit, expected: int) -> None:
    """Work done again gets half of the original promise, but at least two hours."""
    assert rework(Target(amount, unit)) == Target(expected, unit)


def test_impossible_promises_are_refused() -> None:
    """A promise needs an amount and a calendar that opens."""
    with pytest.raises(ValueError, match="negative"):
        minutes(-1)
    with pytest.raises(ValueError, match="counted from 1"):
        Target(0, Unit.WORKING_DAYS)
    with pytest.raises(ValueError, match="at least 1"):
        resolve(minutes(0))
    with pytest.raises(CalendarExhausted):
        begin(ClockKind.ACK, 1, Aim(minutes(1), "closed", CLOSED), START)


def test_a_naive_moment_is_refused() -> None:
    """Every move of a clock needs to know its instant, even when nothing is counted."""
    held = pause(resolve(minutes(60)), TEACHING, START)
    with pytest.raises(ValueError, match="needs a time zone"):
        cancel(held, TEACHING, START.replace(tzinfo=None))
