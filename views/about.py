"""The lines about one ticket that several screens share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.cuts import cut
from domain.facts import Card, Line
from domain.moves import Move
from domain.school import School
from domain.tickets import Status, Ticket
from locales import Markup, Text, literal
from views.layout import lines
from views.marks import MOVES, STATUSES
from views.presses import pack
from views.screens import Button, Rows
from views.slots import slot_line
from views.words import (
    awaited,
    category_of_service,
    place_words,
    promise,
    provisional,
    service_words,
    when,
)

_NAMES = 200
_SIREN = "🚨 "
# Moves that ask something first; the press opens the question and does nothing yet.
_ASKED = {Move.CANCEL: "sure-cancel"}


def heading(ticket: Ticket, text: Text) -> Markup:
    """Return the number and the status."""
    mark, status = STATUSES[ticket.status], text.plain(f"status.{ticket.status}")
    words = text("ticket.heading", number=ticket.public_number, status=status)
    return Markup(f"{mark} {words}")


def subject(card: Card, school: School, text: Text) -> Markup:
    """Return what it is about and where, in one or two lines; emergencies stand out."""
    ticket, language = card.ticket, text.language
    what = text(
        "card.subject",
        service=cut(service_words(school, ticket.service, language), _NAMES),
        category=cut(category_of_service(school, ticket.service, language), _NAMES),
    )
    place = literal(cut(place_words(school, ticket.place, language), _NAMES))
    siren = _SIREN if card.emergency else ""
    return lines(f"{siren}{what}", f"📍 {place}" if place else "")


def promise_line(card: Card, now: datetime, school: School, text: Text) -> Markup:
    """Return what the requester can expect and by when; empty when nothing is promised.

    An appointment stands first. A last line says so when the time was counted without knowing the
    year's national days.
    """
    expected = promise(card, now, school, text)
    remark = provisional(awaited(card)[-1:], card.hours, text)
    coming = slot_line(card, now, school, text)
    return lines(coming, f"⏰ {literal(expected)}" if expected else "", literal(remark))


def merged_line(card: Card, text: Text) -> Markup:
    """Return which ticket goes on for this one and how it stands; empty when it is not merged."""
    if card.parent is None:
        return Markup()
    parent = card.parent.ticket
    mark, status = STATUSES[parent.status], text.plain(f"status.{parent.status}")
    said = text("ticket.merged", number=parent.public_number, status=f"{mark} {status}")
    return Markup(f"🔗 {said}")


def merge(card: Card, text: Text) -> Markup:
    """Return which ticket goes on for this one, or for how many this one goes on."""
    if card.parent:
        said = text("card.merged_into", number=card.parent.ticket.public_number)
        return Markup(f"🔗 {said}")
    if card.merged:
        return Markup(f"🔗 {text.count('card.merged', card.merged)}")
    return Markup()


def follows_line(number: str, text: Text) -> Markup:
    """Return which earlier ticket of the same requester this one comes back to, if any."""
    return Markup(f"🔗 {text('ticket.follows', number=number)}") if number else Markup()


def title(card: Card, school: School, text: Text) -> Markup:
    """Return what and where in a few plain words, for messages that stand alone."""
    ticket = card.ticket
    service = service_words(school, ticket.service, text.language)
    place = place_words(school, ticket.place, text.language)
    return literal(cut(" · ".join(part for part in (service, place) if part), _NAMES))


def move_buttons(ticket: Ticket, moves: Iterable[Move], text: Text) -> tuple[Button, ...]:
    """Return a button for each move, in the order given."""
    return tuple(
        Button(
            f"{MOVES[move]} {_verb(move, ticket, text)}",
            pack("t", ticket.id, _ASKED.get(move, move)),
        )
        for move in moves
    )


def _verb(move: Move, ticket: Ticket, text: Text) -> str:
    """Return what a button does; work that waits already can only wait for something else."""
    again = move is Move.HOLD and ticket.status is Status.ON_HOLD
    return text.plain("button.other_reason" if again else f"verb.{move}")


def more(ticket: Ticket, aside: Iterable[Move], text: Text) -> tuple[Button, ...]:
    """Return the button to what is done now and then; none when there is nothing."""
    if not tuple(aside):
        return ()
    return (Button(f"⋯ {text.plain('button.more')}", pack("t", ticket.id, "more")),)


def line_words(line: Line, school: School, now: datetime, text: Text) -> Markup:
    """Return a ticket of a list in two lines: what and where; by when and with whom."""
    ticket = line.ticket
    state = [text(f"status.{ticket.status}")]
    if line.overdue:
        state.append(text("list.overdue"))
    elif line.due_at:
        state.append(text("list.due", when=when(line.due_at, now, school, text)))
    if line.assignee_name:
        key = "list.named" if ticket.status is Status.NEW else "list.assignee"
        state.append(text(key, name=line.assignee_name))
    return lines(ticket_words(line, school, text), " · ".join(state))


def ticket_words(line: Line, school: School, text: Text) -> Markup:
    """Return a ticket of a list in one line: its number, what and where."""
    ticket = line.ticket
    place = place_words(school, ticket.place, text.language)
    service = service_words(school, ticket.service, text.language)
    what = cut(" · ".join(part for part in (service, place) if part), _NAMES)
    mark = STATUSES[ticket.status]
    siren = _SIREN if line.emergency else ""
    return Markup(f"{mark} <b>{ticket.public_number}</b> {siren}{literal(what)}")


def show_buttons(shown: Iterable[Line]) -> tuple[Button, ...]:
    """Return a button with the number of each ticket."""
    return tuple(
        Button(line.ticket.public_number, pack("t", line.ticket.id, "show")) for line in shown
    )


def why_row(card: Card, text: Text) -> Rows:
    """Return a row with the button that explains the time; none when nothing was promised."""
    if not card.clocks:
        return ()
    label = f"⏱ {text.plain('button.why')}"
    return ((Button(label, pack("t", card.ticket.id, "why")),),)


def show(ticket: Ticket, text: Text) -> Button:
    """Return a button that opens the ticket."""
    return Button(f"🔎 {text.plain('button.show')}", pack("t", ticket.id, "show"))
