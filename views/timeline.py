"""The history of a ticket as plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from domain.appointments import slot_in
from domain.corrections import actual_times
from domain.cuts import cut
from domain.facts import Event
from domain.moves import Move, Role
from domain.school import School
from locales import Markup, Text
from views.layout import lines
from views.marks import stars
from views.slots import slot_words
from views.stamps import beside, told_times
from views.words import dated, held, place_words, service_words, team_words, when

Facts = Mapping[str, str | int]
_KEPT = {Move.APPOINT: "slot", Move.MUTE: "date"}
"""What the event of a move keeps, unless it takes back an earlier one."""
_Told = tuple[Event, datetime | None]
_LATEST = 12
_WORDS = 120
_AMONG_STAFF = frozenset({Move.EXCUSE, Move.RETRACT, Move.MUTE})
_BY_ITSELF = frozenset({Move.CLOSE, Move.RESUME})


def timeline(events: Sequence[Event], school: School, now: datetime, text: Text) -> Markup:
    """Return the latest events, the oldest first, each on its own line."""
    told = _told(events)[-_LATEST:]
    return lines(*(_line(each, school, now, text) for each in told))


def own_timeline(events: Sequence[Event], school: School, now: datetime, text: Text) -> Markup:
    """Return the latest events as the requester reads them: of a delay the cause, no blame."""
    told = [each for each in _told(events) if each[0].move not in _AMONG_STAFF]
    return lines(
        *(
            _delay(each[0], school, now, text)
            if each[0].move is Move.EXPLAIN
            else _line(each, school, now, text, own=True)
            for each in told[-_LATEST:]
        )
    )


def sentence(event: Event, school: School, text: Text, *, own: bool = False) -> str:
    """Return what happened, as plain text; ``own`` as its requester reads it."""
    if event.move in _BY_ITSELF and event.role is Role.SYSTEM:
        ending = "slot" if "slot" in event.facts else "system"
        return text.plain(f"timeline.{event.move}_{ending}")
    facts = event.facts
    if event.move is Move.SUBMIT and "follows" in facts:
        return text.plain("timeline.submit_again", number=str(facts["follows"]))
    said = cut(str(facts.get("words", "")), _WORDS).replace("\n", " ")
    given = {
        "who": actor(event, text),
        "words": said or text.plain("timeline.file"),
        "team": team_words(school, str(facts.get("team", "")), text.language),
        "stars": stars(int(facts.get("stars", 0))),
        "reason": reason(event, text, own=own),
        **_changed(facts, school, text),
        "date": date_told(facts, school, text),
        **told_times(event, school, text),
    }
    return text.plain(f"timeline.{told_by(event)}", **given)


def told_by(event: Event) -> str:
    """Return the key of the sentences that tell of an event."""
    if event.move is Move.SAY and "edited" in event.facts:
        return "say_edited"
    kept = _KEPT.get(event.move)
    return f"{event.move}_off" if kept and kept not in event.facts else event.move


def actor(event: Event, text: Text) -> str:
    """Return who acted: staff by name, a requester never (a complaint may be anonymous)."""
    if event.role is Role.REQUESTER or event.actor_name is None:
        return text.plain(f"role.{event.role}")
    return event.actor_name


def reason(event: Event, text: Text, *, own: bool = False) -> str:
    """Return why work was put on hold or is late; empty for any other event."""
    given = event.facts.get("reason")
    if event.move is Move.EXPLAIN:
        words = cut(str(event.facts.get("words", "")), _WORDS).replace("\n", " ")
        return words or text.plain(f"breach.{given}")
    return held(str(given), text, own=own) if given else ""


def slot_told(facts: Facts, school: School, text: Text) -> str:
    """Return the slot that an event keeps in words, empty when it keeps none."""
    slot = slot_in(facts)
    return slot_words(slot, school, text) if slot else ""


def _changed(facts: Facts, school: School, text: Text) -> dict[str, str]:
    """Return in words what a ticket is promised by from then on, where it was changed."""
    language = text.language
    told = {
        "service": service_words(school, str(facts.get("service", "")), language),
        "place": place_words(school, str(facts.get("place", "")), language),
        "because": "",
        "into": str(facts.get("into", "")),
        "name": str(facts.get("name", "")),
        "ticket": str(facts.get("ticket", "")),
        "number": str(facts.get("from", "")),
        "slot": slot_told(facts, school, text),
    }
    if "priority" in facts:
        told["priority"] = text.plain(f"priority.{facts['priority']}")
        told["before"] = text.plain(f"priority.{facts['from']}")
    if "because" in facts:
        why = text.plain(f"relief.{facts['because']}")
        told["because"] = text.plain("timeline.because", reason=why)
    return told


def _delay(event: Event, school: School, now: datetime, text: Text) -> Markup:
    cause = text.plain(f"delay.{event.facts['reason']}")
    said = text.plain("timeline.delay", cause=cause)
    return text("timeline.line", when=when(event.at, now, school, text), sentence=said)


def date_told(facts: Facts, school: School, text: Text) -> str:
    """Return an agreed date by its day, whenever it is read; empty where none was agreed."""
    if "date" not in facts:
        return ""
    return dated(datetime.fromisoformat(str(facts["date"])), school, text)


def _told(events: Sequence[Event]) -> list[_Told]:
    """Return each event with when it really happened, where that was put right."""
    actual = actual_times(events)
    return [(event, actual.get(ordinal)) for ordinal, event in enumerate(events)]


def _line(told: _Told, school: School, now: datetime, text: Text, *, own: bool = False) -> Markup:
    event, actual = told
    said = sentence(event, school, text, own=own)
    if actual is not None:
        time = beside(actual, event.at, school, text)
        said = text.plain("timeline.actual", sentence=said, actual=time)
    return text("timeline.line", when=when(event.at, now, school, text), sentence=said)
