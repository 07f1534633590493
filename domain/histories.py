"""A ticket's events as its clocks see them: where each leads, and under which terms.

Events say what happened; how often work began, where the ticket stood and what it was promised
follows from them, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from domain.facts import Event
from domain.moves import Move, Role, led_to
from domain.terms import Terms
from domain.tickets import Status

_REPEATS = frozenset({Move.NOT_FIXED, Move.REOPEN})

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

    ``status``, ``cycle`` (the attempt that goes on, from 1) and ``terms`` are as it leaves them.
    """

    at: datetime
    move: Move
    role: Role
    facts: Mapping[str, str | int]
    cycle: int
    status: Status
    terms: Terms


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
    """Yield what happened to a ticket; its first event is that it was filed."""
    status, cycle, terms = Status.NEW, 1, Terms(0, "", "", "")
    for event in events:
        status = led_to(status, event.move, event.role)
        cycle += event.move in _REPEATS
        terms = _changed(terms, event)
        yield Happening(event.at, event.move, event.role, event.facts, cycle, status, terms)


def _changed(terms: Terms, event: Event) -> Terms:
    facts = event.facts
    if event.move is Move.SUBMIT:
        place, team = str(facts["place"]), str(facts.get("holder", ""))
        return Terms(int(facts["edition"]), str(facts["service"]), place, team)
    name = _CHANGES.get(event.move)
    changed: dict[str, Any] = {name: facts[name]} if name else {}
    return replace(terms, **changed)
