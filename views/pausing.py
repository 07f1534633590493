"""What is asked on a card about its pauses."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.cuts import cut
from domain.facts import Card
from domain.moves import Move
from domain.pauses import Wait
from views.cards import Reader, ask
from views.layout import rows_of
from views.presses import pack
from views.screens import Button, Screen
from views.words import when

_LABEL = 48


def contacts(card: Card, reason: str, days: Iterable[date], reader: Reader) -> Screen:
    """Ask on which day the requester hears of a ticket that waits for a reason."""
    text = reader[2]
    buttons = (
        Button(text.day(day), pack("t", card.ticket.id, Move.HOLD, reason, day.isoformat()))
        for day in days
    )
    return ask(card, "card.ask_contact", rows_of(buttons, 1), reader)


def annulments(card: Card, waits: Iterable[Wait], reader: Reader) -> Screen:
    """Ask which of the pauses shall count as work."""
    buttons = (
        Button(_label(wait, reader), pack("t", card.ticket.id, Move.ANNUL, wait.ordinal))
        for wait in waits
    )
    return ask(card, "card.ask_annul", rows_of(buttons, 1), reader)


def _label(wait: Wait, reader: Reader) -> str:
    school, now, text = reader
    since, reason = when(wait.since, now, school, text), text.plain(f"hold.{wait.reason}")
    return cut(text.plain("pause.label", since=since, reason=reason), _LABEL)
