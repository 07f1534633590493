"""By when a ticket is promised, in the lines that a team reads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.agreements import margin_at
from domain.clocks import PROMISED, WORK, Clock, ClockKind, left_at
from domain.facts import Card
from domain.school import School
from locales import Markup, Text, literal
from views.slots import slot_line
from views.words import dated, duration, opening_of, pending, provisional, resumption


def clock_lines(card: Card, school: School, now: datetime, text: Text) -> Iterator[Markup]:
    """Yield by when what is promised, how late it is, or what is left while it waits.

    An appointment stands first, in a line of its own; dates that were agreed follow. All are told
    by their day: what a team reads stays in its chat when today is over.
    """
    shown = _shown(card)
    yield slot_line(card, now, school, text)
    yield from (_clock(card, clock, school, now, text) for clock in shown)
    yield from (_agreed(card, clock, school, now, text) for clock in shown)
    yield literal(provisional(shown, card.hours, text))


def _shown(card: Card) -> tuple[Clock, ...]:
    """Return the clocks that a team must know: its own only while it runs out before the work."""
    running = [each for each in pending(card) if each.kind is not ClockKind.APPOINTMENT]
    work = [each.due_at for each in running if each.kind in WORK]
    return tuple(
        each
        for each in running
        if each.kind in PROMISED
        or (each.due_at and all(due is None or each.due_at < due for due in work))
    )


def _clock(card: Card, clock: Clock, school: School, now: datetime, text: Text) -> Markup:
    kind = text.plain(f"clock.{clock.kind}")
    left = left_at(clock, card.hours[clock.calendar], now)
    if clock.due_at is None:
        frozen = text("card.paused", clock=kind, left=duration(max(left, 0), text))
        return Markup(f"⏱ {frozen}{literal(resumption(clock, school, text))}")
    due = dated(clock.due_at, school, text)
    if left < 0:
        late = duration(-left, text)
        return Markup(f"⚠️ {text('card.overdue', clock=kind, when=due, late=late)}")
    opens = opening_of(clock, now, card.hours)
    if opens is None:
        return Markup(f"⏱ {text('card.due', clock=kind, when=due)}")
    starts = dated(opens, school, text)
    return Markup(f"⏱ {text('card.due_opens', clock=kind, when=due, opens=starts)}")


def _agreed(card: Card, clock: Clock, school: School, now: datetime, text: Text) -> Markup:
    """Return the date that was agreed instead of the promised one."""
    if clock.agreed_at is None or clock.agreed_at == clock.due_at:
        return Markup()
    agreed = dated(clock.agreed_at, school, text)
    if now <= clock.agreed_at:
        return Markup(f"📌 {text('card.agreed', when=agreed)}")
    late = duration(-margin_at(clock, card.hours[clock.calendar], now), text)
    return Markup(f"⚠️ {text('card.agreed_late', when=agreed, late=late)}")
