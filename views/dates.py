"""Questions on the card about a day and a time: when somebody comes."""

from __future__ import annotations

from datetime import datetime

from domain.facts import Card
from domain.school import School
from locales import Text
from views.cards import on_card, to_card
from views.screens import Screen
from views.slots import day_rows, slot_rows


def appointment_days(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card on which day somebody comes."""
    rows = (*day_rows(card, school, now, text), (to_card(card, text),))
    return on_card(card, text("slot.ask_day"), rows, (school, now, text))


def appointment_slots(card: Card, day: str, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card at what time of ``day`` somebody comes."""
    rows = (*slot_rows(card, day, school, now), (to_card(card, text),))
    return on_card(card, text("slot.ask_time"), rows, (school, now, text))
