"""Questions on the card about a day and a time: when somebody comes, by when it is done."""

from __future__ import annotations

from datetime import datetime

from domain.agreements import closes
from domain.appointments import served_in
from domain.facts import Card
from domain.moves import Move
from domain.school import School
from locales import Text
from views.cards import on_card, to_card
from views.layout import rows_of
from views.presses import pack
from views.screens import Button, Screen
from views.slots import day_rows, slot_rows
from views.words import when


def appointment_days(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card on which day somebody comes."""
    rows = (*day_rows(card, school, now, text), (to_card(card, text),))
    return on_card(card, text("slot.ask_day"), rows, (school, now, text))


def appointment_slots(card: Card, day: str, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card at what time of ``day`` somebody comes."""
    rows = (*slot_rows(card, day, school, now), (to_card(card, text),))
    return on_card(card, text("slot.ask_time"), rows, (school, now, text))


def agreed_dates(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card which date was agreed with the requester."""
    it = card.ticket
    buttons = (
        Button(when(close, now, school, text), pack("t", it.id, Move.AGREE, f"{day:%Y%m%d}"))
        for day, close in closes(served_in(school, it), now)
    )
    rows = (*rows_of(buttons), (to_card(card, text),))
    return on_card(card, text("card.ask_date"), rows, (school, now, text))
