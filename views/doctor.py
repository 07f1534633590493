"""What the doctor found, as lines on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from domain.findings import Finding, State
from locales import Text

_MARKS = {State.GOOD: "✓", State.DOUBTFUL: "!", State.BAD: "✗"}


def shown(findings: Iterable[Finding], text: Text) -> str:
    """Return a line for each finding: a mark, what was looked at, what is wrong and what helps."""
    return "".join(f"{_MARKS[each.state]} {_line(each, text)}\n" for each in findings)


def sentence(finding: Finding, text: Text) -> str:
    """Return what was found in one line."""
    facts = {
        name: " ".join(fact.split()) if isinstance(fact, str) else fact
        for name, fact in finding.facts.items()
    }
    return text.plain(f"doctor.{finding.check}.{finding.found}", **facts)


def _line(finding: Finding, text: Text) -> str:
    check = text.plain(f"check.{finding.check}")
    return text.plain("doctor.line", check=check, words=sentence(finding, text))
