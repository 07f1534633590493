"""Times that were put right: asked for on a card, shown beside the press, told to a manager."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from domain.backdating import earlier, word_of
from domain.cuts import cut
from domain.facts import Card, Event, WorkStep
from domain.moves import Move
from views.about import show, title
from views.cards import Reader, ask, on_card, to_card
from views.layout import lines, rows_of
from views.marks import MOVES
from views.presses import pack
from views.screens import Button, Screen
from views.stamps import beside, step_times, step_words
from views.timeline import actor
from views.words import when

_PER_ROW = 3
_LABEL = 48


def steps(card: Card, found: Iterable[WorkStep], reader: Reader) -> Screen:
    """Ask on the card which step was pressed late."""
    school, now, text = reader
    buttons = (
        Button(
            text.plain(
                "backdate.step",
                step=step_words(step.move, text),
                when=when(step.actual, now, school, text),
            ),
            pack("t", card.ticket.id, Move.BACKDATE, step.ordinal),
        )
        for step in found
    )
    return ask(card, "backdate.ask_step", rows_of(buttons, 1), reader)


def times(card: Card, step: WorkStep, reader: Reader) -> Screen:
    """Ask on the card when a step really happened; a time may be typed instead."""
    school, now, text = reader
    zone = ZoneInfo(school.zone)
    buttons = (
        Button(
            beside(each, step.pressed, school, text),
            pack("t", card.ticket.id, Move.BACKDATE, step.ordinal, word_of(each, zone)),
        )
        for each in earlier(step)
    )
    question = text(
        "backdate.ask_time",
        step=step_words(step.move, text),
        pressed=when(step.pressed, now, school, text),
        earliest=when(step.earliest, now, school, text),
    )
    rows = (*rows_of(buttons, _PER_ROW), (to_card(card, text),))
    return on_card(card, question, rows, reader)


def rejections(card: Card, reader: Reader) -> Screen:
    """Ask on the card which of the times that were put right shall not count."""
    school, _, text = reader
    buttons = (
        Button(
            cut(text.plain("backdate.reject_step", **step_times(step, school, text)), _LABEL),
            pack("t", card.ticket.id, Move.REJECT, step.ordinal),
        )
        for step in card.corrected
    )
    return ask(card, "backdate.ask_reject", rows_of(buttons, 1), reader)


def told(card: Card, step: WorkStep, event: Event, reader: Reader) -> Screen:
    """Tell a manager that a time was put right by much; one tap takes that back."""
    school, _, text = reader
    it, who = card.ticket, actor(event, text)
    words = text(
        "backdate.told", number=it.public_number, who=who, **step_times(step, school, text)
    )
    label = f"{MOVES[Move.REJECT]} {text.plain(f'verb.{Move.REJECT}')}"
    reject = Button(label, pack("t", it.id, Move.REJECT, step.ordinal))
    return Screen(lines(words, title(card, school, text)), ((reject, show(it, text)),))
