"""What a requester sees of their tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.explaining import Account
from domain.facts import Card, Event, Line
from domain.moves import Move, Role
from domain.offering import rarely
from domain.rules import moves
from domain.school import School
from domain.tickets import OPEN
from locales import Markup, Text, literal
from views.about import (
    follows_line,
    heading,
    line_words,
    merged_line,
    move_buttons,
    promise_line,
    show,
    show_buttons,
    subject,
    why_row,
)
from views.brief import brief
from views.layout import back, home, lines, page_of, paragraphs, rows_of, turns
from views.marks import STARS_AT_MOST, stars
from views.presses import pack
from views.quotes import quote
from views.screens import Button, Screen
from views.slots import day_rows, slot_line, slot_rows
from views.timeline import own_timeline
from views.words import held, team_words

_PER_PAGE = 6
_WORDS = 1200
_REQUESTER = frozenset({Role.REQUESTER})


@dataclass(frozen=True, slots=True)
class Story:
    """A ticket, what happened to it, and why its clocks stand as they do."""

    card: Card
    events: Sequence[Event]
    accounts: Sequence[Account]


def my_tickets(
    mine: Sequence[Line], page: int, school: School, now: datetime, text: Text
) -> Screen:
    """List a person's tickets, six on a page; pages count from 0."""
    if not mine:
        return Screen(text("mine.empty"), ((home(text),),))
    shown, page, pages = page_of(mine, page, _PER_PAGE)
    title = text("mine.title", count=text.count("list.count", len(mine)))
    footer = text("list.page", page=page + 1, pages=pages) if pages > 1 else ""
    listed = (line_words(line, school, now, text) for line in shown)
    rows = (
        *rows_of(show_buttons(shown), 3),
        (*turns(text, page, pages, ("q", "mine")), home(text)),
    )
    return Screen(paragraphs(title, *listed, footer), rows)


def ticket(facts: Story, school: School, now: datetime, text: Text) -> Screen:
    """Show a requester one of their tickets: how it stands, by when and why, what happened."""
    card, it = facts.card, facts.card.ticket
    acted_on = card.parent or card
    waits = acted_on.ticket.hold_reason
    state = lines(
        merged_line(card, text),
        text("ticket.team", team=team_words(school, acted_on.ticket.team, text.language)),
        Markup(f"⏸ {literal(held(waits, text, own=card.parent is None))}") if waits else "",
        promise_line(acted_on, now, school, text),
        brief(card, facts.accounts, school, now, text),
        f"📞 {text('contact.by', day=text.day(it.contact_on))}" if it.contact_on else "",
        text("ticket.rated", stars=stars(it.rating)) if it.rating else "",
    )
    words = paragraphs(
        lines(heading(it, text), follows_line(card.follows, text), subject(card, school, text)),
        quote(it.words, _WORDS),
        state,
        lines(text("ticket.history"), own_timeline(facts.events, school, now, text)),
    )
    return Screen(words, _own_rows(card, text))


def submitted(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Tell the number, who has it, by when, and what happens next; an emergency's phone first."""
    it = card.ticket
    words = paragraphs(
        _emergency(card, school, text),
        lines(
            text("submitted.title", number=it.public_number),
            text("submitted.team", team=team_words(school, it.team, text.language)),
            follows_line(card.follows, text),
            promise_line(card, now, school, text),
        ),
        text("submitted.next"),
    )
    return Screen(words, ((show(it, text), home(text)),))


def ask_addition(card: Card, text: Text) -> Screen:
    """Ask for the words or the photo to add."""
    words = text("ticket.ask_addition", number=card.ticket.public_number)
    return Screen(words, ((back(text, "t", card.ticket.id, "show"),),))


def added(card: Card, text: Text) -> Screen:
    """Say that the addition went to the team."""
    words = text("ticket.added", number=card.ticket.public_number)
    return Screen(words, ((show(card.ticket, text), home(text)),))


def ask_cancel(card: Card, text: Text) -> Screen:
    """Ask a requester whether the ticket shall really be cancelled."""
    it = card.ticket
    sure = Button(f"✖️ {text.plain('ticket.cancel_yes')}", pack("t", it.id, Move.CANCEL))
    keep = Button(f"⬅️ {text.plain('ticket.cancel_no')}", pack("t", it.id, "show"))
    return Screen(text("ticket.ask_cancel", number=it.public_number), ((sure, keep),))


def appointment_days(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask a requester on which day somebody shall come."""
    rows = (*day_rows(card, school, now, text), (back(text, "t", card.ticket.id, "show"),))
    return Screen(paragraphs(slot_line(card, now, school, text), text("slot.ask_day")), rows)


def appointment_slots(card: Card, day: str, school: School, now: datetime, text: Text) -> Screen:
    """Ask a requester at what time of ``day`` somebody shall come."""
    it = card.ticket
    rows = slot_rows(card, day, school, now)
    return Screen(text("slot.ask_time"), (*rows, (back(text, "t", it.id, Move.APPOINT),)))


def ask_rating(card: Card, text: Text) -> Screen:
    """Ask for one to five stars."""
    it = card.ticket
    buttons = (
        Button(f"{number} ⭐", pack("t", it.id, Move.RATE, number))
        for number in range(1, STARS_AT_MOST + 1)
    )
    words = text("rating.ask", number=it.public_number)
    return Screen(words, (tuple(buttons), (back(text, "t", it.id, "show"),)))


def ask_comment(card: Card, text: Text) -> Screen:
    """Ask for a comment to the rating just given."""
    it = card.ticket
    skip = Button(text.plain("rating.no_comment"), pack("t", it.id, "show"))
    return Screen(text("rating.ask_comment", stars=stars(it.rating or 0)), ((skip,),))


def thanks(card: Card, text: Text) -> Screen:
    """Thank for the rating."""
    it = card.ticket
    words = text("rating.thanks", number=it.public_number, stars=stars(it.rating or 0))
    return Screen(words, ((show(it, text), home(text)),))


def _own_rows(card: Card, text: Text) -> tuple[tuple[Button, ...], ...]:
    it = card.ticket
    own = move_buttons(it, (*rarely(card, _REQUESTER), *moves(it.status, _REQUESTER)), text)
    add = Button(f"💬 {text.plain('ticket.add')}", pack("t", it.id, "add"))
    rows = rows_of(own)
    if it.status in OPEN:
        rows = ((add,), *rows)
    return (*rows, *why_row(card, text), (back(text, "m", "tickets"), home(text)))


def _emergency(card: Card, school: School, text: Text) -> str:
    phone = school.emergency_phone
    if not phone or not card.emergency:
        return ""
    return text("submitted.emergency", phone=phone)
