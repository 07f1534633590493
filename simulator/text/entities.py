"""Entities: those that the sender gave, those that Telegram finds, and how they move."""

import re
from collections.abc import Iterator

from simulator.errors import bad_request
from simulator.shapes import Json
from simulator.text.cleaning import clean
from simulator.text.units import byte_offset, utf16_length, utf16_positions

MAX_ENTITIES = 100
_FOUND = re.compile(
    r"(?P<url>(?:https?|tg|ton)://[^\s<>\"]+|(?<![\w@.])(?:[\w-]+\.)+(?:com|org|net|cn|ru|io|me|edu|gov|dev)\b(?:/[^\s<>\"]*)?)"
    r"|(?P<email>(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<mention>(?<![\w@])@[A-Za-z0-9_]{3,32}\b)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<bot_command>(?<![\w/@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))",
    re.UNICODE,
)
_PRIORITIES = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
"""Which of two entities over the same characters stands first, that is, outside."""
_MAYBE = re.compile(r"[@#/.]")
_OPAQUE = frozenset({"code", "pre", "text_link", "text_mention", "url", "email", "mention"})


def checked(text: str, entities: list[Json]) -> list[Json]:
    """Check the offsets of given entities against the text, in UTF-16, with Telegram's words."""
    positions = utf16_positions(text)
    total = utf16_length(text)
    for entity in entities:
        start, end = entity.get("offset", 0), entity.get("offset", 0) + entity.get("length", 0)
        if start > total or end > total:
            text = f"entity begins after the end of the text at UTF-16 offset {start}"
            ends = f"entity beginning at UTF-16 offset {start} ends after the end of the text"
            ends += f" at UTF-16 offset {end}"
            raise bad_request(text if start > total else ends)
        if start not in positions:
            at = byte_offset(text, positions[start - 1] + 1)
            raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {at}")
        if end not in positions:
            message = (
                f"entity beginning at UTF-16 offset {start} ends in a middle of a UTF-16 symbol"
            )
            raise bad_request(
                f"{message} at byte offset {byte_offset(text, positions[end - 1] + 1)}"
            )
    return entities


def fixed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Clean and trim a text and move its entities along."""
    cleaned = clean(text)
    if cleaned != text:
        entities = _moved_with_cleaning(text, entities)
    stripped = cleaned.strip()
    lead = utf16_length(cleaned[: len(cleaned) - len(cleaned.lstrip())])
    limit = utf16_length(stripped)
    return stripped, [moved for entity in entities if (moved := _clipped(entity, lead, limit))]


def with_found(text: str, entities: list[Json]) -> list[Json]:
    """Add what Telegram recognises by itself; sorted, and at most a hundred."""
    if _MAYBE.search(text):
        taken = [
            (e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in _OPAQUE
        ]
        entities = [
            *entities,
            *(found for found in _recognised(text) if not _overlaps(found, taken)),
        ]
    return sorted(entities, key=_place)[:MAX_ENTITIES]


def _place(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _PRIORITIES.get(entity["type"], 50)


def _recognised(text: str) -> Iterator[Json]:
    for found in _FOUND.finditer(text):
        value = found[0]
        if found.lastgroup == "url":
            value = value.rstrip(".,;:!?)]}'»")
        if found.lastgroup:
            offset = utf16_length(text[: found.start()])
            yield {"type": found.lastgroup, "offset": offset, "length": utf16_length(value)}


def _overlaps(entity: Json, taken: list[tuple[int, int]]) -> bool:
    start, end = entity["offset"], entity["offset"] + entity["length"]
    return any(start < taken_end and taken_start < end for taken_start, taken_end in taken)


def _moved_with_cleaning(text: str, entities: list[Json]) -> list[Json]:
    positions = utf16_positions(text)

    def moved(offset: int) -> int:
        return utf16_length(clean(text[: positions[offset]]))

    return [
        {
            **entity,
            "offset": moved(entity["offset"]),
            "length": moved(entity["offset"] + entity["length"]) - moved(entity["offset"]),
        }
        for entity in entities
    ]


def _clipped(entity: Json, lead: int, limit: int) -> Json | None:
    start = max(entity["offset"] - lead, 0)
    end = min(entity["offset"] + entity["length"] - lead, limit)
    return {**entity, "offset": start, "length": end - start} if end > start else None
