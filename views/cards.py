"""The live card of a ticket in its team's chat, and the questions asked on it.

A card that shows a picture stays a picture: every screen here keeps the words and the photo of
the card, because Telegram edits a caption only as a caption.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from domain.breaches import broken
from domain.facts import Card
from domain.moves import Move, Role
from domain.offering import on_card_rarely as aside
from domain.rules import moves
from domain.school import School
from domain.tickets import OPEN, HoldReason, Relief, Status, Ticket
from locales import Markup, Text, literal
from views.about import follows_line, heading, merge, more, move_buttons, subject
from views.breaches import reasons, spoken
from views.clocks import clock_lines
from views.layout import back, lines, paragraphs, rows_of
from views.marks import stars
from views.presses import pack
from views.quotes import quote, visible
from views.screens import Button, Rows, Screen
from views.stamps import corrected_lines
from views.words import dated, length, name

Reader = tuple[School, datetime, Text]
"""Under which edition, when and in which language something is read."""

_TEXT = 3500
_CAPTION = 1000
_BREAKS = 8  # the blank lines between the parts
TEAM = frozenset({Role.WORKER, Role.ASSIGNEE, Role.LEAD})
"""A group sees what somebody in it may do; the table decides about the one who presses."""


def card(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Draw the live card: all that is needed to act, and what the team can do now."""
    it = card.ticket
    heard = it.status in OPEN and not is_out_of_reach(card)
    hint = text("card.hint") if heard else Markup()
    buttons = move_buttons(it, moves(it.status, TEAM), text)
    rows = rows_of((*buttons, *more(it, aside(card, TEAM), text)))
    return _screen(card, body(card, school, now, text), hint, rows)


def retired(card: Card, why: str, school: School, text: Text) -> Screen:
    """Draw what is left of a card that is the live one no more; ``why`` names the reason."""
    head = lines(heading(card.ticket, text), subject(card, school, text))
    return Screen(paragraphs(head, text(f"card.retired.{why}")))


def rarely(
    card: Card, offered: Iterable[Move], school: School, now: datetime, text: Text
) -> Screen:
    """Offer on the card what is done now and then; ``offered`` are the moves."""
    return ask(
        card,
        "card.ask_more",
        rows_of(move_buttons(card.ticket, offered, text)),
        (school, now, text),
    )


