"""What people's texts may hold, so that every database and every screen can take them.

What is kept is what is shown: it holds nothing that Telegram would take out of a message again.
"""

import re
from unicodedata import category

MISSING = "\N{REPLACEMENT CHARACTER}"
MARKS_AT_MOST = 4
"""Marks that one letter may carry; the orthographies in use need fewer."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029]")
_CONTROLS = re.compile("[\x01-\x09\x0b-\x1f\x7f-\x9f]")
# Embeddings, overrides and isolates (Unicode TR9) would turn the words around them. The three
# marks are lost in Telegram, as the first group is (TDLib, clean_input_string).
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u0333\u033f\u030a]")
_UNSEEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065"
_UNSEEN += "\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff0-\ufffb"
_UNSEEN_RUN = re.compile(f"([{_UNSEEN}])[{_UNSEEN}]+")
_TAG_RUN = re.compile("([\U000e0000-\U000e007f]{6})[\U000e0000-\U000e007f]+")  # a flag has six
_ALL_UNSEEN = re.compile(rf"[\s{_UNSEEN}\ufe00-\ufe0f\U000e0000-\U000e01ef]*")


def kept(text: str) -> str:
    """Return a text as it is stored and shown.

    NUL, which PostgreSQL refuses, and half of a surrogate pair, which is no character, become a
    sign of loss; other controls a blank or a line break. Signs that turn the reading direction are
    left out, of invisible ones in a row the first stays, and of marks on one letter four.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _BREAKS.sub("\n", _UNSTORABLE.sub(MISSING, text))
    text = _TURNING.sub("", _CONTROLS.sub(" ", text))
    text = _TAG_RUN.sub(r"\1", _UNSEEN_RUN.sub(r"\1", text))
    return _without_floods(text)


def is_blank(text: str) -> bool:
    """Return whether nothing of a text can be seen."""
    return _ALL_UNSEEN.fullmatch(text) is not None


def _without_floods(text: str) -> str:
    marks = "".join(letter for letter in set(text) if category(letter) in {"Mn", "Me"})
    if not marks:
        return text
    return re.sub(f"([{marks}]{{{MARKS_AT_MOST}}})[{marks}]+", r"\1", text)
