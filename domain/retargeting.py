"""Another promise for a clock that goes on: priority, category, place or rules were changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.calendars import Calendar
from domain.clocks import Clock, noted, run, second, spent_at, waited_at
from domain.targets import Aim, Target, Unit, due_of, length
from domain.terms import Promise
from domain.turns import reopen
from domain.working_time import elapsed


def retarget(clock: Clock, calendar: Calendar, aim: Aim, at: datetime, floor: Target) -> Clock:
    """Hold a clock that goes on to another promise, in the same hours or in others.

    What was used and waited so far is carried and stays counted as it was. A promise that is used
    up when it is made leaves the lesser of itself and ``floor``, and the clock is labelled. A
    breach stays. CalendarExhausted when the promise cannot be kept.
    """
    now = noted(clock, calendar, at)
    start = second(at)
    spent = spent_at(now, calendar, at)
    budget = _allowed(now, calendar, aim, start)
    used_up = spent > budget
    if used_up:
        budget = spent + min(length(each, aim.hours, start) for each in (aim.target, floor))
    changed = replace(
        now,
        calendar=aim.calendar,
        unit=aim.target.unit,
        budget=budget,
        spent=spent,
        reclassified=used_up,
    )
    return changed if now.running_since is None else run(changed, aim.hours, start)


def awaited_again(clock: Clock, aim: Aim, at: datetime, promise: Promise) -> Clock:
    """Let a clock go on that had ended, under what is promised by now.

    The hours in which it ended may be gone; nothing was counted in them since.
    """
    calendar = promise.calendars.get(clock.calendar, aim.hours)
    again = reopen(clock, calendar, at)
    if _is_held_to(clock, aim):
        return again
    return retarget(again, calendar, aim, at, promise.floor)


def _is_held_to(clock: Clock, aim: Aim) -> bool:
    """Return whether a clock counts towards a promise; it may have used that up and have more."""
    if (clock.calendar, clock.unit) != (aim.calendar, aim.target.unit):
        return False
    whole = length(aim.target, aim.hours, clock.began_at)
    return clock.budget == whole or (clock.reclassified and clock.spent > whole)


def _allowed(clock: Clock, calendar: Calendar, aim: Aim, at: datetime) -> int:
    """Return how much time a new promise gives in all; ``calendar`` are the hours until now.

    Working days end on the day on which they would have, had they been promised from the start,
    and later by what was waited.
    """
    if aim.target.unit is not Unit.WORKING_DAYS:
        return length(aim.target, aim.hours, at)
    due_at = due_of(aim.target, aim.hours, clock.began_at)
    ahead = elapsed(aim.hours, at, due_at) - elapsed(aim.hours, due_at, at)
    return spent_at(clock, calendar, at) + ahead + waited_at(clock, calendar, at)
