"""What Telegram rewrites in every outgoing text (A3; TD `clean_input_string`)."""

import re

MAX_BYTES = 35_000
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_REMOVED = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a]")
_MARK_RUNS = re.compile("[\u200e\u200f]{2,}")


def clean(text: str) -> str:
    """Rewrite a text as the server does, but without trimming it."""
    text = _REMOVED.sub("", text)
    text = _CONTROL.sub(" ", text)
    text = _MARK_RUNS.sub(lambda run: run[0][-1], text)
    return text.encode()[:MAX_BYTES].decode(errors="ignore")


def is_encodable(text: str) -> bool:
    """Whether a text can be written in UTF-8 (no lone surrogates)."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
