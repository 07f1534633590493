"""Text with entities as safe HTML, for the people's page."""

from html import escape
from itertools import pairwise

from simulator.shapes import Json
from simulator.text.units import utf16_positions

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
}
_CLASSES = {
    "spoiler": "spoiler",
    "mention": "mention",
    "text_mention": "mention",
    "hashtag": "hashtag",
    "bot_command": "command",
    "custom_emoji": "emoji",
}


def as_html(text: str, entities: list[Json]) -> str:
    """Draw a text: everything escaped, only tags of this module, links open in a new page."""
    if not entities:
        return escape(text)
    positions = utf16_positions(text)
    edges = {0, *positions} & {
        edge
        for entity in entities
        for edge in (entity["offset"], entity["offset"] + entity["length"])
    }
    bounds = sorted({0, len(text), *(positions[edge] for edge in edges)})
    pieces: list[str] = []
    for start, end in pairwise(bounds):
        covering = [entity for entity in entities if _covers(entity, positions, start)]
        pieces.append(_wrapped(text[start:end], covering))
    return "".join(pieces)


def _covers(entity: Json, positions: dict[int, int], at: int) -> bool:
    start = positions.get(entity["offset"], 0)
    return start <= at < positions.get(entity["offset"] + entity["length"], start)


def _wrapped(text: str, entities: list[Json]) -> str:
    drawn = escape(text)
    for entity in reversed(entities):
        before, after = _tags(entity, text)
        drawn = f"{before}{drawn}{after}"
    return drawn


def _tags(entity: Json, text: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _TAGS:
        return f"<{_TAGS[kind]}>", f"</{_TAGS[kind]}>"
    if kind in {"text_link", "url"}:
        url = entity.get("url") or (text if "://" in text else f"http://{text}")
        safe = url if url.lower().startswith(("http://", "https://", "tg://")) else "#"
        return f'<a href="{escape(safe)}" target="_blank" rel="noopener noreferrer">', "</a>"
    return f'<span class="{_CLASSES.get(kind, "entity")}">', "</span>"
