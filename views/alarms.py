"""What the ladder says: which promise is running out, on whom it waits, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.agreements import margin_at
from domain.appointments import slot_of
from domain.clocks import Clock, ClockKind
from domain.facts import Card
from domain.ladders import Recipient
from domain.moves import Move, Role
from domain.rules import moves
from domain.school import School
from domain.tickets import Status
from locales import Text, literal
from views.about import move_buttons, show, title
from views.layout import lines, rows_of
from views.screens import Rows, Screen
from views.slots import slot_words
from views.words import duration, provisional, team_words, when

_MINUTE = 60
_MAY_ACCEPT = frozenset({Recipient.GROUP, Recipient.ON_CALL, Recipient.LEAD, Recipient.DISPATCHER})


@dataclass(frozen=True, slots=True)
class Alarm:
    """One level of the ladder for one reader; ``clock`` is running.

    ``skipped`` levels before it were never told.
    """

    card: Card
    clock: Clock
    recipient: Recipient
    skipped: int = 0


def alarm(facts: Alarm, school: School, now: datetime, text: Text) -> Screen:
    """Say what runs out or is late, in a sentence for this recipient."""
    card, clock = facts.card, facts.clock
    left = margin_at(clock, card.hours[clock.calendar], now)
    state = "soon" if left > 0 else "late"
    key = f"alarm.{'agreed' if clock.agreed_at else clock.kind}.{state}"
    due = when(clock.agreed_at or clock.due_at or now, now, school, text)
    late = text("alarm.late", late=duration(-left, text)) if -left >= _MINUTE else ""
    words = lines(
        text(key, number=card.ticket.public_number, when=due, slot=_slot(clock, school, text)),
        late,
        text.count("alarm.skipped", facts.skipped) if facts.skipped else "",
        literal(provisional((clock,), card.hours, text)),
        title(card, school, text),
        _holder(facts, school, text),
        text(f"alarm.do.{facts.recipient}"),
    )
    return Screen(words, _rows(facts, text))


def _slot(clock: Clock, school: School, text: Text) -> str:
    if clock.kind is not ClockKind.APPOINTMENT:
        return ""
    return slot_words(slot_of(clock), school, text)


def _holder(facts: Alarm, school: School, text: Text) -> str:
    team = team_words(school, facts.card.ticket.team, text.language)
    who = facts.card.assignee_name
    if who is None:
        return text("alarm.nobody", team=team)
    key = "alarm.named" if facts.card.ticket.status is Status.NEW else "alarm.assignee"
    return text(key, team=team, name=who)


def _rows(facts: Alarm, text: Text) -> Rows:
    ticket = facts.card.ticket
    accepts = facts.clock.kind is ClockKind.ACK and facts.recipient in _MAY_ACCEPT
    possible = moves(ticket.status, frozenset({Role.WORKER}))
    offered = [Move.ACCEPT] if accepts and Move.ACCEPT in possible else []
    buttons = (*move_buttons(ticket, offered, text), show(ticket, text))
    return rows_of(buttons)
