"""The calm signs in front of a status, a move or a kind: the same on every screen."""

from __future__ import annotations

from domain.moves import Move
from domain.tickets import Kind, Status

KINDS = {Kind.REPAIR: "🔧", Kind.COMPLAINT: "📣", Kind.SUGGESTION: "💡"}

STATUSES = {
    Status.NEW: "🆕",
    Status.ACCEPTED: "🔧",
    Status.ON_SITE: "📍",
    Status.ON_HOLD: "⏸",
    Status.DONE: "✅",
    Status.CONFIRMED: "👍",
    Status.CLOSED: "📁",
    Status.CANCELLED: "✖️",
    Status.MERGED: "🔗",
}

MOVES = {
    Move.SUBMIT: "📨",
    Move.ACCEPT: "🙋",
    Move.ARRIVE: "📍",
    Move.HOLD: "⏸",
    Move.RESUME: "▶️",
    Move.DONE: "✅",
    Move.CONFIRM: "👍",
    Move.NOT_FIXED: "↩️",
    Move.RATE: "⭐",
    Move.CANCEL: "✖️",
    Move.TRANSFER: "↪️",
    Move.RELEASE: "↩️",
    Move.REOPEN: "🔁",
    Move.CLOSE: "📁",
    Move.SAY: "💬",
    Move.PRIORITISE: "⏫",
    Move.RECLASSIFY: "🏷",
    Move.RELOCATE: "📍",
    Move.RECOMPUTE: "📅",
    Move.APPOINT: "🗓",
    Move.AGREE: "📌",
    Move.BACKDATE: "🕰",
    Move.REJECT: "🚫",
    Move.EXPLAIN: "📝",
    Move.EXCUSE: "🤝",
    Move.RETRACT: "↩️",
    Move.EXTEND: "⏭",
    Move.ANNUL: "🚫",
    Move.MERGE: "🔗",
    Move.ABSORB: "🔗",
    Move.ASSIGN: "👉",
    Move.FOLLOW: "🔗",
    Move.MUTE: "🔇",
}

STARS_AT_MOST = 5


def stars(rating: int) -> str:
    """Return a rating as five stars, the given ones filled."""
    return "★" * rating + "☆" * (STARS_AT_MOST - rating)
