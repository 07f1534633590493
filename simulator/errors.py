"""Refusals: how an error of Telegram's core becomes the answer that a bot reads (A1)."""

import re
from http import HTTPStatus

from simulator.shapes import Json

_PREFIXES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    500: "Internal Server Error",
}
_CONSTANT = re.compile(r"[A-Z0-9_]+")
_REWORDED = {
    "MESSAGE_NOT_MODIFIED": (
        "message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    ),
    "QUERY_ID_INVALID": "query is too old and response timeout expired or query ID is invalid",
}


class ApiError(Exception):
    """An answer with `ok` false: HTTP status, description with its prefix, parameters."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        """Keep the three parts as they will stand in the envelope."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class WorldError(Exception):
    """A person asked for something that cannot be done: one clear sentence, HTTP 400 or 404."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        """Keep the sentence and the HTTP status."""
        super().__init__(sentence)
        self.status = status


def refusal(code: int, text: str, parameters: Json | None = None) -> ApiError:
    """Turn an error of the core into the API's: code rules, prefix, first letter."""
    shown = code
    constant = code == HTTPStatus.FORBIDDEN and _CONSTANT.fullmatch(text)
    if constant or code not in _PREFIXES:
        shown = HTTPStatus.BAD_REQUEST.value
    return ApiError(
        shown, f"{_PREFIXES[shown]}: {_lowered(_REWORDED.get(text, text))}", parameters
    )


def bad_request(text: str) -> ApiError:
    """Make the commonest refusal, code 400."""
    return refusal(400, text)


def forbidden(text: str) -> ApiError:
    """Make a refusal for lack of access, code 403."""
    return refusal(403, text)


def conflict(text: str) -> ApiError:
    """Make the refusal of a second receiver of updates, code 409."""
    return ApiError(409, f"Conflict: {text}")


def flood(retry_after: int) -> ApiError:
    """Make the refusal for too many requests, with the seconds to wait."""
    description = f"Too Many Requests: retry after {retry_after}"
    return ApiError(429, description, {"retry_after": retry_after})


def _lowered(text: str) -> str:
    if len(text) > 1 and (text[1] == "_" or text[1].isupper()):
        return text
    return text[:1].lower() + text[1:]
