"""The whole record of a ticket, for staff who ask for it by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.facts import Card, Event
from domain.moves import Role
from domain.offering import rarely
from domain.rules import moves
from domain.school import School
from locales import Text
from views.about import more, move_buttons, why_row
from views.cards import body
from views.layout import lines, paragraphs, rows_of
from views.quotes import quote
from views.screens import Screen
from views.timeline import timeline
from views.words import team_words

_WORDS = 1200


@dataclass(frozen=True, slots=True)
class Record:
    """A ticket, what happened to it, and the parts that the reader plays for it."""

    card: Card
    events: Sequence[Event]
    roles: frozenset[Role]


def record(facts: Record, school: School, now: datetime, text: Text) -> Screen:
    """Show a ticket with its team and history, and what the reader can do now."""
    ticket = facts.card.ticket
    head, tail = body(facts.card, school, now, text)
    team = text("ticket.team", team=team_words(school, ticket.team, text.language))
    words = paragraphs(
        lines(head, quote(ticket.words, _WORDS)),
        lines(team, tail),
        lines(text("ticket.history"), timeline(facts.events, school, now, text)),
    )
    held = facts.roles - {Role.REQUESTER}
    buttons = move_buttons(ticket, moves(ticket.status, held), text)
    aside = more(ticket, rarely(facts.card, held), text)
    return Screen(words, (*rows_of((*buttons, *aside)), *why_row(facts.card, text)))
