"""Names in several languages, and the short words that everything is known by."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from bot.school.problems import found

DEFAULT = "zh_Hans"

_WRITTEN = {
    "zh": "zh_Hans",
    "zh-Hans": "zh_Hans",
    "zh-Hant": "zh_Hant",
    "en": "en",
    "ru": "ru",
}
_INSTEAD = {"zh_Hant": ("zh_Hans",), "en": ("zh_Hans",), "ru": ("en", "zh_Hans")}
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,11}")
_LONGEST_NAME = 80


def read_word(value: object) -> object:
    """Return a number as the digits it was written with; all else unchanged."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def read_language(text: str) -> str:
    """Return the program's name of a language (``zh-Hans`` or ``zh`` is ``zh_Hans``)."""
    if text not in _WRITTEN:
        raise ValueError(
            f"expected a language: zh-Hans (or zh), zh-Hant, en, ru; found {found(text)}."
        )
    return _WRITTEN[text]


def given(names: Collection[str]) -> frozenset[str]:
    """Return the languages of the keys of a mapping; none when it is no name in languages."""
    known = all(language in _WRITTEN for language in names)
    return frozenset(map(read_language, names)) if known else frozenset()


def _clean(text: str) -> str:
    stripped = text.strip()
    if not stripped or len(stripped) > _LONGEST_NAME or not stripped.isprintable():
        raise ValueError(f"expected words on one line, 1 to {_LONGEST_NAME} characters long.")
    return stripped


def read_code(text: str) -> str:
    """Return a code unchanged; it goes into buttons, of which Telegram keeps 64 bytes."""
    if not _CODE.fullmatch(text):
        raise ValueError(
            'expected a short word of 1 to 12 Latin letters, digits, "-", "_" or "."; '
            f"found {found(text)}.",
        )
    return text


def _with_default(names: Mapping[str, str]) -> Mapping[str, str]:
    if DEFAULT not in names:
        raise ValueError("the Chinese name is missing: write it as zh-Hans (or zh).")
    return names


def _no_twin(value: object) -> object:
    if isinstance(value, Mapping) and {"zh", "zh-Hans"} <= value.keys():
        raise ValueError("zh and zh-Hans are the same language; keep one of them.")
    return value


def completed(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names with every language filled: ru falls back to en, all else to Chinese."""
    full = dict(names)
    for language, instead in _INSTEAD.items():
        full.setdefault(language, next(names[other] for other in instead if other in names))
    return full


Word = Annotated[str, BeforeValidator(read_word), AfterValidator(_clean)]
Code = Annotated[str, BeforeValidator(read_word), AfterValidator(read_code)]
Language = Annotated[str, AfterValidator(read_language)]
Names = Annotated[
    dict[Language, Word],
    BeforeValidator(_no_twin),
    AfterValidator(_with_default),
]
