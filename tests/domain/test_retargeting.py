"""Another promise in mid-flight: what was used is carried, past hours stay, a breach stays."""

from dataclasses import replace

import pytest

from domain.calendars import Calendar
from domain.clocks import Clock, ClockKind, Outcome, begin, noted
from domain.retargeting import retarget
from domain.targets import Aim, Target, Unit
from domain.turns import pause, resume, stop
from tests.domain.samples import DORMITORY, EMERGENCY, TEACHING, local, minutes

MON, TUE, WED = "2026-11-09", "2026-11-10", "2026-11-11"
FLOOR, TWO_DAYS = minutes(60), minutes(960)
DAYS = Unit.WORKING_DAYS
HOURS = {"teaching": TEACHING, "dormitory": DORMITORY, "emergency": EMERGENCY}


def aim(target: Target, calendar: str = "teaching") -> Aim:
    """Return a promise in one of the calendars."""
    return Aim(target, calendar, HOURS[calendar])


def started(target: Target = TWO_DAYS, at: str = f"{MON} 09:00") -> Clock:
    """Start a clock for the work in teaching hours."""
    return begin(ClockKind.RESOLVE, 1, aim(target), local(at))


def held_to(clock: Clock, to: Aim, at: str, calendar: Calendar = TEACHING) -> Clock:
    """Hold a clock to another promise at a local time."""
    return retarget(clock, calendar, to, local(at), FLOOR)


def test_what_was_used_is_carried() -> None:
    """Vector 4: at eleven the promise becomes eight hours, two of them are used."""
    changed = held_to(started(), aim(minutes(480)), f"{MON} 11:00")
    assert (changed.spent, changed.due_at) == (120 * 60, local(f"{TUE} 09:00"))
    assert not changed.reclassified


def test_a_pause_is_carried() -> None:
    """An hour used, an hour waited, an hour used: two of four hours are left at noon."""
    waited = resume(
        pause(started(), TEACHING, local(f"{MON} 10:00")), TEACHING, local(f"{MON} 11:00")
    )
    changed = held_to(waited, aim(minutes(240)), f"{MON} 12:00")
    assert (changed.spent, changed.due_at) == (2 * 3600, local(f"{MON} 16:00"))


def test_a_paused_clock_waits_on() -> None:
    """It has no due moment until it goes on, and then the rest of the new promise."""
    held = pause(started(), TEACHING, local(f"{MON} 10:00"), local(f"{WED} 18:00"))
    changed = held_to(held, aim(minutes(120)), f"{MON} 16:00")
    assert (changed.due_at, changed.paused_since) == (None, held.paused_since)
    assert changed.resumes_at == held.resumes_at
    assert resume(changed, TEACHING, local(f"{TUE} 09:00")).due_at == local(f"{TUE} 10:00")


@pytest.mark.parametrize(
    ("target", "due_at"),
    [
        (minutes(120), f"{MON} 16:00"),  # the floor of an hour
        (minutes(30), f"{MON} 15:30"),  # no more than was promised
    ],
)
def test_what_is_used_up_when_it_is_promised(target: Target, due_at: str) -> None:
    """At three, five hours in: the lesser of promise and floor is left; nobody missed it."""
    changed = held_to(started(), aim(target), f"{MON} 15:00")
    assert (changed.due_at, changed.reclassified) == (local(due_at), True)
    in_time = stop(changed, TEACHING, local(due_at))
    assert (in_time.outcome, in_time.breached_at) == (Outcome.RECLASSIFIED, None)
    late = stop(changed, TEACHING, local(f"{MON} 17:00"))
    assert (late.outcome, late.breached_at) == (Outcome.MISSED, local(due_at))


def test_a_label_goes_with_its_promise() -> None:
    """Raised by mistake and lowered again: it is judged by what it was promised at last."""
    raised = held_to(started(), aim(minutes(120)), f"{MON} 15:00")
    lowered = held_to(raised, aim(minutes(960)), f"{MON} 15:10")
    assert not lowered.reclassified
    assert lowered.due_at == started().due_at
    assert stop(lowered, TEACHING, local(f"{MON} 17:00")).outcome is Outcome.MET


def test_a_breach_stays() -> None:
    """A longer promise does not make good what was broken."""
    late = noted(started(minutes(60)), TEACHING, local(f"{MON} 10:30"))
    changed = held_to(late, aim(minutes(960)), f"{MON} 11:00")
    assert (changed.breached_at, changed.due_at) == (
        local(f"{MON} 10:00"),
        local(f"{WED} 09:00"),
    )
    assert stop(changed, TEACHING, local(f"{MON} 17:00")).outcome is Outcome.MISSED


def test_past_hours_stay_what_they_were() -> None:
    """Three lessons' hours, then the dormitory's, which know no lunch and no evening off."""
    changed = held_to(started(minutes(480)), aim(minutes(480), "dormitory"), f"{MON} 14:00")
    assert (changed.spent, changed.calendar) == (3 * 3600, "dormitory")
    assert changed.due_at == local(f"{MON} 19:00")


def test_working_days_end_on_the_day_they_would_have() -> None:
    """Two days promised on Monday end on Wednesday, whatever was promised before."""
    changed = held_to(started(), aim(Target(2, DAYS)), f"{TUE} 11:00")
    assert changed.due_at == local(f"{WED} 18:00")
    assert held_to(started(), aim(Target(1, DAYS)), f"{TUE} 18:00").due_at == local(f"{TUE} 18:00")


def test_working_days_end_later_by_what_was_waited() -> None:
    """Four working hours of waiting move the close of Wednesday to noon on Thursday."""
    held = pause(started(), TEACHING, local(f"{MON} 10:00"))
    waited = resume(held, TEACHING, local(f"{MON} 16:00"))
    changed = held_to(waited, aim(Target(2, DAYS)), f"{TUE} 11:00")
    assert changed.due_at == local("2026-11-12 12:00")
    before = held_to(held, aim(Target(2, DAYS)), f"{MON} 15:00")
    assert resume(before, TEACHING, local(f"{MON} 16:00")) == replace(
        held_to(waited, aim(Target(2, DAYS)), f"{MON} 16:00"), spent=before.spent
    )


def test_working_days_that_are_over_leave_the_floor() -> None:
    """One day promised on Monday is over on Wednesday."""
    changed = held_to(started(minutes(1500)), aim(Target(1, DAYS)), f"{WED} 09:00")
    assert (changed.due_at, changed.reclassified) == (local(f"{WED} 10:00"), True)


def test_from_working_time_to_the_clock_on_the_wall() -> None:
    """An emergency of four hours after one has passed is due after three, also over lunch."""
    changed = held_to(started(), aim(Target(240, Unit.CLOCK_MINUTES), "emergency"), f"{MON} 10:00")
    assert changed.due_at == local(f"{MON} 13:00")
