"""Words: one folder of gettext catalogues per language, and how a sentence is made from them."""

from locales.catalogue import (
    DEFAULT_LANGUAGE,
    LANGUAGES,
    LANGUAGES_BY_CODE,
    Markup,
    Text,
    language_for,
    literal,
    text_in,
)

__all__ = [
    "DEFAULT_LANGUAGE",
    "LANGUAGES",
    "LANGUAGES_BY_CODE",
    "Markup",
    "Text",
    "language_for",
    "literal",
    "text_in",
]
