"""What a view returns: words and buttons, before anybody sends them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: what it says and what a press means (:mod:`views.presses`)."""

    label: str
    press: str


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: Telegram HTML, buttons below, and a picture above if there is one.

    ``photo`` is a Telegram file id; with it the text is a caption (at most 1,024 characters).
    """

    text: str
    rows: Rows = ()
    photo: str | None = None
