"""Cutting words where a reader would: between graphemes, never inside an emoji or a letter."""

from __future__ import annotations

from unicodedata import category, combining

MESSAGE = 4096
"""Characters of a message after its entities are parsed (Bot API, sendMessage)."""

CAPTION = 1024
"""Characters of a caption after its entities are parsed (Bot API, sendPhoto)."""

ELLIPSIS = "…"
_JOINER = "\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)
_SKINS = range(0x1F3FB, 0x1F400)


def cut(words: str, limit: int) -> str:
    """Return the words, or as many whole graphemes as fit with an ellipsis in ``limit``."""
    if len(words) <= limit:
        return words
    end = max(limit - len(ELLIPSIS), 0)
    while end > 0 and _inside(words, end):
        end -= 1
    return words[:end].rstrip() + ELLIPSIS


def _inside(words: str, end: int) -> bool:
    """Return whether a cut before ``words[end]`` would part one grapheme (Unicode UAX 29)."""
    before, here = words[end - 1], words[end]
    return (
        _JOINER in {before, here}
        or _extends(here)
        or (ord(here) in _FLAGS and _flags_before(words, end) % 2 == 1)
    )


def _extends(letter: str) -> bool:
    point = ord(letter)
    return (
        combining(letter) != 0
        or category(letter) in {"Mn", "Me", "Mc"}
        or point in _SKINS
        or point in _TAGS
    )


def _flags_before(words: str, end: int) -> int:
    start = end
    while start > 0 and ord(words[start - 1]) in _FLAGS:
        start -= 1
    return end - start
