"""Quoting somebody's words so that the whole message stays within Telegram's limits."""

from __future__ import annotations

import re
from html import unescape

from domain.cuts import cut
from locales import Markup, literal

_TAG = re.compile(r"<[^>]*>")
_LEAST = 20


def visible(html: str) -> int:
    """Return how many characters Telegram HTML has after its entities are parsed."""
    return len(bare(html))


def bare(html: str) -> str:
    """Return what Telegram HTML says, without its markup."""
    return unescape(_TAG.sub("", html))


def quote(words: str, room: int) -> Markup:
    """Return words as a quotation of at most ``room`` characters; nothing if that is too few."""
    if not words or room < _LEAST:
        return Markup()
    return Markup(f"<blockquote>{literal(cut(words, room))}</blockquote>")
