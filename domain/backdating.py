"""Steps of the work that were pressed late: which can be put right, to when, and by what words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.corrections import BESIDE, STEPS, corrections
from domain.facts import Event, WorkStep
from domain.histories import happenings
from domain.moves import Move
from domain.tickets import Ticket
from domain.working_time import utc

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_EARLIER = (5, 10, 20, 30, 60, 120, 180, 240, 360)
_NAMED = "%Y%m%d%H%M"
_BUTTON = re.compile(r"[0-9]{12}")
_CLOCK = re.compile(r"(\d{1,2})\s*[:：.点點时時]\s*(\d{1,2})?\s*分?")


def correctable(events: Iterable[Event]) -> tuple[WorkStep, ...]:
    """Return the latest step of each kind in the present attempt that may have been earlier."""
    latest = {step.move: step for step in _steps(tuple(events))}
    ordered = (latest[move] for move in STEPS if move in latest)
    return tuple(step for step in ordered if step.pressed - step.earliest >= _MINUTE)


def corrected(events: Iterable[Event]) -> tuple[WorkStep, ...]:
    """Return the steps of the present attempt whose time was put right, and by whom."""
    told = tuple(events)
    stand = corrections(told)
    return tuple(
        replace(step, by=int(stand[step.ordinal].facts["by"]))
        for step in (_steps(told) if stand else ())
        if step.ordinal in stand
    )


def dated(ticket: Ticket, events: Iterable[Event]) -> Ticket:
    """Return a ticket accepted and done when the history says that it was."""
    at = {step.move: step.actual for step in _steps(tuple(events))}
    accepted_at, done_at = ticket.accepted_at, ticket.done_at
    return replace(
        ticket,
        accepted_at=accepted_at and at.get(Move.ACCEPT, accepted_at),
        done_at=done_at and at.get(Move.DONE, done_at),
    )


def earlier(step: WorkStep) -> tuple[datetime, ...]:
    """Return the whole minutes that are offered for a step, the latest first."""
    pressed = _minute(step.pressed)
    times = (pressed - timedelta(minutes=ago) for ago in _EARLIER)
    return tuple(time for time in times if time >= step.earliest)


def word_of(moment: datetime, zone: ZoneInfo) -> str:
    """Return what a button says of a moment, to the minute (``202611231410``)."""
    return f"{moment.astimezone(zone):{_NAMED}}"


def moment_in(words: str, step: WorkStep, zone: ZoneInfo) -> datetime | None:
    """Return the moment that a button or a person names for a step, None for no moment at all.

    A time of day, as people write it (``14:10``), is the last one before the press. The minute in
    which the step before happened is taken for that moment.
    """
    moment = _named(words, zone) or _typed(words.strip(), step, zone)
    if moment is not None and moment == _minute(step.earliest):
        return step.earliest
    return moment


def _steps(events: tuple[Event, ...]) -> list[WorkStep]:
    """Return every step of the present attempt, in the order of the history."""
    found: list[WorkStep] = []
    cycle, before = 1, events[0].at
    for it in happenings(events):
        if it.cycle > cycle:
            cycle, found = it.cycle, []
        if it.move in STEPS:
            pressed = events[it.ordinal].at
            found.append(WorkStep(it.ordinal, it.move, pressed, it.at, before))
        before = before if it.move in BESIDE else it.at
    return found


def _named(word: str, zone: ZoneInfo) -> datetime | None:
    if not _BUTTON.fullmatch(word):
        return None
    try:
        return utc(datetime.strptime(word, _NAMED).replace(tzinfo=zone))
    except ValueError:
        return None


def _typed(words: str, step: WorkStep, zone: ZoneInfo) -> datetime | None:
    matched = _CLOCK.fullmatch(words)
    if matched is None:
        return None
    try:
        today = step.pressed.astimezone(zone).replace(
            hour=int(matched[1]), minute=int(matched[2] or 0), second=0, microsecond=0
        )
    except ValueError:
        return None
    return utc(next(time for time in _days(today) if time <= step.pressed))


def _days(moment: datetime) -> Iterator[datetime]:
    """Yield the same time of day, each day before the other."""
    while True:
        yield moment
        moment -= _DAY


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
