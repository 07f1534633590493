"""Why a promise was broken: asked of a team, and told to whoever decides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.breaches import broken
from domain.cuts import cut
from domain.facts import Card, Event, Missed
from domain.moves import Move
from domain.school import School
from domain.tickets import BreachReason, Ticket
from locales import Markup, Text, literal
from views.about import heading, merge, show_buttons, ticket_words, title
from views.layout import back, lines, paragraphs, rows_of
from views.presses import pack
from views.screens import Button, Rows, Screen
from views.timeline import actor
from views.words import when

_WORDS = 300
_SHOWN = 15


def question(card: Card, school: School, text: Text) -> Screen:
    """Ask a team why its ticket is late; one tap answers."""
    words = text("breach.ask", number=card.ticket.public_number)
    return Screen(
        lines(words, title(card, school, text)), reasons(card.ticket, Move.EXPLAIN, text)
    )


def answered(card: Card, told: Event, text: Text) -> Screen:
    """Tell in place of the question which reason was given, and by whom."""
    given = text(
        "breach.answered",
        number=card.ticket.public_number,
        reason=_given(told, text),
        who=actor(told, text),
    )
    accepted = any(clock.excused for clock in broken(card.clocks))
    return Screen(lines(given, text("breach.excused") if accepted else ""))


def kept(card: Card, text: Text) -> Screen:
    """Tell in place of the question that the work was in time after all."""
    return Screen(text("breach.kept", number=card.ticket.public_number))


def dropped(card: Card, text: Text) -> Screen:
    """Tell in place of the question that another ticket goes on for this one."""
    return Screen(lines(heading(card.ticket, text), merge(card, text)))


def reasons(ticket: Ticket, made: Move, text: Text) -> Rows:
    """Return a button for each reason; a press makes a move with it, or asks for more."""
    return rows_of(
        Button(
            text.plain(f"breach.{reason}") + ("…" if reason is BreachReason.OTHER else ""),
            pack("t", ticket.id, made, reason),
        )
        for reason in BreachReason
    )


def ask_words(card: Card, text: Text) -> Screen:
    """Ask in a group for a reason in words: as an answer, because nothing else is heard there."""
    return Screen(text("breach.reply", number=card.ticket.public_number))


def write_words(card: Card, text: Text) -> Screen:
    """Ask in private for a reason in words."""
    words = text("breach.write", number=card.ticket.public_number)
    return Screen(words, ((back(text, "t", card.ticket.id, "show"),),))


def missed(found: Sequence[Missed], school: School, now: datetime, text: Text) -> Screen:
    """List the tickets with a broken promise, the newest first: why, and what was decided."""
    if not found:
        return Screen(text("missed.empty"))
    shown = found[:_SHOWN]
    heading = text("missed.title", count=text.count("list.count", len(found)))
    listed = (_line(each, school, now, text) for each in shown)
    hidden = len(found) - len(shown)
    more = text("list.more", count=text.count("list.count", hidden)) if hidden else ""
    rows = rows_of(show_buttons(each.line for each in shown), 3)
    return Screen(paragraphs(heading, *listed, more, text("missed.hint")), rows)


def _line(each: Missed, school: School, now: datetime, text: Text) -> Markup:
    state = text("missed.broken", when=when(each.broken_at, now, school, text))
    return lines(ticket_words(each.line, school, text), f"{state} · {_verdict(each, text)}")


def _verdict(each: Missed, text: Text) -> Markup:
    if not each.reasons:
        return text("missed.unexplained")
    said = literal(spoken(each.reasons, text))
    return Markup(f"{said} ✅ {text('missed.excused')}") if each.excused else said


def spoken(given: Iterable[BreachReason], text: Text) -> str:
    """Return reasons as staff say them, each once."""
    labels = (text.plain(f"breach.{reason}") for reason in dict.fromkeys(given))
    return text.plain("breach.comma").join(labels)


def _given(told: Event, text: Text) -> str:
    words = told.facts.get("words")
    return cut(str(words), _WORDS) if words else text.plain(f"breach.{told.facts['reason']}")
