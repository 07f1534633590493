"""Arranging buttons so that labels can be read on a phone."""

from __future__ import annotations

from collections.abc import Iterable
from unicodedata import east_asian_width

from views.screens import Button, Rows

_LINE = 34
"""Narrow letters that one row of buttons shows on a small phone; a Chinese sign takes two."""


def rows_of(buttons: Iterable[Button], per_row: int = 2) -> Rows:
    """Return the buttons in rows of ``per_row``, fewer when a label would not fit."""
    every = tuple(buttons)
    widest = max((_width(button.label) for button in every), default=1)
    columns = max(1, min(per_row, _LINE // max(widest, 1)))
    return tuple(every[at : at + columns] for at in range(0, len(every), columns))


def _width(label: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in label)
