"""Promises and histories of one ticket, for tests that need no school."""

from collections.abc import Mapping
from datetime import datetime

from domain.calendars import Calendar
from domain.clocks import ClockKind
from domain.course import Promising
from domain.facts import Event
from domain.histories import filed_under
from domain.moves import Move, Role
from domain.school import Pause
from domain.targets import Aim, Target, Unit
from domain.terms import Promise, Terms
from domain.tickets import HoldReason
from tests.support.schools import ROOM

NAME = "teaching"
TERMS = Terms(1, "WTR-01", ROOM, "repair")
FILED = filed_under(TERMS)
NO_FACTS: Mapping[str, str | int] = {}
_FLOOR = Target(60, Unit.WORKING_MINUTES)
_NO_PAUSES: Mapping[HoldReason, Pause] = {}


def promise(
    targets: Mapping[ClockKind, Target],
    hours: Calendar,
    pauses: Mapping[HoldReason, Pause] = _NO_PAUSES,
) -> Promise:
    """Return a promise whose clocks all count in the same hours."""
    aims = {kind: Aim(target, NAME, hours) for kind, target in targets.items()}
    return Promise(aims, _FLOOR, pauses, {NAME: hours}, "normal", emergency=False)


def always(promised: Promise) -> Promising:
    """Promise the same whatever the terms."""
    return lambda _: promised


def event(
    at: datetime,
    move: Move,
    facts: Mapping[str, str | int] = NO_FACTS,
    role: Role = Role.ASSIGNEE,
) -> Event:
    """Return something that happened; a filing has its terms in its facts."""
    terms = FILED if move is Move.SUBMIT else NO_FACTS
    return Event(at, move, role, None, {**terms, **facts})
