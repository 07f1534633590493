"""Appointments in words, and the buttons to choose one."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.appointments import OFF, Slot, appointed, day_of, days, served_in, slot_of, slots
from domain.facts import Card
from domain.moves import Move
from domain.school import School
from locales import Markup, Text
from views.layout import rows_of
from views.presses import pack
from views.screens import Button, Rows


def slot_words(slot: Slot, school: School, text: Text) -> str:
    """Return a slot by its date, whenever it is read: ``11月27日 周五 14:00–16:00``."""
    zone = ZoneInfo(school.zone)
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    day = text.day(start.date())
    return text.plain("slot.words", day=day, since=f"{start:%H:%M}", until=f"{end:%H:%M}")


def slot_line(card: Card, now: datetime, school: School, text: Text) -> Markup:
    """Return the appointment that stands, or that nobody came; empty when there is none."""
    clock = appointed(card.clocks)
    if clock is None:
        return Markup()
    slot = slot_of(clock)
    key, mark = ("slot.line", "🗓") if now <= slot.end else ("slot.missed", "⚠️")
    return Markup(f"{mark} {text(key, slot=slot_words(slot, school, text))}")


def day_rows(card: Card, school: School, now: datetime, text: Text) -> Rows:
    """Return a button for each day that can be chosen; a standing appointment can be called off.

    There is none for a day when nothing is open for a long time.
    """
    it = card.ticket
    buttons = (
        Button(text.day(day), pack("t", it.id, Move.APPOINT, f"{day:%Y%m%d}"))
        for day in days(served_in(school, it), now)
    )
    rows = rows_of(buttons)
    if appointed(card.clocks) is None:
        return rows
    off = Button(f"✖️ {text.plain('slot.off')}", pack("t", it.id, Move.APPOINT, OFF))
    return (*rows, (off,))


def slot_rows(card: Card, word: str, school: School, now: datetime) -> Rows:
    """Return a button for each slot of the day that ``word`` names."""
    it, zone = card.ticket, ZoneInfo(school.zone)
    day = day_of(word) or date.min
    local = (
        (slot.start.astimezone(zone), slot.end.astimezone(zone))
        for slot in slots(served_in(school, it), day, now)
    )
    return rows_of(
        Button(
            f"{start:%H:%M}–{end:%H:%M}",
            pack("t", it.id, Move.APPOINT, word, f"{start:%H%M}"),
        )
        for start, end in local
    )
