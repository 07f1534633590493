"""What a move needs to be told: read from the words of a button, and asked for when missing."""

from collections.abc import Callable, Mapping
from datetime import datetime

from aiogram.types import Message

from domain.catalogue import categories
from domain.facts import Card
from domain.moves import Move
from domain.places import place_at, rooms_called
from domain.refusal import Refusal
from domain.school import Place, School
from domain.tickets import BreachReason, HoldReason, Ticket
from handlers.turn import Turn
from locales import Text
from services.acts import Act
from services.backdating import expect_time, step_meant, steps_of
from services.changing import team_suited
from services.gate import card_of, school_of
from services.merging import likely_parents
from services.moving import movable
from services.pausing import contact_days, waits_now
from services.placing import expect_place
from views import backdating, cards, choices, corrections, dates, pausing, tickets
from views.presses import number
from views.screens import Screen

Facts = dict[str, str | int]
Words = tuple[str, ...]
Draw = Callable[[Card, School, datetime, Text], Screen]
Ask = Callable[[Turn, Ticket], Screen]


def facts_of(turn: Turn, ticket: Ticket, made: Move, words: Words) -> Facts:
    """Return what the words of a button tell a move; a forged word is left to it to refuse."""
    if made is Move.RELOCATE:
        return {"place": _place(school_of(turn.unit, ticket), words).code}
    read = _READ.get(made, {})
    return {name: kind(word) for (name, kind), word in zip(read.items(), words, strict=False)}


def question(turn: Turn, ticket: Ticket, made: Move) -> Screen:
    """Return what a move asks first, for whoever may make it; a place may be typed from now."""
    movable(turn.unit, ticket.id, made, turn.person.id)
    return ASKED[made](turn, ticket)


def question_inside(turn: Turn, ticket: Ticket, verb: str, words: Words) -> Screen:
    """Return the next step of a question: the services of a category, the parts of a place."""
    made, step = INSIDE[verb]
    movable(turn.unit, ticket.id, made, turn.person.id)
    return step(turn, card_of(turn.unit, ticket), school_of(turn.unit, ticket), words)


def question_left(turn: Turn, ticket: Ticket, words: Words, refusal: Refusal) -> Screen | None:
    """Return what a refused move has still to be told, None when that would not help."""
    ask = _LEFT.get(refusal.reason)
    return ask(turn, ticket, words) if ask else None


def places_found(turn: Turn, ticket: Ticket, words: str) -> Screen:
    """Return the places that typed words may mean; Refusal ``room-unknown`` for none."""
    movable(turn.unit, ticket.id, Move.RELOCATE, turn.person.id)
    school = school_of(turn.unit, ticket)
    rooms = rooms_called(school, words)
    return corrections.found(card_of(turn.unit, ticket), rooms, school, turn.text)


def suggestion(turn: Turn, before: Ticket, ticket: Ticket) -> Screen | None:
    """Return the offer of another team when a ticket was corrected, None when it needs none."""
    if (before.service, before.place) == (ticket.service, ticket.place):
        return None
    team = team_suited(turn.unit, before, ticket)
    card = card_of(turn.unit, ticket)
    return corrections.suggestion(card, team, turn.school, turn.text) if team else None


def _as_filed(draw: Draw) -> Ask:
    """Ask under the edition that holds for the ticket."""
    return lambda turn, ticket: draw(card_of(turn.unit, ticket), *_reader(turn, ticket))


def _as_now(draw: Draw) -> Ask:
    """Ask under the school in force: teams, people and hours have to be those of now."""
    return lambda turn, ticket: draw(card_of(turn.unit, ticket), *_today(turn))


def _places(turn: Turn, ticket: Ticket) -> Screen:
    who = (turn.chat_id, turn.person.id)
    expect_place(turn.unit, ticket, who, turn.conversation)
    return _as_filed(corrections.places)(turn, ticket)


def _days(turn: Turn, ticket: Ticket) -> Screen:
    """Ask when somebody comes; whoever asked for that sees it in the place of their ticket."""
    draw = tickets.appointment_days if _is_own(turn, ticket) else dates.appointment_days
    return _as_now(draw)(turn, ticket)


def _duplicates(turn: Turn, ticket: Ticket) -> Screen:
    parents = likely_parents(turn.unit, ticket, turn.person.id)
    return choices.duplicates(card_of(turn.unit, ticket), parents, *_today(turn))


def _relief(turn: Turn, ticket: Ticket, words: Words) -> Screen:
    rank = words[0] if words else ""
    return cards.reliefs(card_of(turn.unit, ticket), rank, _reader(turn, ticket))


def _late(turn: Turn, ticket: Ticket, _: Words) -> Screen:
    return cards.reasons_first(card_of(turn.unit, ticket), _reader(turn, ticket))


def _contact(turn: Turn, ticket: Ticket, words: Words) -> Screen:
    reason = HoldReason(words[0])
    days = contact_days(turn.unit, ticket, reason, turn.person.id)
    return pausing.contacts(card_of(turn.unit, ticket), reason, days, _reader(turn, ticket))


def _pause(turn: Turn, ticket: Ticket, _: Words) -> Screen:
    waits = waits_now(turn.unit, ticket)
    return pausing.annulments(card_of(turn.unit, ticket), waits, _reader(turn, ticket))


