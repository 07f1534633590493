"""The turns that a clock takes: it waits, goes on, ends, and goes on once more.

Each returns the next value of a clock; what has come about by itself is noted first. The calendar
passed to a function is the one that the clock names.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.calendars import Calendar
from domain.clocks import PAUSING, Clock, Outcome, noted, run, second, spent_at


def pause(clock: Clock, calendar: Calendar, at: datetime, until: datetime | None = None) -> Clock:
    """Stop counting for a while, at the latest until a moment.

    A clock that is paused already goes on with its pause until that moment; one that ended or
    never pauses is returned as is.
    """
    now = noted(clock, calendar, at)
    if now.outcome is not None or now.kind not in PAUSING:
        return now
    if now.running_since is None:
        return replace(now, resumes_at=until)
    start = second(at)
    return replace(
        now,
        spent=spent_at(now, calendar, at),
        running_since=None,
        due_at=None,
        next_at=None,
        paused_since=start,
        resumes_at=until,
    )


def resume(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """Count again; a clock that is running or has ended is returned as is.

    A promise that was broken before the pause is due at once.
    """
    now = noted(clock, calendar, at)
    if now.running_since is not None or now.outcome is not None:
        return now
    return run(now, calendar, at)


def stop(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """End a clock because what it waited for happened; missed only when more than promised."""
    return _end(clock, calendar, at, Outcome.MET)


def cancel(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """End a clock because nobody waits any more; a promise already broken stays missed."""
    return _end(clock, calendar, at, Outcome.CANCELLED)


def merge(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """End a clock because another ticket's goes on for both; also one whose promise is broken."""
    return withdraw(_end(clock, calendar, at, Outcome.MERGED), at)


def withdraw(clock: Clock, at: datetime) -> Clock:
    """Take the result of a clock that has ended out of all counts: its ticket was merged."""
    if clock.outcome is Outcome.MERGED:
        return clock
    return replace(clock, outcome=Outcome.MERGED, stopped_at=second(at))


def reopen(clock: Clock, calendar: Calendar, at: datetime) -> Clock:
    """Let a clock go on that had ended, because what it waited for was taken back.

    What was used stays used and a broken promise broken; the time in between is not counted.
    """
    return run(clock, calendar, at)


def _end(clock: Clock, calendar: Calendar, at: datetime, outcome: Outcome) -> Clock:
    if clock.outcome is not None:
        return clock
    now = noted(clock, calendar, at)
    if now.breached_at is not None:
        outcome = Outcome.MISSED
    elif now.reclassified and outcome is Outcome.MET:
        outcome = Outcome.RECLASSIFIED
    return replace(
        now,
        spent=spent_at(now, calendar, at),
        running_since=None,
        due_at=None,
        stopped_at=second(at),
        outcome=outcome,
        next_at=None,
        paused_since=None,
        resumes_at=None,
    )
