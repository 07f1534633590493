"""Why something was not done, and what to do instead: one sentence for each reason."""

from __future__ import annotations

from datetime import datetime

from domain.cuts import cut
from domain.refusal import Refusal, type_of_fact
from locales import Text

_FACT = 64
_WORDS_FOR = {"move": "verb", "status": "status"}


def refusal(error: Refusal, text: Text) -> str:
    """Return the sentence for a refusal as plain text that fits a toast (200 characters)."""
    return _sentence(error.reason, error.facts, text)


def broken(text: Text) -> str:
    """Return the apology for a mistake of the desk itself."""
    return _sentence("broken", {}, text)


def _sentence(reason: str, facts: dict[str, type_of_fact], text: Text) -> str:
    shown = {key: _shown(key, fact, text) for key, fact in facts.items()}
    return text.plain(f"refusal.{reason}", **shown)


def _shown(key: str, fact: type_of_fact, text: Text) -> str | int:
    if key in _WORDS_FOR:
        return text.plain(f"{_WORDS_FOR[key]}.{fact}")
    if isinstance(fact, datetime):
        return text.plain("when.other", day=text.day(fact.date()), time=f"{fact:%H:%M}")
    return cut(fact, _FACT) if isinstance(fact, str) else fact
