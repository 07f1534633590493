"""Sentences in a person's language, as Telegram HTML or as plain words.

A catalogue is a folder ``locales/<language>/`` of gettext files, read with Babel as they are:
nothing is compiled. A msgid is a key (``form.ask.place``); a msgstr is a ``str.format`` pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from gettext import c2py
from html import escape
from itertools import islice
from pathlib import Path

from babel.dates import format_date
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

LANGUAGES = ("zh_Hans", "zh_Hant", "en", "ru")
DEFAULT_LANGUAGE = "zh_Hans"
LANGUAGES_BY_CODE = {"zh": "zh_Hans", "zh-Hant": "zh_Hant", "en": "en", "ru": "ru"}
"""What the languages are called on a command line."""


_FOLDER = Path(__file__).parent
_TRADITIONAL = frozenset({"hant", "tw", "hk", "mo"})
# Embeddings, overrides and isolates (Unicode TR9): a name that holds one could turn the words
# around it. Telegram drops the first group itself, but not the isolates.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")

Fact = str | int


class Markup(str):
    """Telegram HTML that is ready to be shown; every other string is escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """All the words of one language.

    ``sentences`` are the patterns by key, ``plurals`` the patterns of each plural form, and
    ``form_of`` tells which form a number takes. An unknown key is a KeyError.
    """

    language: str
    sentences: Mapping[str, str]
    plurals: Mapping[str, tuple[str, ...]]
    form_of: Callable[[int], int]

    def __call__(self, key: str, **facts: Fact) -> Markup:
        """Return a sentence as Telegram HTML, with every fact shown literally."""
        shown = {name: _as_html(fact) for name, fact in facts.items()}
        return Markup(self.sentences[key].format(**shown))

    def plain(self, key: str, **facts: Fact) -> str:
        """Return a sentence without markup, for buttons and toasts."""
        shown = {name: _without_directions(fact) for name, fact in facts.items()}
        return self.sentences[key].format(**shown)

    def count(self, key: str, n: int, **facts: Fact) -> str:
        """Return plain words in the form that ``n`` takes; the pattern shows it as ``{n}``."""
        shown = {name: _without_directions(fact) for name, fact in facts.items()}
        return self.plurals[key][self.form_of(n)].format(n=n, **shown)

    def day(self, day: date, pattern: str = "when.day_pattern") -> str:
        """Return a date by a pattern of the catalogue (Unicode TR35), else with its weekday."""
        return format_date(day, self.sentences[pattern], locale=self.language)


def _without_directions(fact: Fact) -> Fact:
    return _DIRECTIONS.sub("", fact) if isinstance(fact, str) else fact


def _as_html(fact: Fact) -> Fact:
    if isinstance(fact, Markup) or not isinstance(fact, str):
        return fact
    return escape(_DIRECTIONS.sub("", fact), quote=False)


def literal(words: str) -> Markup:
    """Return somebody's words as Telegram HTML that shows them literally."""
    return Markup(_as_html(words))


def text_in(language: str | None) -> Text:
    """Return the words of a language, of the default one for None; read once per process."""
    return _read(language or DEFAULT_LANGUAGE)


@cache
def _read(language: str) -> Text:
    """Read a language's folder; ValueError when a key stands in two files or none is there."""
    sentences: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    plural_expr = ""
    for path in sorted((_FOLDER / language).glob("*.po")):
        catalogue = _parse(path)
        plural_expr = catalogue.plural_expr
        for message in islice(catalogue, 1, None):  # the first one is the header
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key in sentences or key in plurals:
                raise ValueError(f"{path}: {key} stands in two files")
            if isinstance(message.string, str):
                sentences[key] = message.string
            else:
                plurals[key] = tuple(message.string or ())
    if not sentences:
        raise ValueError(f"no catalogue for the language {language!r}")
    return Text(language, sentences, plurals, c2py(plural_expr))


def _parse(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, abort_invalid=True)


def language_for(code: str | None) -> str:
    """Return the language for a Telegram ``language_code`` (an IETF tag).

    Chinese of Taiwan, Hong Kong and Macao is the traditional one; an unknown language gets
    English; no code at all gets the default.
    """
    if not code:
        return DEFAULT_LANGUAGE
    first, *rest = re.split("[-_]", code.lower())
    if first == "zh":
        traditional = bool(rest) and rest[0] in _TRADITIONAL
        return "zh_Hant" if traditional else "zh_Hans"
    return "ru" if first == "ru" else "en"
