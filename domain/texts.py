"""What people's texts may hold, so that every database and every screen can take them."""

import re

MISSING = "\N{REPLACEMENT CHARACTER}"

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text: str) -> str:
    """Return a text with a sign of loss for what cannot be kept.

    That is NUL, which PostgreSQL refuses, and half of a surrogate pair, which is no character and
    cannot be written as UTF-8. Everything else stays as it came.
    """
    return _UNSTORABLE.sub(MISSING, text)
