"""A requester's own ticket, in every state in which its time reads differently."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.calendars import Day, Layer
from domain.clocks import ClockKind
from domain.facts import Card
from domain.moves import Move
from domain.targets import Target, Unit
from domain.terms import Promise
from domain.windows import Window
from locales import Text
from tests.views.reasons import accounts, promise
from tests.views.samples import (
    CANCELLED,
    CLOSED,
    COMPLAINT,
    DATED,
    DONE,
    HISTORY,
    NEW,
    RATED,
    WAITING,
    WITH_BORIS,
)
from tests.views.school import HOURS, LIGHT, RUDE, SCHOOL, at, names
from views import tickets
from views.screens import Screen
from views.tickets import Story

Step = tuple[str, Move]

_FILED, _MORNING = "2026-09-16 09:12", "2026-09-16 10:00"
_ACCEPTED, _DONE = ("2026-09-16 09:20", Move.ACCEPT), ("2026-09-16 09:50", Move.DONE)
_REPAIR, _ANSWER = promise(LIGHT.targets, HOURS), promise(RUDE.targets, HOURS)
_WEEK = {ClockKind.RESOLVE: Target(5, Unit.WORKING_DAYS)}
_WORK = {ClockKind.RESOLVE: Target(480, Unit.WORKING_MINUTES)}
_AROUND = {ClockKind.ARRIVE: Target(630, Unit.CLOCK_MINUTES)}
_HELD, _RESUMED = ("2026-09-16 10:40", Move.HOLD), ("2026-09-17 14:30", Move.RESUME)
_CHOSEN = ("2026-09-16 14:00", Move.APPOINT)
_AGREED = ("2026-09-16 10:00", Move.AGREE)
_HELD_AGAIN = ("2026-09-17 15:00", Move.HOLD)
_NAMED = names("校庆", "校慶", "School anniversary", "День школы")
_BUSY = replace(
    HOURS,
    layers={
        Layer.SCHOOL: {date(2026, 9, day): Day((), _NAMED) for day in (17, 22, 24)},
        Layer.EMERGENCY: {date(2026, 9, 19): Day((Window(480, 600),))},
    },
)


def story(card: Card, of: Promise, filed: str, *steps: Step, now: str) -> Story:
    """Return a ticket with the clocks that its history leads to at a local time."""
    told = accounts(of, filed, steps, now)
    clocks = tuple(each.clock for each in told)
    return Story(replace(card, clocks=clocks, hours=of.calendars), HISTORY[:5], told)


def _own(card: Card, of: Promise, filed: str, *steps: Step, now: str) -> Callable[[Text], Screen]:
    facts = story(card, of, filed, *steps, now=now)
    return lambda text: tickets.ticket(facts, SCHOOL, at(now), text)


FINISHED = story(DONE, _REPAIR, _FILED, _ACCEPTED, _DONE, now=_MORNING)

OWN: dict[str, Callable[[Text], Screen]] = {
    "ticket-new": _own(NEW, _REPAIR, _FILED, now=_MORNING),
    "ticket-night": _own(NEW, _REPAIR, "2026-09-16 22:10", now="2026-09-16 22:10"),
    "ticket-waiting": _own(
        WAITING, _REPAIR, _FILED, _ACCEPTED, ("2026-09-16 09:40", Move.HOLD), now=_MORNING
    ),
    "ticket-contact": _own(
        DATED, _REPAIR, _FILED, _ACCEPTED, ("2026-09-16 09:40", Move.HOLD), now=_MORNING
    ),
    "ticket-waiting-again": _own(
        WAITING,
        _REPAIR,
        *(_FILED, _ACCEPTED, _HELD, _RESUMED, _HELD_AGAIN),
        now="2026-09-17 16:00",
    ),
    "ticket-resumed": _own(
        WITH_BORIS, promise(_WORK), _FILED, _HELD, _RESUMED, now="2026-09-17 15:00"
    ),
    "ticket-appointed": _own(
        WITH_BORIS, promise(_WORK), _FILED, _ACCEPTED, _CHOSEN, now="2026-09-16 15:00"
    ),
    "ticket-missed": _own(
        WITH_BORIS, promise(_WORK), _FILED, _ACCEPTED, _CHOSEN, now="2026-09-18 16:05"
    ),
    "ticket-agreed": _own(WITH_BORIS, promise(_WORK), _FILED, _ACCEPTED, _AGREED, now=_MORNING),
    "ticket-agreed-late": _own(
        WITH_BORIS, promise(_WORK), _FILED, _ACCEPTED, _AGREED, now="2026-09-22 09:00"
    ),
    "ticket-overdue": _own(WITH_BORIS, _REPAIR, _FILED, _ACCEPTED, now="2026-09-18 09:00"),
    "ticket-done": lambda text: tickets.ticket(FINISHED, SCHOOL, at(_MORNING), text),
    "ticket-rated": _own(RATED, _REPAIR, _FILED, _ACCEPTED, _DONE, now=_MORNING),
    "ticket-closed": _own(CLOSED, _REPAIR, _FILED, _ACCEPTED, _DONE, now=_MORNING),
    "ticket-cancelled": _own(
        CANCELLED, _REPAIR, _FILED, ("2026-09-16 09:50", Move.CANCEL), now=_MORNING
    ),
    "ticket-complaint": _own(COMPLAINT, _ANSWER, _FILED, now=_MORNING),
    "ticket-holidays": _own(NEW, promise(_WORK), "2026-09-29 17:00", now="2026-09-29 17:30"),
    "ticket-make-up": _own(NEW, promise(_WORK), "2026-09-17 17:00", now="2026-09-17 22:00"),
    "ticket-many-dates": _own(
        NEW, promise(_WEEK, _BUSY), "2026-09-16 17:00", now="2026-09-16 17:30"
    ),
    "ticket-around": _own(NEW, promise(_AROUND), "2026-09-16 20:00", now="2026-09-16 21:00"),
    "ticket-unpromised": _own(NEW, promise({}), _FILED, now=_MORNING),
}