def _step(turn: Turn, ticket: Ticket, _: Words) -> Screen:
    steps = steps_of(turn.unit, ticket)
    return backdating.steps(card_of(turn.unit, ticket), steps, _today(turn))


def _time(turn: Turn, ticket: Ticket, words: Words) -> Screen:
    """Ask when a step really happened; a time may be typed from now."""
    step = step_meant(turn.unit, ticket, number(words[0]) if words else None)
    who = (turn.chat_id, turn.person.id)
    expect_time(turn.unit, (ticket, step), who, turn.conversation)
    return backdating.times(card_of(turn.unit, ticket), step, _today(turn))


def _correction(turn: Turn, ticket: Ticket, _: Words) -> Screen:
    return backdating.rejections(card_of(turn.unit, ticket), _today(turn))


def _today(turn: Turn) -> cards.Reader:
    return turn.school, turn.unit.now, turn.text


def _slot(turn: Turn, ticket: Ticket, words: Words) -> Screen:
    ask = tickets.appointment_slots if _is_own(turn, ticket) else dates.appointment_slots
    return ask(card_of(turn.unit, ticket), words[0], *_today(turn))


def _reader(turn: Turn, ticket: Ticket) -> cards.Reader:
    return school_of(turn.unit, ticket), turn.unit.now, turn.text


def _is_own(turn: Turn, ticket: Ticket) -> bool:
    """Return whether a requester speaks in private of what they asked for."""
    return turn.team is None and ticket.requester_id == turn.person.id


def _services(turn: Turn, card: Card, school: School, words: Words) -> Screen:
    offered = {each.code: each for each in categories(school, card.ticket.kind)}
    if not words or words[0] not in offered:
        raise Refusal("button-unknown")
    return corrections.services(card, offered[words[0]], school, turn.unit.now, turn.text)


def _parts(turn: Turn, card: Card, school: School, words: Words) -> Screen:
    page = number(words[-1]) if len(words) > len(_NAMED) else 0
    at = (_place(school, words), page)
    return corrections.inside(card, at, school, turn.unit.now, turn.text)


_NAMED = ("edition", "position")


def _place(school: School, words: Words) -> Place:
    """Return the place that a button names; one of another edition is refused as unknown."""
    edition, position = (*words, "", "")[: len(_NAMED)]
    if edition != str(school.version) or not (position.isascii() and position.isdigit()):
        raise Refusal("button-unknown")
    return place_at(school, int(position))


def at_time(turn: Turn, ticket_id: int, event: int, words: str) -> Act:
    """Return the act that puts the time of a step right as somebody typed it."""
    facts: Facts = {"event": event, "actual": words}
    return Act(ticket_id, Move.BACKDATE, turn.person.id, facts)


def in_words(turn: Turn, wanted: tuple[int, Move], message: Message) -> Act:
    """Return the act that gives a ticket a reason in somebody's own words."""
    said = message.text or message.caption or ""
    facts: Facts = {"reason": BreachReason.OTHER, "words": said}
    return Act(*wanted, turn.person.id, facts)


_READ: Mapping[Move, Mapping[str, Callable[[str], str | int]]] = {
    Move.HOLD: {"reason": str, "contact": str},
    Move.DONE: {"reason": str},
    Move.EXPLAIN: {"reason": str},
    Move.TRANSFER: {"team": str},
    Move.RATE: {"stars": number},
    Move.PRIORITISE: {"priority": number, "because": str},
    Move.RECLASSIFY: {"service": str},
    Move.ANNUL: {"pause": number},
    Move.MERGE: {"into": str},
    Move.ASSIGN: {"assignee": number},
    Move.APPOINT: {"day": str, "slot": str},
    Move.AGREE: {"day": str},
    Move.BACKDATE: {"event": number, "actual": str},
    Move.REJECT: {"event": number},
    Move.MUTE: {"days": number},
}

_LEFT: Mapping[str, Callable[[Turn, Ticket, Words], Screen]] = {
    "because-needed": _relief,
    "breach-unexplained": _late,
    "contact-needed": _contact,
    "correction-needed": _correction,
    "pause-needed": _pause,
    "slot-needed": _slot,
    "step-needed": _step,
    "time-needed": _time,
}
ASKED: Mapping[Move, Ask] = {
    Move.HOLD: _as_filed(cards.hold_reasons),
    Move.TRANSFER: _as_now(cards.transfer_teams),
    Move.PRIORITISE: _as_filed(cards.priorities),
    Move.RECLASSIFY: _as_filed(corrections.categories),
    Move.RELOCATE: _places,
    Move.MERGE: _duplicates,
    Move.APPOINT: _days,
    Move.AGREE: _as_now(dates.agreed_dates),
    Move.EXPLAIN: _as_filed(cards.breach_reasons),
    Move.ASSIGN: _as_now(choices.assignees),
    Move.MUTE: _as_now(choices.mutes),
}
INSIDE: Mapping[str, tuple[Move, Callable[[Turn, Card, School, Words], Screen]]] = {
    "among": (Move.RECLASSIFY, _services),
    "inside": (Move.RELOCATE, _parts),
}
