"""Times that were put right: an event counts when it happened, not when somebody got to press.

Below the clocks: it tells in which order, and when, the events of a history really happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from domain.facts import Event
from domain.moves import Move

STEPS = (Move.ACCEPT, Move.ARRIVE, Move.DONE)
"""The moves whose time can be put right, in the order of the work."""

BESIDE = frozenset(
    {
        Move.SAY,
        Move.RATE,
        Move.EXPLAIN,
        Move.EXCUSE,
        Move.RETRACT,
        Move.ABSORB,
        Move.FOLLOW,
        Move.BACKDATE,
        Move.REJECT,
    }
)
"""What may lie between the actual time of a step and its press: no clock turns at it."""


def corrections(events: Iterable[Event]) -> Mapping[int, Event]:
    """Return the latest correction of each event that stands, by the place of the event."""
    found: dict[int, Event] = {}
    for event in events:
        if event.move is Move.BACKDATE:
            found[int(event.facts["event"])] = event
        if event.move is Move.REJECT:
            found.pop(int(event.facts["event"]), None)
    return found


def rejected(events: Iterable[Event], ordinal: int) -> frozenset[int]:
    """Return whose corrections of an event were rejected."""
    tried: set[int] = set()
    refused: set[int] = set()
    for event in events:
        if event.move is Move.BACKDATE and event.facts["event"] == ordinal:
            tried.add(int(event.facts["by"]))
        if event.move is Move.REJECT and event.facts["event"] == ordinal:
            refused |= tried
    return frozenset(refused)


def as_happened(events: Iterable[Event]) -> Sequence[tuple[int, Event]]:
    """Return each event with its place in the history, as and when it really happened.

    A time that was put right stays behind what happened before, also when the correction of that
    was rejected in the meantime.
    """
    told = tuple(events)
    if all(event.move is not Move.BACKDATE for event in told):
        return tuple(enumerate(told))
    actual, found = corrections(told), list[tuple[int, Event]]()
    before = accepted_at = told[0].at
    for ordinal, event in enumerate(told):
        at = max(before, _time(actual[ordinal])) if ordinal in actual else event.at
        before = before if event.move in BESIDE else at
        accepted_at = at if event.move is Move.ACCEPT else accepted_at
        found.append((ordinal, _moved(event, at, accepted_at)))
    return tuple(sorted(found, key=lambda each: each[1].at))


def actual_times(events: Sequence[Event]) -> Mapping[int, datetime]:
    """Return when those events really happened that were pressed later, by their place."""
    return {
        ordinal: event.at
        for ordinal, event in as_happened(events)
        if event.at != events[ordinal].at
    }


def _moved(event: Event, at: datetime, accepted_at: datetime) -> Event:
    """Return an event at another time; a release takes back the acceptance when that was."""
    facts = event.facts
    if event.move is Move.RELEASE and "since" in facts:
        facts = {**facts, "since": accepted_at.isoformat()}
    return replace(event, at=at, facts=facts)


def _time(correction: Event) -> datetime:
    return datetime.fromisoformat(str(correction.facts["actual"]))
