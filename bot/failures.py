"""What a failed call means for what comes next: code and parameters first, words second.

Telegram calls its descriptions human-readable and may change them; an unknown refusal is therefore
tried again a few times before it is given up.
"""

import math
from datetime import timedelta
from enum import StrEnum

from bot.telegram import TelegramError, TelegramUnreachable

_LONGEST_WAIT = 300
_LONGEST_TOLD = 30 * 24 * 3600


class Failure(StrEnum):
    """The classes of failure that the desk treats differently."""

    PASSING = "passing"
    SLOW_DOWN = "slow_down"
    MOVED = "moved"
    UNREACHABLE = "unreachable"
    NOTHING_NEW = "nothing_new"
    MESSAGE_GONE = "message_gone"
    OTHER_SHAPE = "other_shape"
    TOPIC_GONE = "topic_gone"
    NO_FILES = "no_files"
    TOO_LATE = "too_late"
    NOT_OURS = "not_ours"
    UNKNOWN = "unknown"


_WORDS = (
    ("message is not modified", Failure.NOTHING_NEW),
    ("message to edit not found", Failure.MESSAGE_GONE),
    ("message can't be edited", Failure.MESSAGE_GONE),
    ("there is no text in the message to edit", Failure.OTHER_SHAPE),
    ("there is no caption in the message to edit", Failure.OTHER_SHAPE),
    ("message thread not found", Failure.TOPIC_GONE),
    ("topic_closed", Failure.TOPIC_GONE),
    ("query is too old", Failure.TOO_LATE),
    ("chat not found", Failure.UNREACHABLE),
    ("chat_write_forbidden", Failure.UNREACHABLE),
    ("have no write access", Failure.UNREACHABLE),
    ("not enough rights to send text messages", Failure.UNREACHABLE),
    ("not enough rights to send", Failure.NO_FILES),
)


_CODES = {
    429: Failure.SLOW_DOWN,
    403: Failure.UNREACHABLE,
    409: Failure.NOT_OURS,
    401: Failure.NOT_OURS,
}


def failure_of(error: TelegramError | TelegramUnreachable) -> Failure:
    """Return the class of a failure."""
    if isinstance(error, TelegramUnreachable):
        return Failure.PASSING
    if isinstance(error.parameters.get("migrate_to_chat_id"), int):
        return Failure.MOVED
    if error.code in _CODES:
        return _CODES[error.code]
    said = error.description.lower()
    return next((meaning for words, meaning in _WORDS if words in said), Failure.UNKNOWN)


def wait_of(error: TelegramError | TelegramUnreachable, attempts: int) -> timedelta:
    """Return how long to wait before the next try: what Telegram says, else twice as long."""
    told = error.parameters.get("retry_after") if isinstance(error, TelegramError) else None
    if isinstance(told, int | float) and told > 0:
        return timedelta(seconds=math.ceil(min(told, _LONGEST_TOLD)))
    return timedelta(seconds=min(2 ** min(attempts, 9), _LONGEST_WAIT))
