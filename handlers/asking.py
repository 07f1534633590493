"""What a move needs to be told: read from the words of a button, and asked for when missing."""

from collections.abc import Callable, Mapping
from datetime import datetime

from domain.facts import Card
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Ticket
from handlers.turn import Turn
from locales import Text
from services.gate import card_of
from views import cards
from views.screens import Screen

Facts = dict[str, str | int]
Words = tuple[str, ...]


def facts_of(made: Move, words: Words) -> Facts:
    """Return what the words of a button tell a move; a forged word is left to it to refuse."""
    read = _READ.get(made, {})
    return {name: kind(word) for (name, kind), word in zip(read.items(), words, strict=False)}


def question_left(turn: Turn, ticket: Ticket, words: Words, refusal: Refusal) -> Screen | None:
    """Return what a refused move has still to be told, None when that would not help."""
    ask = _LEFT.get(refusal.reason)
    if ask is None:
        return None
    return ask(card_of(turn.unit, ticket), words[0], turn.school, turn.unit.now, turn.text)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() else 0


_READ: Mapping[Move, Mapping[str, Callable[[str], str | int]]] = {
    Move.HOLD: {"reason": str},
    Move.TRANSFER: {"team": str},
    Move.RATE: {"stars": _number},
    Move.PRIORITISE: {"priority": _number, "because": str},
    Move.RECLASSIFY: {"service": str},
    Move.RELOCATE: {"place": str},
}

_Ask = Callable[[Card, str, School, datetime, Text], Screen]
_LEFT: Mapping[str, _Ask] = {"because-needed": cards.reliefs}
