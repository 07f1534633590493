"""The old Markdown parse mode, kept by Telegram for old bots (TD `parse_markdown`)."""

import re

from simulator.shapes import Json
from simulator.text.html import ParseError, complete_link
from simulator.text.units import byte_offset, utf16_length

_SPECIAL = re.compile(r"\\[_*`\[]|[_*`\[]")
_ENDS = {"_": "_", "*": "*", "`": "`", "```": "```", "[": "]"}
_TYPES = {"_": "italic", "*": "bold", "`": "code", "```": "pre", "[": "text_link"}
_TARGET = re.compile(r"\(([^)]*)\)")


def parse_legacy(source: str) -> tuple[str, list[Json]]:
    """Parse old Markdown into plain text and entities; raises ParseError."""
    plain, entities, at = "", list[Json](), 0
    while (special := _SPECIAL.search(source, at)) is not None:
        plain += source[at : special.start()]
        if special[0].startswith("\\"):
            plain, at = plain + special[0][1], special.end()
            continue
        mark = "```" if source.startswith("```", special.start()) else special[0]
        inner, at = _inside(source, special.start(), mark)
        entity: Json = {
            "type": _TYPES[mark],
            "offset": utf16_length(plain),
            "length": utf16_length(inner),
        }
        plain += inner
        valid = mark != "["
        if not valid and (target := _TARGET.match(source, at)) is not None:
            at, valid = target.end(), complete_link(entity, target[1])
        if inner and valid:
            entities.append(entity)
    return plain + source[at:], entities


def _inside(source: str, begin: int, mark: str) -> tuple[str, int]:
    start, end = begin + len(mark), _ENDS[mark]
    stop = source.find(end, start)
    if stop < 0:
        at = byte_offset(source, begin)
        raise ParseError(f"Can't find end of the entity starting at byte offset {at}")
    return source[start:stop], stop + len(end)
