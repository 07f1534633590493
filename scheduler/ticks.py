"""The table of ticks: how often the desk looks at its rows, for what, and what it does then.

Deadlines are rows; nothing is scheduled for a ticket. A tick first finds what is due, then each
job has a unit of its own, so that one that cannot be done stops only itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from domain.traces import trace_of
from models import alerts, allowances, audit, clocks, editions, tickets, updates
from models.occasions import first_to
from models.unit import Unit
from services.calendars import owe_missing_years
from services.digests import next_digest, owe_digests
from services.interruptions import BEAT, beat
from services.moving import close_unanswered, end_pause
from services.pausing import remind
from services.timing import Drift, check, postpone, sound

BATCH = 500
"""Jobs of one tick; what is due beyond them waits for the next."""

_CHECKED_FROM = 3
"""The local hour from which open tickets are held against their histories, once in a day."""

Work = Callable[[Unit], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do in a unit of its own; ``put_off`` is done instead when it fails."""

    name: str
    do: Work
    put_off: Work | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """Every ``every`` seconds, find what is due."""

    name: str
    every: float
    find: Callable[[Unit], Sequence[Job]]


def _levels(unit: Unit) -> list[Job]:
    """Find the clocks with a level of the ladder due."""
    return [
        Job(
            f"{key[0]} of ticket {ticket_id}, cycle {key[1]}",
            partial(sound, ticket_id=ticket_id, key=key),
            partial(postpone, ticket_id=ticket_id, kind=key[0]),
        )
        for ticket_id, key in clocks.due(unit, BATCH)
    ]


def _pauses(unit: Unit) -> list[Job]:
    """Find the tickets whose pause has lasted as long as it may."""
    return [
        Job(f"the pause of ticket {ticket_id}", partial(end_pause, ticket_id=ticket_id))
        for ticket_id in clocks.pauses_over(unit, BATCH)
    ]


def _contacts(unit: Unit) -> list[Job]:
    """Find the tickets whose requester is to hear from the team today."""
    return [
        Job(f"the reminder of ticket {ticket_id}", partial(remind, ticket_id=ticket_id))
        for ticket_id in tickets.to_remind(unit, BATCH)
    ]


def _unanswered(unit: Unit) -> list[Job]:
    """Find the finished tickets about which nobody said a word for as long as the school waits."""
    since = unit.now - timedelta(days=editions.current(unit).confirm_days)
    return [
        Job(f"ticket {ticket.id}", partial(close_unanswered, ticket=ticket))
        for ticket in tickets.done_before(unit, since, BATCH)
    ]


def _drifts(unit: Unit) -> list[Job]:
    """Find every open ticket, once in each night, or in the morning after a night asleep."""
    local = unit.now.astimezone(ZoneInfo(editions.current(unit).zone))
    if local.hour < _CHECKED_FROM or not first_to(unit, f"check:{local.date()}"):
        return []
    return [
        Job(f"the clocks of {ticket.public_number}", partial(check, ticket_id=ticket.id))
        for ticket in tickets.all_open(unit)
    ]


def _old(_: Unit) -> Sequence[Job]:
    """Find what is kept for a time only."""
    return (
        Job("forgetting updates", updates.forget_old),
        Job("forgetting the audit", audit.forget_old),
        Job("forgetting allowances", allowances.forget_old),
        Job("forgetting alerts", alerts.forget_old),
    )


def _always(name: str, do: Work) -> Callable[[Unit], Sequence[Job]]:
    """Find the one job that looks by itself whether anything is due."""
    return lambda _: (Job(name, do),)


TICKS = (
    Tick("ladder", 15, _levels),
    Tick("pauses", 60, _pauses),
    Tick("contacts", 60, _contacts),
    Tick("digest", 30, _always("digest", owe_digests)),
    Tick("years", 600, _always("the national years", owe_missing_years)),
    Tick("close", 600, _unanswered),
    Tick("check", 600, _drifts),
    Tick("beat", BEAT, _always("beat", beat)),
    Tick("forget", 3600, _old),
)


def why(error: Exception) -> str:
    """Return what the log may say of a job that failed: nothing that people wrote.

    A drift names clocks and numbers only; any other error might quote what it failed on.
    """
    return f"{type(error).__name__}: {error}" if isinstance(error, Drift) else trace_of(error)


def next_moment(unit: Unit) -> datetime | None:
    """Return when a tick next has something to do that people hear of; None for never.

    For who moves a clock in leaps: one that stops here on its way misses nothing.
    """
    moments = (clocks.next_due(unit), tickets.next_reminder(unit), next_digest(unit))
    return min((moment for moment in moments if moment), default=None)
