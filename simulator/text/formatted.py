"""A text with its parse mode or entities, made into what a message will hold (A3)."""

from collections.abc import Callable

from simulator.errors import bad_request
from simulator.shapes import Json
from simulator.text.cleaning import is_encodable
from simulator.text.entities import checked, fixed, with_found
from simulator.text.html import HtmlParser, ParseError
from simulator.text.legacy import parse_legacy
from simulator.text.markdown import MarkdownParser

MAX_SOURCE_BYTES = 32_768
MAX_TEXT, MAX_CAPTION = 4096, 1024

Parsed = tuple[str, list[Json]]

_PARSERS: dict[str, Callable[[str], Parsed]] = {
    "html": lambda source: HtmlParser(source).parse(),
    "markdownv2": lambda source: MarkdownParser(source).parse(),
    "markdown": parse_legacy,
}


def parsed(source: str, parse_mode: str | None, entities: list[Json] | None) -> Parsed:
    """Apply the parse mode or keep given entities: what is refused before the chat is known."""
    if not is_encodable(source):
        raise bad_request("strings must be encoded in UTF-8")
    if len(source.encode()) > MAX_SOURCE_BYTES:
        raise bad_request("text is too long")
    mode = (parse_mode or "").lower()
    if mode in {"", "none"}:
        return source, [dict(entity) for entity in entities or []]
    if mode not in _PARSERS:
        raise bad_request("unsupported parse_mode")
    try:
        return _PARSERS[mode](source)
    except ParseError as error:
        raise bad_request(f"can't parse entities: {error}") from error


def finished(text: Parsed, limit: int) -> Parsed:
    """Clean, trim, measure and find entities: what the server does when it sends."""
    cleaned, entities = fixed(text[0], checked(*text))
    if len(cleaned) > limit:
        raise bad_request(
            "message is too long" if limit == MAX_TEXT else "message caption is too long"
        )
    return cleaned, with_found(cleaned, entities)
