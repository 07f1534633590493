"""Screens about steps that were pressed late: asked, shown beside the press, rejected."""

from collections.abc import Callable
from dataclasses import replace

from domain.backdating import correctable, corrected, dated
from domain.clocks import ClockKind
from domain.course import replay
from domain.explaining import explain
from domain.facts import Card, Event
from domain.histories import happenings
from domain.moves import Move, Role
from domain.targets import Target, Unit
from domain.tickets import Status
from locales import Text
from tests.support.promises import FILED, always
from tests.views.reasons import promise
from tests.views.samples import DONE, event
from tests.views.school import SCHOOL, at
from views import backdating, breaches, cards, notices, records, tickets
from views.screens import Screen
from views.tickets import Story
from views.why import why

Draw = Callable[[Text], Screen]

NOW = at("2026-09-16 15:10")
_PROMISE = promise({ClockKind.RESOLVE: Target(300, Unit.WORKING_MINUTES)})


def _at(time: str, told: Event) -> Event:
    return replace(told, at=at(f"2026-09-16 {time}"))


def _corrects(step: Move, ordinal: int, pressed: str, actual: str) -> Event:
    facts: dict[str, str | int] = {
        "step": step,
        "event": ordinal,
        "pressed": at(f"2026-09-16 {pressed}").isoformat(),
        "actual": at(f"2026-09-16 {actual}").isoformat(),
        "by": 8,
    }
    return _at("15:05", replace(event(Move.BACKDATE), facts=facts))


_PRESSED = (
    _at("09:12", event(Move.SUBMIT, Role.REQUESTER, **FILED)),
    _at("09:20", event(Move.ACCEPT, Role.WORKER)),
    _at("14:30", event(Move.ARRIVE)),
    _at("15:00", event(Move.DONE)),
)
_ARRIVED = (*_PRESSED, _corrects(Move.ARRIVE, 2, "14:30", "14:05"))
_TOLD = (*_ARRIVED, _corrects(Move.DONE, 3, "15:00", "14:10"))
_DECIDED = (
    *_TOLD,
    _at(
        "15:08",
        event(
            Move.REJECT,
            Role.MANAGER,
            step=Move.DONE,
            event=3,
            pressed=at("2026-09-16 15:00").isoformat(),
        ),
    ),
)


def _card(events: tuple[Event, ...]) -> Card:
    ticket = replace(DONE.ticket, status=Status.DONE, done_at=at("2026-09-16 15:00"))
    return replace(
        DONE,
        ticket=dated(ticket, events),
        corrected=corrected(events),
        clocks=replay(happenings(events), always(_PROMISE), NOW),
        hours=_PROMISE.calendars,
    )


def _reader(text: Text) -> cards.Reader:
    return SCHOOL, NOW, text


_READY, _CARD = _card(_PRESSED), _card(_TOLD)


def _why(text: Text) -> Screen:
    told = explain(happenings(_TOLD), always(_PROMISE), NOW)
    return why(_CARD, told, SCHOOL, NOW, text)


def _notice(told: Event) -> Draw:
    return lambda text: notices.notice(_CARD, told, SCHOOL, NOW, text)


BACKDATES: dict[str, Draw] = {
    "backdate-steps": lambda text: backdating.steps(_READY, correctable(_PRESSED), _reader(text)),
    "backdate-times": lambda text: backdating.times(
        _READY, correctable(_PRESSED)[1], _reader(text)
    ),
    "backdate-reject": lambda text: backdating.rejections(_CARD, _reader(text)),
    "backdate-told": lambda text: backdating.told(
        _CARD, _CARD.corrected[1], _TOLD[-1], _reader(text)
    ),
    "card-backdated": lambda text: cards.card(_CARD, SCHOOL, NOW, text),
    "record-backdated": lambda text: records.record(
        records.Record(_card(_DECIDED), _DECIDED, frozenset({Role.MANAGER})), SCHOOL, NOW, text
    ),
    "ticket-backdated": lambda text: tickets.ticket(
        Story(_CARD, _TOLD, explain(happenings(_TOLD), always(_PROMISE), NOW)), SCHOOL, NOW, text
    ),
    "why-backdated": _why,
    "notice-backdate": _notice(_TOLD[-1]),
    "notice-reject": _notice(_DECIDED[-1]),
    "team-notice-reject": lambda text: notices.team_notice(_CARD, _DECIDED[-1], SCHOOL, text),
    "breach-kept": lambda text: breaches.kept(_CARD, text),
}
