"""When a step really happened, beside when it was pressed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.facts import Card, Event, WorkStep
from domain.school import School
from locales import Markup, Text
from views.words import dated, length

_TOLD = ("actual", "pressed")


def step_words(move: str, text: Text) -> str:
    """Return a step of the work as a noun, as plain text."""
    return text.plain(f"work.{move}")


def beside(moment: datetime, other: datetime, school: School, text: Text) -> str:
    """Return a moment as plain text: only the time when it is on the local day of another."""
    zone = ZoneInfo(school.zone)
    local = moment.astimezone(zone)
    if local.date() == other.astimezone(zone).date():
        return f"{local:%H:%M}"
    return dated(moment, school, text)


def step_times(step: WorkStep, school: School, text: Text) -> dict[str, str]:
    """Return the words for a step whose time was put right, and for how much that is."""
    apart = int((step.pressed - step.actual).total_seconds())
    return {
        "step": step_words(step.move, text),
        "pressed": dated(step.pressed, school, text),
        "actual": beside(step.actual, step.pressed, school, text),
        "apart": length(apart, text),
    }


def told_times(event: Event, school: School, text: Text) -> dict[str, str]:
    """Return the words for the step that an event puts right; empty for any other event."""
    facts = event.facts
    if "step" not in facts:
        return {}
    moments = {name: datetime.fromisoformat(str(facts[name])) for name in _TOLD if name in facts}
    times = {name: beside(each, event.at, school, text) for name, each in moments.items()}
    return {"step": step_words(str(facts["step"]), text), **times}


def corrected_lines(card: Card, school: School, text: Text, *, flags: bool) -> Iterator[Markup]:
    """Yield each step whose time was put right; with ``flags`` those by much stand out."""
    for step in card.corrected:
        times = step_times(step, school, text)
        if flags and step.is_flagged:
            yield Markup(f"⚠️ {text('backdate.flagged', **times)}")
        else:
            yield Markup(f"🕰 {text('backdate.corrected', **times)}")
