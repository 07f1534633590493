"""What a refusal means is told by its code and parameters; words may change at any time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.failures import Failure, failure_of
from bot.telegram import TelegramError

_MOVED = {"migrate_to_chat_id": -1005}
_BY_CODE = [
    (400, _MOVED, "group chat was upgraded to a supergroup chat", Failure.MOVED),
    (429, {"retry_after": 5}, "Too Many Requests: retry after 5", Failure.SLOW_DOWN),
    (429, {}, "Too Many Requests", Failure.SLOW_DOWN),
    (403, {}, "Forbidden: bot was blocked by the user", Failure.UNREACHABLE),
    (403, {}, "Forbidden: user is deactivated", Failure.UNREACHABLE),
    (403, {}, "Forbidden: bot can't initiate conversation with a user", Failure.UNREACHABLE),
    (403, {}, "Forbidden: bot was kicked from the supergroup chat", Failure.UNREACHABLE),
    (403, {}, "Forbidden: the group chat was deleted", Failure.UNREACHABLE),
    (401, {}, "Unauthorized", Failure.NOT_OURS),
    (409, {}, "Conflict: terminated by other getUpdates request", Failure.NOT_OURS),
]
_BY_WORDS = [
    ("message is not modified: specified new message content", Failure.NOTHING_NEW),
    ("message to edit not found", Failure.MESSAGE_GONE),
    ("message can't be edited", Failure.MESSAGE_GONE),
    ("there is no text in the message to edit", Failure.OTHER_SHAPE),
    ("there is no caption in the message to edit", Failure.OTHER_SHAPE),
    ("message thread not found", Failure.TOPIC_GONE),
    ("TOPIC_CLOSED", Failure.TOPIC_GONE),
    ("query is too old and response timeout expired or query ID is invalid", Failure.TOO_LATE),
    ("chat not found", Failure.UNREACHABLE),
    ("CHAT_WRITE_FORBIDDEN", Failure.UNREACHABLE),
    ("have no write access to the chat", Failure.UNREACHABLE),
    ("not enough rights to send text messages to the chat", Failure.UNREACHABLE),
    ("not enough rights to send photos to the chat", Failure.NO_FILES),
    ("not enough rights to send voice notes to the chat", Failure.NO_FILES),
    ("not enough rights to manage pinned messages in the chat", Failure.UNKNOWN),
]
_KNOWN = [words.lower() for words, _ in _BY_WORDS]


@pytest.mark.parametrize(("code", "parameters", "words", "failure"), _BY_CODE)
@given(others=st.text(max_size=60))
def test_code_and_parameters_decide(
    code: int, parameters: dict[str, int], words: str, failure: Failure, others: str
) -> None:
    """Whatever is said with them: the words of today, no words, or those of another refusal."""
    for said in (words, "", others, *_KNOWN):
        assert failure_of(TelegramError("sendMessage", code, said, parameters)) is failure


@pytest.mark.parametrize(("words", "failure"), _BY_WORDS)
def test_words_tell_apart_what_has_one_code(words: str, failure: Failure) -> None:
    """In any case of letters; words that are not known any more are an unknown refusal."""
    for said in (f"Bad Request: {words}", f"BAD REQUEST: {words.upper()}"):
        assert failure_of(TelegramError("sendMessage", 400, said, {})) is failure
    mutated = " ".join(word[::-1] for word in words.split())
    assert failure_of(TelegramError("sendMessage", 400, mutated, {})) is Failure.UNKNOWN
