"""A ticket's events as its clocks see them: where each leads, and under which terms.

Events say what happened; how often work began, where the ticket stood and what it was promised
follows from them, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.corrections import as_happened
from domain.facts import Event
from domain.moves import Move, Role
from domain.rules import led_to
from domain.terms import Terms
from domain.tickets import Status

_REPEATS = frozenset({Move.NOT_FIXED, Move.REOPEN})

_WAITS = frozenset({Move.HOLD, Move.EXTEND})
CORRECTIONS = frozenset({Move.ANNUL, Move.BACKDATE, Move.REJECT})
"""The moves after which what happened before is seen differently."""

_CHANGES = {
    Move.TRANSFER: "team",
    Move.PRIORITISE: "priority",
    Move.RECLASSIFY: "service",
    Move.RELOCATE: "place",
    Move.RECOMPUTE: "edition",
}
"""The moves that change a ticket's terms, and which of them: the event has it in its facts."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event as the clocks see it; ``facts`` are the event's.

    ``status``, ``cycle`` (the attempt that goes on, from 1) and ``terms`` are as it leaves them;
    ``ordinal`` is its place in the history, from 0. ``annulled`` tells that it happened in a hold
    that was annulled, which is as if the work had been taken up then.
    """

    at: datetime
    move: Move
    role: Role
    facts: Mapping[str, str | int]
    cycle: int
    status: Status
    terms: Terms
    ordinal: int = -1
    annulled: bool = False


def filed_under(terms: Terms) -> dict[str, str | int]:
    """Return the facts of the event that files a ticket under terms.

    ``holder`` is the team that has the ticket from then on; events from before it was written
    down do not have it.
    """
    return {
        "edition": terms.edition,
        "service": terms.service,
        "place": terms.place,
        "holder": terms.team,
    }


def happenings(events: Iterable[Event]) -> Iterator[Happening]:
    """Yield what happened to a ticket, when it really did; its first event is the filing."""
    told = tuple(events)
    annulled = {event.facts["pause"] for event in told if event.move is Move.ANNUL}
    status, cycle, terms, hold = Status.NEW, 1, Terms(0, "", "", ""), -1
    for ordinal, event in as_happened(told):
        status = Status.ACCEPTED if ends_pause(event) else led_to(status, event.move, event.role)
        cycle += event.move in _REPEATS
        terms = _changed(terms, event)
        hold = ordinal if event.move is Move.HOLD else hold
        it = Happening(
            event.at, event.move, event.role, event.facts, cycle, status, terms, ordinal
        )
        void = status is Status.ON_HOLD and hold in annulled
        yield replace(it, move=_as_if(event.move), annulled=True) if void else it


def _as_if(made: Move) -> Move:
    """Return what a move counts as in a hold that was annulled: the work had been taken up."""
    return Move.RESUME if made in _WAITS else made


def ends_pause(event: Event) -> bool:
    """Return whether an annulment was of the pause that went on, so that the work does."""
    return event.move is Move.ANNUL and "ends" in event.facts


def until_in(it: Happening) -> datetime | None:
    """Return the moment to which a hold or its extension may last; None if it does not say."""
    said = it.facts.get("until")
    return datetime.fromisoformat(str(said)) if said else None


def _changed(terms: Terms, event: Event) -> Terms:
    facts = event.facts
    if event.move is Move.SUBMIT:
        place, team = str(facts["place"]), str(facts.get("holder", ""))
        return Terms(int(facts["edition"]), str(facts["service"]), place, team)
    name = _CHANGES.get(event.move)
    changed: dict[str, Any] = {name: facts[name]} if name else {}
    return replace(terms, **changed)
