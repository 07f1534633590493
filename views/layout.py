"""Arranging buttons so that labels can be read on a phone, and lines so that none is empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar
from unicodedata import east_asian_width

from locales import Markup, Text
from views.presses import pack
from views.screens import Button, Rows

T = TypeVar("T")

_LINE = 40
"""Narrow letters that one row of buttons shows on a small phone; a Chinese sign takes two."""


def rows_of(buttons: Iterable[Button], per_row: int = 2) -> Rows:
    """Return the buttons in rows of ``per_row``, fewer when a label would not fit."""
    every = tuple(buttons)
    widest = max((_width(button.label) for button in every), default=1)
    columns = max(1, min(per_row, _LINE // max(widest, 1)))
    return tuple(every[at : at + columns] for at in range(0, len(every), columns))


def lines(*parts: str) -> Markup:
    """Return the parts that are not empty, each on its own line; all must be markup already."""
    return Markup("\n".join(part for part in parts if part))


def paragraphs(*parts: str) -> Markup:
    """Return the parts that are not empty with a blank line between; all must be markup."""
    return Markup("\n\n".join(part for part in parts if part))


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """Return the items of a page counted from 0, the page (the nearest that exists), and pages."""
    pages = max(1, -(-len(items) // size))
    shown = min(max(page, 0), pages - 1)
    return items[shown * size : (shown + 1) * size], shown, pages


def turns(text: Text, page: int, pages: int, press: tuple[str, ...]) -> tuple[Button, ...]:
    """Return the buttons to the pages before and after; ``press`` is completed with the page."""
    previous = Button(f"◀️ {text.plain('button.previous')}", pack(*press, str(page - 1)))
    following = Button(f"▶️ {text.plain('button.next')}", pack(*press, str(page + 1)))
    return (previous,) * (page > 0) + (following,) * (page < pages - 1)


def back(text: Text, area: str, *words: str | int) -> Button:
    """Return a button to the screen before."""
    return Button(f"⬅️ {text.plain('button.back')}", pack(area, *words))


def home(text: Text) -> Button:
    """Return a button to the main menu."""
    return Button(f"🏠 {text.plain('button.menu')}", pack("m", "home"))


def _width(label: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in label)