def priorities(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card for another priority."""
    it = card.ticket
    buttons = (
        Button(
            f"{rank} · {text.plain(f'priority.{rank}')}", pack("t", it.id, Move.PRIORITISE, rank)
        )
        for rank in sorted(school.priorities)
    )
    return ask(card, "card.ask_priority", rows_of(buttons, 1), (school, now, text))


def reliefs(card: Card, rank: str, reader: Reader) -> Screen:
    """Ask on the card why its priority is lowered to ``rank``."""
    it, text = card.ticket, reader[2]
    buttons = (
        Button(text.plain(f"relief.{each}"), pack("t", it.id, Move.PRIORITISE, rank, each))
        for each in Relief
    )
    return ask(card, "card.ask_relief", rows_of(buttons, 1), reader)


def hold_reasons(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card why the work waits."""
    buttons = (
        Button(text.plain(f"hold.{reason}"), pack("t", card.ticket.id, Move.HOLD, reason))
        for reason in HoldReason
        if reason is not card.ticket.hold_reason
    )
    return ask(card, "card.ask_hold", rows_of(buttons, 1), (school, now, text))


def breach_reasons(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card why the ticket is late."""
    return ask(
        card, "card.ask_breach", reasons(card.ticket, Move.EXPLAIN, text), (school, now, text)
    )


def reasons_first(card: Card, reader: Reader) -> Screen:
    """Ask on the card why the finished work is late; the reason finishes it."""
    return ask(card, "card.ask_breach_done", reasons(card.ticket, Move.DONE, reader[2]), reader)


def transfer_teams(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card which other team takes over."""
    buttons = (
        Button(name(team.names, text.language), pack("t", card.ticket.id, Move.TRANSFER, code))
        for code, team in school.teams.items()
        if code != card.ticket.team
    )
    return ask(card, "card.ask_transfer", rows_of(buttons), (school, now, text))


def ask_cancel(card: Card, school: School, now: datetime, text: Text) -> Screen:
    """Ask on the card whether the ticket shall really be cancelled."""
    label = f"✖️ {text.plain('ticket.cancel_yes')}"
    sure = Button(label, pack("t", card.ticket.id, Move.CANCEL))
    rows = ((sure, to_card(card, text)),)
    return on_card(card, text("card.ask_cancel"), rows, (school, now, text))


def ask(card: Card, key: str, rows: Rows, reader: Reader) -> Screen:
    """Ask on the card what its buttons answer, with the way back to the card."""
    text = reader[2]
    return on_card(card, text(key), (*rows, (to_card(card, text),)), reader)


def on_card(card: Card, question: Markup, rows: Rows, reader: Reader) -> Screen:
    """Ask something on the card; ``reader`` is the edition, the moment and the words."""
    return _screen(card, body(card, *reader), question, rows)


def to_card(card: Card, text: Text) -> Button:
    """Return the button from a question back to the card."""
    return back(text, "t", card.ticket.id, "card")


def toast(card: Card, move: Move, text: Text) -> str:
    """Return the short answer to a press that made a move."""
    return text.plain(f"toast.{move}", number=card.ticket.public_number)


def body(card: Card, school: School, now: datetime, text: Text) -> tuple[Markup, Markup]:
    """Return the part of the card above the requester's words and the part below."""
    it = card.ticket
    head = lines(
        heading(it, text),
        Markup(f"🔁 {text('card.cycle', n=it.cycle)}") if it.cycle > 1 else "",
        merge(card, text),
        follows_line(card.follows, text),
        subject(card, school, text),
    )
    tail = lines(
        f"👤 {requester(card, text)}",
        f"📵 {text('card.unreachable')}" if is_out_of_reach(card) else "",
        *clock_lines(card, school, now, text),
        *_progress(card, school, text),
        *corrected_lines(card, school, text, flags=True),
        _files(card, text),
    )
    return head, tail


def requester(card: Card, text: Text) -> Markup:
    """Return who asked as far as the team may see: nobody's name on an anonymous complaint."""
    if card.anonymous:
        return text("card.anonymous")
    who = card.requester.who
    if who is None:
        return literal(card.requester.name)
    return text("card.requester", name=card.requester.name, who=text.plain(f"who.{who}"))


def is_out_of_reach(card: Card) -> bool:
    """Return whether the team is told that the requester hears nothing from the desk now.

    Not of an anonymous complaint: who stops the bot changes all their cards in one moment.
    """
    waits = card.ticket.status in OPEN | {Status.DONE}
    return waits and not card.anonymous and not card.requester.reachable


def _screen(card: Card, parts: tuple[Markup, Markup], last: Markup, rows: Rows) -> Screen:
    head, tail = parts
    photo = next((file.file_id for file in card.attachments if file.media == "photo"), None)
    limit = _CAPTION if photo else _TEXT
    room = limit - visible(head + tail + last) - _BREAKS
    words = paragraphs(lines(head, quote(card.ticket.words, room)), tail, last)
    return Screen(words, rows, photo)


def _progress(card: Card, school: School, text: Text) -> tuple[str, ...]:
    it, who = card.ticket, card.assignee_name
    said = []
    if who and not it.accepted_at:
        named = "card.named" if it.status is Status.NEW else "card.assigned"
        said.append(f"👉 {text(named, name=who)}")
    elif who and it.accepted_at:
        at = dated(it.accepted_at, school, text)
        said.append(f"🔧 {text('card.accepted', name=who, when=at)}")
    said.extend(_waiting(card, text))
    said.extend(_breach(card, text))
    if it.done_at:
        said.append(f"✅ {text('card.done', when=dated(it.done_at, school, text))}")
        said.extend(_in_all(it, it.done_at, text))
    if it.rating:
        said.append(f"⭐ {text('card.rated', stars=stars(it.rating))}")
    return tuple(said)


def _in_all(ticket: Ticket, done_at: datetime, text: Text) -> Iterator[str]:
    """Tell how long a reopened ticket took from filing until it was finished for good."""
    if ticket.cycle > 1:
        seconds = int((done_at - ticket.submitted_at).total_seconds())
        yield f"⏱ {text('card.in_all', time=length(seconds, text))}"


def _waiting(card: Card, text: Text) -> Iterator[str]:
    it = card.ticket
    if it.hold_reason:
        reason = text.plain(f"hold.{it.hold_reason}")
        yield f"⏸ {text('card.hold', reason=reason)}"
    if it.contact_on:
        yield f"📞 {text('card.contact', day=text.day(it.contact_on))}"


def _breach(card: Card, text: Text) -> Iterator[str]:
    explained = [clock for clock in broken(card.clocks) if clock.reason]
    if explained:
        given = spoken((clock.reason for clock in explained if clock.reason), text)
        key = "card.excused" if all(clock.excused for clock in explained) else "card.breach"
        yield f"📝 {text(key, reason=given)}"


def _files(card: Card, text: Text) -> str:
    count = len(card.attachments)
    return f"📎 {text.count('card.files', count)}" if count > 1 else ""
