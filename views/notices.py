"""Messages that the desk sends by itself about one ticket, to the requester or to the team."""

from __future__ import annotations

from datetime import date, datetime

from domain.appointments import Slot, appointed, slot_of
from domain.cuts import MESSAGE, cut
from domain.facts import Card, Event
from domain.moves import Move, Role
from domain.rules import moves
from domain.school import School
from domain.tickets import Status
from locales import Markup, Text, literal
from views.about import move_buttons, promise_line, show, title
from views.clocks import clock_lines
from views.layout import lines, rows_of
from views.marks import stars
from views.presses import pack
from views.quotes import visible
from views.screens import Button, Rows, Screen
from views.slots import slot_words
from views.stamps import told_times
from views.timeline import actor, date_told, reason, slot_told, told_by
from views.words import team_words

_REQUESTER = frozenset({Role.REQUESTER})
_PROMISING = frozenset(
    {
        Move.ACCEPT,
        Move.RESUME,
        Move.TRANSFER,
        Move.REOPEN,
        Move.PRIORITISE,
        Move.RECLASSIFY,
        Move.RELOCATE,
        Move.RECOMPUTE,
        Move.EXTEND,
        Move.ANNUL,
        Move.MERGE,
        Move.NOT_FIXED,
        Move.ASSIGN,
        Move.APPOINT,
        Move.AGREE,
    }
)
_OF_PARENT = {
    Move.DONE: "done",
    Move.NOT_FIXED: "not_fixed",
    Move.CANCEL: "cancel",
    Move.REOPEN: "reopen",
    Move.CLOSE: "close",
    Move.RECLASSIFY: "changed",
    Move.RELOCATE: "changed",
}
"""What is said otherwise to those whose ticket was merged into the one that it happened to."""
_SAID_BY = 64


def notice(card: Card, event: Event, school: School, now: datetime, text: Text) -> Screen:
    """Tell the requester what the team or the desk did, and what they can do now.

    On a merged ticket it tells what was done to the one that goes on for it, and asks nothing.
    A move that only a requester makes, and words, have no notice: KeyError.
    """
    acted_on = card.parent or card
    facts: dict[str, str | int] = {
        "number": card.ticket.public_number,
        "who": actor(event, text),
        "team": team_words(school, acted_on.ticket.team, text.language),
        "reason": reason(event, text, own=card.parent is None),
        "days": school.reopen_days if event.move is Move.CLOSE else school.confirm_days,
        "into": str(event.facts.get("into", "")),
        "name": str(event.facts.get("name", "")),
        "date": date_told(event.facts, school, text),
        **told_times(event, school, text),
    }
    promising = event.move in _PROMISING
    words = lines(
        text(_key(card, event), **facts),
        title(card, school, text),
        promise_line(acted_on, now, school, text) if promising else "",
        _contact(event, text),
    )
    return Screen(words, _rows(card, event, text))


def contact_due(card: Card, school: School, text: Text) -> Screen:
    """Remind a team that today the requester is to hear how a ticket stands."""
    it = card.ticket
    reason = text.plain(f"hold.{it.hold_reason}")
    words = text("contact.due", number=it.public_number, reason=reason)
    return Screen(lines(words, title(card, school, text)), ((show(it, text),),))


def team_notice(card: Card, event: Event, school: School, text: Text) -> Screen:
    """Tell the team, under the card, what happened to its ticket, and by whose hand."""
    if event.move is Move.RESUME and "slot" in event.facts:
        return slot_begins(card, school, text)
    facts: dict[str, str | int] = {
        "number": card.ticket.public_number,
        "stars": stars(int(event.facts.get("stars", 0))),
        "who": actor(event, text),
        "reason": reason(event, text),
        "name": str(event.facts.get("name", "")),
        "slot": slot_told(event.facts, school, text),
        **told_times(event, school, text),
    }
    return Screen(text(f"team_notice.{told_by(event)}", **facts))


def slot_begins(card: Card, school: School, text: Text) -> Screen:
    """Tell the team, under the card, that the time has come at which somebody is expected."""
    clock = appointed(card.clocks)
    slot = slot_words(slot_of(clock), school, text) if clock else ""
    return Screen(text("slot.begins", number=card.ticket.public_number, slot=slot))


def apology(card: Card, slot: Slot, school: School, text: Text) -> Screen:
    """Tell the requester that nobody came though it was agreed, and offer another time."""
    it = card.ticket
    words = text("slot.apology", number=it.public_number, slot=slot_words(slot, school, text))
    offered = [Move.APPOINT] if Move.APPOINT in moves(it.status, _REQUESTER, aside=True) else []
    rows = (*rows_of(move_buttons(it, offered, text)), (show(it, text),))
    return Screen(lines(words, title(card, school, text)), rows)


def assignment(card: Card, event: Event, school: School, now: datetime, text: Text) -> Screen:
    """Tell somebody of the team that a ticket was given to them, and by when it is promised."""
    it = card.ticket
    offered = [Move.ACCEPT] if it.status is Status.NEW else []
    key = "assignment.accept" if offered else "assignment.go_on"
    words = lines(
        text(key, number=it.public_number, who=actor(event, text)),
        title(card, school, text),
        *clock_lines(card, school, now, text),
    )
    return Screen(words, rows_of((*move_buttons(it, offered, text), show(it, text))))


def unrouted(card: Card, school: School, text: Text) -> Screen:
    """Tell the dispatcher's chat that no team claims a ticket."""
    words = text("unrouted", number=card.ticket.public_number)
    return Screen(lines(words, title(card, school, text)))


def relay_to_requester(
    card: Card, who: str, words: str, text: Text, limit: int = MESSAGE
) -> Screen:
    """Carry a team member's words to the requester; ``limit`` is CAPTION under a picture."""
    said = text("relay.to_requester", number=card.ticket.public_number, who=cut(who, _SAID_BY))
    reply = Button(f"💬 {text.plain('relay.reply')}", pack("t", card.ticket.id, "add"))
    return Screen(_relayed(said, words, limit), ((reply, show(card.ticket, text)),))


def corrected_by(who: str, text: Text) -> str:
    """Return whose words they are when they take the place of earlier ones, as plain text."""
    return text.plain("relay.corrected", who=who)


def relay_to_team(
    card: Card, words: str, text: Text, limit: int = MESSAGE, *, edited: bool = False
) -> Screen:
    """Carry the requester's words to the team, without a name; ``limit`` as above."""
    key = "relay.to_team_edited" if edited else "relay.to_team"
    said = text(key, number=card.ticket.public_number)
    return Screen(_relayed(said, words, limit))


def _key(card: Card, event: Event) -> str:
    merged = _OF_PARENT.get(event.move) if card.parent else None
    return f"notice.merged.{merged}" if merged else f"notice.{told_by(event)}"


def _relayed(said: Markup, words: str, limit: int) -> Markup:
    return lines(said, literal(cut(words, limit - visible(said) - 1)))


def _contact(event: Event, text: Text) -> str:
    """Return on which day the requester hears from the team at the latest, if that was said."""
    day = event.facts.get("contact")
    return text("contact.by", day=text.day(date.fromisoformat(str(day)))) if day else ""


def _rows(card: Card, event: Event, text: Text) -> Rows:
    now_possible = moves(card.ticket.status, _REQUESTER)
    wanted = {Move.DONE: (Move.CONFIRM, Move.NOT_FIXED), Move.CLOSE: (Move.RATE, Move.REOPEN)}
    offered = [move for move in wanted.get(event.move, ()) if move in now_possible]
    return (*rows_of(move_buttons(card.ticket, offered, text)), (show(card.ticket, text),))
