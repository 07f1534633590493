"""One update, from the bytes that came to something that can be handled and stored."""

import json
import re
from collections.abc import Mapping
from typing import Any, NoReturn

from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

from bot.splitting import LARGEST, is_deeper
from domain.texts import kept

DEEPEST = 100  # Telegram's own updates are about a dozen levels deep
_UNREADABLE = re.compile("[\udc80-\udcff]")


class Undecodable(Exception):
    """No update can be made of these bytes; the message says why and quotes nothing."""


def decoded(raw: bytes) -> Update:
    """Return the update that is written in ``raw``; raises Undecodable when there is none.

    Bytes that are no UTF-8 are replaced (callback data may hold such). Words, names, captions and
    the names of files are read as they are kept.
    """
    if is_deeper(raw, DEEPEST):
        raise Undecodable("nested too deeply")
    try:
        read = json.loads(
            raw.decode("utf-8", "replace"), parse_int=_whole, parse_constant=_no_number
        )
    except ValueError as error:
        raise Undecodable(f"not JSON: {type(error).__name__}") from None
    if not isinstance(read, dict):
        raise Undecodable("not an object")
    return _understood(read if raw.isascii() and b"\\" not in raw else _kept(read))


def readable(raw: bytes) -> str:
    r"""Return the bytes as text that every database stores and that is the same update.

    A byte that is no text stands as ``\udc80`` to ``\udcff``, NUL as ``\u0000``.
    """
    text = raw.decode("utf-8", "surrogateescape").replace("\0", "\\u0000")
    return _UNREADABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _understood(read: Mapping[str, Any]) -> Update:
    try:
        update = Update.model_validate(_without_keyboard(read))
        _ = update.event_type
    except ValidationError as error:
        raise Undecodable(f"not understood: {_fields(error)}") from None
    except UpdateTypeLookupError:
        raise Undecodable("of a kind that is not known") from None
    return update


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > LARGEST:
        raise ValueError("a number above 64 bits")
    return number


def _no_number(_: str) -> NoReturn:
    raise ValueError("NaN or Infinity")


def _kept(value: Any) -> Any:  # noqa: ANN401  JSON, at most DEEPEST levels of it
    if isinstance(value, str):
        return kept(value)
    if isinstance(value, list):
        return [_kept(each) for each in value]
    if isinstance(value, dict):
        return {name: _kept(each) for name, each in value.items()}
    return value


def _fields(error: ValidationError) -> str:
    """Return how many fields are wrong, and which one how: not what stands in them."""
    wrong = error.errors(include_url=False, include_context=False, include_input=False)
    first = wrong[0]
    place = ".".join(str(part) for part in first["loc"][:4])
    return f"{len(wrong)} fields, first {place}: {first['type']}"


def _without_keyboard(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out the buttons below a pressed message: reading them costs twice the rest of it.

    The desk drew them itself and needs only the one that was pressed.
    """
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    bare = {name: value for name, value in query["message"].items() if name != "reply_markup"}
    return {**raw, "callback_query": {**query, "message": bare}}
