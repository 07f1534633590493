"""Every refusal and every toast, as one page each: for snapshots and checks."""

from collections.abc import Callable
from datetime import datetime

from domain.moves import Move
from domain.refusal import Refusal, type_of_fact
from locales import Text
from tests.views.samples import NEW
from views import cards, refusals
from views.screens import Screen

REASONS: dict[str, dict[str, type_of_fact]] = {
    "move-now": {"move": Move.ACCEPT, "status": "done"},
    "move-role": {"move": "add"},
    "move-own": {"move": Move.RATE},
    "taken": {"who": "张师傅"},
    "taken-by-you": {},
    "same-team": {},
    "photo-required": {},
    "photo-only": {},
    "photos-many": {"limit": 10},
    "words-empty": {},
    "words-long": {"length": 2400, "limit": 2000},
    "ticket-unknown": {},
    "ticket-ended": {"number": "R-1042"},
    "not-staff": {},
    "stale-form": {},
    "stale-step": {},
    "room-unknown": {"words": "909"},
    "place-gone": {"place": "main/z"},
    "service-gone": {"service": "OLD-01"},
    "too-late": {"days": 7},
    "reason-needed": {},
    "not-here": {},
    "button-unknown": {},
    "file-kind": {},
    "rate-range": {},
    "number-unknown": {"words": "hello"},
    "forbidden": {},
    "busy": {},
    "flood-messages": {"limit": 60, "phone": "8888-1100"},
    "flood-presses": {"limit": 120, "phone": "8888-1100"},
    "muted": {"until": datetime(2026, 9, 24, 8, 30)},  # noqa: DTZ001  local time of the school
    "filed-day": {"limit": 10},
    "filed-service": {"limit": 3},
    "filed-hour": {"limit": 5, "time": "09:41"},
    "words-hour": {"limit": 30, "time": "09:41"},
    "broken": {},
    "unexpected-words": {},
    "choose-button": {},
    "answer-first": {"number": "C-1003"},
    "anonymous-admin": {},
    "card-outdated": {"number": "R-1042"},
    "same-priority": {},
    "same-service": {},
    "same-place": {},
    "because-needed": {},
    "breach-unexplained": {"number": "R-1042"},
    "breach-words": {"number": "R-1042"},
    "nothing-to-explain": {"number": "R-1042"},
    "nothing-to-excuse": {"number": "R-1042"},
    "nothing-to-retract": {"number": "R-1042"},
    "same-reason": {},
    "pause-spent": {},
    "contact-needed": {},
    "not-paused": {},
    "no-pauses": {},
    "pause-needed": {},
    "not-of-team": {},
    "same-assignee": {},
    "merge-self": {},
    "merge-other": {"number": "R-1043"},
    "merge-merged": {"number": "R-1043"},
    "merge-ended": {"number": "R-1043"},
    "no-appointment": {},
    "slot-begun": {},
    "slot-needed": {},
    "slot-gone": {},
    "nothing-appointed": {},
    "date-gone": {},
    "nothing-to-backdate": {},
    "step-needed": {},
    "time-needed": {},
    "time-unknown": {},
    "time-late": {"time": "15:00"},
    "time-early": {"time": "13:40"},
    "backdate-rejected": {},
    "nothing-to-reject": {},
    "correction-needed": {},
}
"""Every reason with the facts that it is raised with."""


def refused(text: Text) -> Screen:
    """Return all refusals, one on a line."""
    errors = (Refusal(reason, **facts) for reason, facts in REASONS.items())
    return Screen("\n".join(f"{each.reason}: {refusals.refusal(each, text)}" for each in errors))


def toasted(text: Text) -> Screen:
    """Return the toasts of all moves, one on a line."""
    return Screen("\n".join(f"{move}: {cards.toast(NEW, move, text)}" for move in Move))


TOASTS: dict[str, Callable[[Text], Screen]] = {"refusals": refused, "toasts": toasted}
