"""Screens about broken promises: the question, the answers, and what managers decide about."""

from collections.abc import Callable
from dataclasses import replace

from domain.facts import Card, Event, Missed
from domain.moves import Move, Role
from domain.tickets import BreachReason
from locales import Text
from tests.views.samples import DONE, HISTORY, LINES, MERGED, WITH_BORIS, event
from tests.views.school import SCHOOL, at
from views import breaches, cards, records, tickets
from views.screens import Screen
from views.tickets import Story

NOW = at("2026-09-17 10:00")
BROKEN = replace(WITH_BORIS.clocks[0], breached_at=at("2026-09-17 09:12"))
LATE = replace(WITH_BORIS, clocks=(BROKEN,))
EXPLAINED = replace(LATE, clocks=(replace(BROKEN, reason=BreachReason.PARTS),))
EXCUSED = replace(LATE, clocks=(replace(EXPLAINED.clocks[0], excused=True),))
PARTS = event(Move.EXPLAIN, Role.ASSIGNEE, reason="parts")
OTHER = event(Move.EXPLAIN, Role.ASSIGNEE, reason="other", words="钥匙 <b>断</b> 在锁里，等锁匠。")
ACCEPTED = event(Move.EXCUSE, Role.MANAGER)
RETRACTED = event(Move.RETRACT, Role.HEAD)
MISSED = (
    Missed(LINES[0], at("2026-09-17 09:12"), (), excused=False),
    Missed(LINES[1], at("2026-09-16 16:00"), (BreachReason.PARTS,), excused=False),
    Missed(
        LINES[2],
        at("2026-09-10 11:00"),
        (BreachReason.CAPACITY, BreachReason.PARTS, BreachReason.CAPACITY),
        excused=True,
    ),
)


def _card(card: Card) -> Callable[[Text], Screen]:
    return lambda text: cards.card(card, SCHOOL, NOW, text)


def _answered(card: Card, told: Event) -> Callable[[Text], Screen]:
    return lambda text: breaches.answered(card, told, text)


LATENESS: dict[str, Callable[[Text], Screen]] = {
    "breach-question": lambda text: breaches.question(LATE, SCHOOL, text),
    "breach-answered": _answered(EXPLAINED, PARTS),
    "breach-answered-words": _answered(EXPLAINED, OTHER),
    "breach-excused": _answered(EXCUSED, PARTS),
    "breach-dropped": lambda text: breaches.dropped(MERGED, text),
    "breach-ask-words": lambda text: breaches.ask_words(LATE, text),
    "breach-write-words": lambda text: breaches.write_words(LATE, text),
    "card-breach": lambda text: cards.breach_reasons(LATE, SCHOOL, NOW, text),
    "card-breach-first": lambda text: cards.reasons_first(LATE, (SCHOOL, NOW, text)),
    "card-unexplained": _card(LATE),
    "card-explained": _card(EXPLAINED),
    "card-excused": _card(EXCUSED),
    "record-late": lambda text: records.record(
        records.Record(
            replace(DONE, clocks=EXPLAINED.clocks),
            (*HISTORY[:3], OTHER, PARTS, ACCEPTED, RETRACTED),
            frozenset({Role.MANAGER}),
        ),
        SCHOOL,
        NOW,
        text,
    ),
    "ticket-late": lambda text: tickets.ticket(
        Story(EXCUSED, (*HISTORY[:3], OTHER, PARTS, ACCEPTED), ()), SCHOOL, NOW, text
    ),
    "missed": lambda text: breaches.missed(MISSED, SCHOOL, NOW, text),
    "missed-long": lambda text: breaches.missed(MISSED[:1] * 17, SCHOOL, NOW, text),
    "missed-empty": lambda text: breaches.missed((), SCHOOL, NOW, text),
}
