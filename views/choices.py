"""Choosing on a card: another ticket, or somebody of the team."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.access import hands_of
from domain.cuts import cut
from domain.facts import Card
from domain.limits import MUTED_DAYS
from domain.moves import Move
from domain.school import School
from domain.tickets import Ticket
from locales import Text
from views.cards import on_card, to_card
from views.layout import rows_of
from views.presses import pack
from views.screens import Button, Screen
from views.words import name, place_label

_LABEL = 48
_PLACE = 20
_PEOPLE = 90  # a keyboard holds a hundred buttons (Bot API, InlineKeyboardMarkup)


def duplicates(
    card: Card, parents: Iterable[Ticket], school: School, now: datetime, text: Text
) -> Screen:
    """Ask on the card which of the other tickets, the likeliest first, says the same."""
    it = card.ticket
    buttons = tuple(
        Button(_which(each, school, text), pack("t", it.id, Move.MERGE, each.id))
        for each in parents
    )
    question = text("card.ask_merge" if buttons else "card.nothing_alike")
    rows = (*rows_of(buttons, 1), (to_card(card, text),))
    return on_card(card, question, rows, (school, now, text))


def assignees(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card who of the team shall have it."""
    it = card.ticket
    others = (each for each in hands_of(school, it.team) if each.user_id != it.assignee_id)
    buttons = sorted(
        (
            Button(
                cut(name(each.names, text.language), _LABEL),
                pack("t", it.id, Move.ASSIGN, each.user_id),
            )
            for each in others
        ),
        key=lambda button: button.label,
    )
    question = text("card.ask_assign" if buttons else "card.nobody_else")
    rows = (*rows_of(buttons[:_PEOPLE]), (to_card(card, text),))
    return on_card(card, question, rows, (school, now, text))


def mutes(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card for how long its requester is kept from filing and writing.

    The end of that is offered to whom it helps; of somebody anonymous the team may not learn it.
    """
    it = card.ticket
    muted_until = card.requester.muted_until
    may_be_muted = card.anonymous or (muted_until is not None and muted_until > now)
    buttons = (
        Button(text.plain(f"mute.{days}"), pack("t", it.id, Move.MUTE, days))
        for days in (*MUTED_DAYS, *((0,) if may_be_muted else ()))
    )
    rows = (*rows_of(buttons), (to_card(card, text),))
    return on_card(card, text("card.ask_mute"), rows, (school, now, text))


def _which(ticket: Ticket, school: School, text: Text) -> str:
    place = place_label(school, ticket.place, text.language)
    parts = (ticket.public_number, cut(place, _PLACE), ticket.words.replace("\n", " "))
    return cut(" · ".join(part for part in parts if part), _LABEL)
