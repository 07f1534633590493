"""The HTML parse mode, with Telegram's errors (TD `MessageEntity.cpp`, `parse_html`)."""

import re
from dataclasses import dataclass

from simulator.shapes import Json
from simulator.text.units import byte_offset, utf16_length

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
LAST_CHARACTER = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_SPECIAL = re.compile(r"[<&]")
_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE = re.compile(
    r"\s*([^\s=>/\"']*)\s*(?:(=)\s*(?:\"([^\"]*)(\")?|'([^']*)(')?|([\w.-]*)))?"
)
_USER_LINK = re.compile(r"tg://user/?\?id=(\d+)")


class ParseError(Exception):
    """The markup is wrong; the text is the server's, after `can't parse entities: `."""


@dataclass(slots=True)
class _Open:
    name: str
    argument: str
    offset: int
    start: int


class HtmlParser:
    """Parses one text: `parse` gives the plain text and its entities, offsets in UTF-16."""

    def __init__(self, source: str) -> None:
        """Keep the marked-up source."""
        self._source = source
        self._at = 0
        self._plain = ""
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        """Read the whole source; raises ParseError."""
        while self._at < len(self._source):
            self._step()
        if self._open:
            name = self._open[-1].name
            raise ParseError(f'Can\'t find end tag corresponding to start tag "{name}"')
        return self._plain, self._entities

    def _step(self) -> None:
        special = _SPECIAL.search(self._source, self._at)
        end = special.start() if special else len(self._source)
        self._write(self._source[self._at : end])
        self._at = end
        if special is None:
            return
        if special[0] == "&":
            self._character()
        elif self._source.startswith("</", end):
            self._end_tag(end)
        else:
            self._start_tag(end)

    def _write(self, text: str) -> None:
        self._plain += text
        self._offset += utf16_length(text)

    def _character(self) -> None:
        found = _CHARACTER.match(self._source, self._at)
        text = _decoded(found) if found else ""
        self._write(text or "&")
        self._at = found.end() if found and text else self._at + 1

    def _start_tag(self, begin: int) -> None:
        name_match = _NAME.match(self._source, begin + 1)
        self._at = name_match.end() if name_match else begin + 1
        name = self._source[begin + 1 : self._at].lower()
        if self._at >= len(self._source):
            self._fail("Unclosed start tag", begin)
        if name not in _KINDS:
            self._fail(f'Unsupported start tag "{name}"', begin)
        argument = self._attributes(name, begin)
        if name == "span" and argument != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self._open.append(_Open(name, argument, self._offset, len(self._plain)))

    def _attributes(self, name: str, begin: int) -> str:
        argument = ""
        while not self._tag_ends():
            found = _ATTRIBUTE.match(self._source, self._at)
            if found is None or not found[1]:
                self._fail(f'Empty attribute name in the tag "{name}"', begin)
                break
            if _is_unclosed(found):
                self._fail("Unclosed start tag", begin)
            self._at = found.end()
            argument = _argument(name, found) or argument
        if self._at >= len(self._source):
            self._fail("Unclosed start tag", begin)
        self._at += 1
        return argument

    def _tag_ends(self) -> bool:
        while self._at < len(self._source) and self._source[self._at].isspace():
            self._at += 1
        return self._at >= len(self._source) or self._source[self._at] == ">"

    def _end_tag(self, begin: int) -> None:
        if not self._open:
            self._fail("Unexpected end tag", begin)
        name_match = _NAME.match(self._source, begin + 2)
        self._at = name_match.end() if name_match else begin + 2
        found = self._source[begin + 2 : self._at].lower()
        if not self._tag_ends() or self._at >= len(self._source):
            self._fail("Unclosed end tag", begin)
        tag = self._open.pop()
        if found and found != tag.name:
            at = byte_offset(self._source, begin)
            expected = f'expected "</{tag.name}>", found "</{found}>"'
            raise ParseError(f"Unmatched end tag at byte offset {at}, {expected}")
        self._at += 1
        if self._offset > tag.offset:
            self._close(tag)

    def _close(self, tag: _Open) -> None:
        entity: Json = {
            "type": _KINDS[tag.name],
            "offset": tag.offset,
            "length": self._offset - tag.offset,
        }
        if tag.name == "pre" and self._is_code_inside(entity):
            entity["language"] = self._entities.pop().get("language", "")
        if not _complete(entity, tag, self._plain[tag.start :]):
            return
        self._entities.append({name: value for name, value in entity.items() if value != ""})

    def _is_code_inside(self, entity: Json) -> bool:
        last = self._entities[-1] if self._entities else {}
        same = all(last.get(name) == entity[name] for name in ("offset", "length"))
        return same and last.get("type") == "code"

    def _fail(self, what: str, position: int) -> None:
        raise ParseError(f"{what} at byte offset {byte_offset(self._source, position)}")


def user_link(url: str) -> int | None:
    """Read the account's id from a `tg://user?id=` link."""
    found = _USER_LINK.fullmatch(url)
    return int(found[1]) if found else None


def checked_url(url: str) -> str:
    """Tell the link as Telegram keeps it, with a scheme; empty when it is not a link."""
    url = url.strip()
    if re.match(r"(?:https?|tg|ton|mailto|tel):", url, re.IGNORECASE):
        return url
    return f"http://{url}/" if re.fullmatch(r"[^\s/]+\.[^\s/.]{2,}", url) else ""


def _decoded(found: re.Match[str]) -> str:
    if found[3]:
        return _NAMED[found[3]]
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if 0 < code < LAST_CHARACTER and code not in SURROGATES else ""


def _is_unclosed(found: re.Match[str]) -> bool:
    return (found[3] is not None and not found[4]) or (found[5] is not None and not found[6])


def _argument(name: str, found: re.Match[str]) -> str:
    attribute = found[1]
    value = next((found[group] for group in (3, 5, 7) if found[group] is not None), "")
    value = _CHARACTER.sub(lambda match: _decoded(match) or match[0], value)
    if (name, attribute) in {("a", "href"), ("span", "class"), ("tg-emoji", "emoji-id")}:
        return value
    if (name, attribute) == ("code", "class"):
        return value.removeprefix("language-") if value.startswith("language-") else ""
    return "expandable" if (name, attribute) == ("blockquote", "expandable") else ""


def _complete(entity: Json, tag: _Open, text: str) -> bool:
    if tag.name == "a":
        return complete_link(entity, tag.argument or text)
    if tag.name == "code":
        entity["language"] = tag.argument
    if tag.name == "tg-emoji":
        entity["custom_emoji_id"] = tag.argument
    if tag.argument == "expandable":
        entity["type"] = "expandable_blockquote"
    return True


def complete_link(entity: Json, url: str) -> bool:
    """Make a link entity a mention or a text link; false when the address is no link."""
    if (user_id := user_link(url)) is not None:
        entity |= {"type": "text_mention", "user_id": user_id}
        return True
    entity["url"] = checked_url(url)
    return bool(entity["url"])
