"""What a button carries: an area and a few short words, at most 64 bytes.

The limit is Telegram's (Bot API, InlineKeyboardButton.callback_data).

A button says which ticket and which move, never what the outcome will be: the table of moves
decides when it is pressed, so a press on an old button is an ordinary question.
"""

from __future__ import annotations

from dataclasses import dataclass

LIMIT = 64
_SEPARATOR = ":"


@dataclass(frozen=True, slots=True)
class Press:
    """A parsed button: ``area`` chooses the handler, ``words`` are its arguments."""

    area: str
    words: tuple[str, ...]


def pack(area: str, *words: str | int) -> str:
    """Return the callback data for an area and its words.

    Raises ValueError when a word holds the separator or the whole is longer than 64 bytes.
    """
    parts = [area, *map(str, words)]
    data = _SEPARATOR.join(parts)
    if data.count(_SEPARATOR) != len(words) or len(data.encode()) > LIMIT:
        raise ValueError(f"not fit for a button: {data!r}")
    return data


def number(word: str) -> int:
    """Return the number that a word of a button stands for, 0 for a forged one."""
    return int(word) if word.isascii() and word.isdigit() else 0


def unpack(data: str) -> Press:
    """Return the press that ``data`` stands for; forged data gives an area nobody handles."""
    area, *words = data[:LIMIT].split(_SEPARATOR)
    return Press(area, tuple(words))
