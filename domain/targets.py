"""Promised times: an amount in a unit, and the instant at which it runs out in a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.calendars import Calendar, around_the_clock
from domain.working_time import close_of_working_day, due, elapsed

MINUTE = 60
REWORK_MINUTES = 120
"""The shortest promise for work that has to be done again: two hours."""


class Unit(StrEnum):
    """How a promise is counted."""

    WORKING_MINUTES = "working_minutes"
    CLOCK_MINUTES = "clock_minutes"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Target:
    """A promised time; ``n`` working days end with the close of the n-th after submission."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a time cannot be negative: {self.amount} {self.unit}")
        if self.amount == 0 and self.unit is Unit.WORKING_DAYS:
            raise ValueError("working days are counted from 1")


@dataclass(frozen=True, slots=True)
class Aim:
    """A promised time and the hours it is counted in; ``calendar`` is their name in the school."""

    target: Target
    calendar: str
    hours: Calendar


def counted(unit: Unit, calendar: Calendar) -> Calendar:
    """Return the calendar in which a unit is counted: clock minutes never stop."""
    return around_the_clock(calendar.zone) if unit is Unit.CLOCK_MINUTES else calendar


def due_of(target: Target, calendar: Calendar, at: datetime) -> datetime:
    """Return when a promise made at a moment runs out; CalendarExhausted if it never does."""
    if target.unit is Unit.WORKING_DAYS:
        return close_of_working_day(calendar, at, target.amount)
    return due(counted(target.unit, calendar), at, target.amount * MINUTE)


def length(target: Target, hours: Calendar, at: datetime) -> int:
    """Return a target's seconds, as a clock that begins at a moment counts them."""
    if target.unit is Unit.WORKING_DAYS:
        return elapsed(hours, at, close_of_working_day(hours, at, target.amount))
    return target.amount * MINUTE


def rework(target: Target) -> Target:
    """Return the promise for work done again: half the original, at least two hours.

    Half of an odd number of working days is rounded up.
    """
    half = (target.amount + 1) // 2
    least = 1 if target.unit is Unit.WORKING_DAYS else REWORK_MINUTES
    return Target(max(half, least), target.unit)
