"""The MarkdownV2 parse mode, with Telegram's errors (TD `parse_markdown_v2`)."""

import re
from dataclasses import dataclass

from simulator.shapes import Json
from simulator.text.html import ParseError, complete_link
from simulator.text.units import byte_offset, utf16_length

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_ENDS = {
    "Bold": "*",
    "Italic": "_",
    "Underline": "__",
    "Strikethrough": "~",
    "Spoiler": "||",
    "Code": "`",
    "Pre": "```",
    "PreCode": "```",
    "TextUrl": "]",
    "CustomEmoji": "]",
}
_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "CustomEmoji": "custom_emoji",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
}
_STARTS = (
    ("```", "Pre"),
    ("`", "Code"),
    ("__", "Underline"),
    ("_", "Italic"),
    ("*", "Bold"),
    ("~", "Strikethrough"),
    ("||", "Spoiler"),
    ("![", "CustomEmoji"),
    ("[", "TextUrl"),
)
_LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
_TARGET = re.compile(r"\(((?:\\.|[^)\\])*)(\))?", re.DOTALL)
_RAW = frozenset({"Code", "Pre", "PreCode"})


@dataclass(slots=True)
class _Open:
    kind: str
    argument: str
    offset: int
    begin: int
    start: int


class MarkdownParser:
    """Parses one text: `parse` gives the plain text and its entities, offsets in UTF-16."""

    def __init__(self, source: str) -> None:
        """Keep the marked-up source."""
        self._source = source
        self._at = 0
        self._plain = ""
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []
        self._quote: _Open | None = None
        self._line_starts = True

    def parse(self) -> tuple[str, list[Json]]:
        """Read the whole source; raises ParseError."""
        while self._at < len(self._source):
            self._step()
        self._end_quote()
        if self._open:
            last = self._open[-1]
            at = byte_offset(self._source, last.begin)
            raise ParseError(f"Can't find end of {last.kind} entity at byte offset {at}")
        return self._plain, sorted(
            self._entities, key=lambda entity: (entity["offset"], -entity["length"])
        )

    def _step(self) -> None:
        character = self._source[self._at]
        following = self._source[self._at + 1 : self._at + 2]
        reserved = frozenset("`") if self._inside_code() else _RESERVED
        if character == "\\" and "\0" < following <= "~":
            self._write(following)
            self._at += 2
        elif character not in reserved:
            self._write(character)
            self._at += 1
        elif not self._ended():
            self._begin(character)

    def _inside_code(self) -> bool:
        return bool(self._open) and self._open[-1].kind in _RAW

    def _write(self, text: str) -> None:
        self._plain += text
        self._offset += utf16_length(text)
        self._line_starts = text == "\n"

    def _ended(self) -> bool:
        if not self._open:
            return False
        end = _ENDS[self._open[-1].kind]
        if not self._source.startswith(end, self._at):
            return False
        if end == "_" and self._source.startswith("__", self._at):
            return False
        self._at += len(end)
        self._close(self._open.pop())
        return True

    def _begin(self, character: str) -> None:
        if character == "\n":
            self._new_line()
            return
        if self._line_starts and self._begins_quote():
            return
        for mark, kind in _STARTS:
            if self._source.startswith(mark, self._at):
                self._push(mark, kind)
                return
        message = (
            f"Character '{character}' is reserved and must be escaped with the preceding '\\'"
        )
        raise ParseError(message)

    def _new_line(self) -> None:
        self._at += 1
        if self._quote is not None and not self._source.startswith(">", self._at):
            self._end_quote()
        self._write("\n")
        if self._quote is not None:
            self._at += 1
            self._line_starts = False

    def _begins_quote(self) -> bool:
        for mark, kind in (("**>", "ExpandableBlockQuote"), (">", "BlockQuote")):
            if self._source.startswith(mark, self._at):
                self._quote = _Open(kind, "", self._offset, self._at, len(self._plain))
                self._at += len(mark)
                self._line_starts = False
                return True
        return False

    def _end_quote(self) -> None:
        if self._quote is not None:
            quote, self._quote = self._quote, None
            self._close(quote)

    def _push(self, mark: str, kind: str) -> None:
        begin = self._at
        self._at += len(mark)
        language = _LANGUAGE.match(self._source, self._at) if kind == "Pre" else None
        if language is not None:
            kind, self._at = "PreCode", language.end()
        if mark == "```" and self._source.startswith("\n", self._at):
            self._at += 1
        self._open.append(
            _Open(kind, language[1] if language else "", self._offset, begin, len(self._plain))
        )
        self._line_starts = False

    def _close(self, tag: _Open) -> None:
        entity: Json = {
            "type": _TYPES[tag.kind],
            "offset": tag.offset,
            "length": self._offset - tag.offset,
        }
        valid = True
        if tag.kind in {"TextUrl", "CustomEmoji"}:
            valid = self._complete(entity, tag)
        if tag.kind == "PreCode":
            entity["language"] = tag.argument
        if valid and entity["length"]:
            self._entities.append(entity)

    def _complete(self, entity: Json, tag: _Open) -> bool:
        target = _TARGET.match(self._source, self._at)
        if target is not None and not target[2]:
            message = (
                f"Can't find end of a URL at byte offset {byte_offset(self._source, self._at + 1)}"
            )
            raise ParseError(message)
        url = re.sub(r"\\(.)", r"\1", target[1]) if target else self._plain[tag.start :]
        self._at = target.end() if target else self._at
        if tag.kind == "TextUrl":
            return complete_link(entity, url)
        found = re.fullmatch(r"tg://emoji\?id=(\d+)", url)
        if found is None:
            raise ParseError("Custom emoji entity must contain a tg://emoji URL")
        entity["custom_emoji_id"] = found[1]
        return True
