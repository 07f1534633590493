"""A ticket as the rules see it: plain facts, never changed in place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """What a requester files; the value's initial is the letter of the public number."""

    REPAIR = "repair"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"


class Status(StrEnum):
    """Where a ticket stands; the moves between are in :mod:`domain.moves`."""

    NEW = "new"
    ACCEPTED = "accepted"
    ON_SITE = "on_site"
    ON_HOLD = "on_hold"
    DONE = "done"
    CONFIRMED = "confirmed"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    MERGED = "merged"


OPEN = frozenset({Status.NEW, Status.ACCEPTED, Status.ON_SITE, Status.ON_HOLD})
"""Statuses in which somebody still has to act for the requester."""


class HoldReason(StrEnum):
    """Why work waits; each pauses the clock of the repair."""

    REQUESTER = "requester"
    PARTS = "parts"
    VENDOR = "vendor"
    ACCESS = "access"
    EXTERNAL = "external"


class Relief(StrEnum):
    """Why a ticket may wait longer than it was promised at first."""

    MILDER = "milder"
    MADE_SAFE = "made_safe"
    AGREED = "agreed"


class BreachReason(StrEnum):
    """Why a promise was broken, as those say it who were at work."""

    CAPACITY = "capacity"
    PARTS = "parts"
    VENDOR = "vendor"
    ACCESS = "access"
    TRIAGE = "triage"
    LATE_NOTICE = "late_notice"
    UNREACHABLE = "unreachable"
    UTILITY = "utility"
    CHANGED = "changed"
    OUTAGE = "outage"
    OTHER = "other"


_LETTERS = {Kind.REPAIR: "R", Kind.COMPLAINT: "C", Kind.SUGGESTION: "S"}
_DIGITS_AT_MOST = 9  # keeps a typed number inside the 32 bits of the column
_KINDS = {letter: kind for kind, letter in _LETTERS.items()}
_SHOWN = re.compile(rf"(?<![A-Za-z0-9-])[RCS]-[0-9]{{1,{_DIGITS_AT_MOST}}}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Ticket:
    """One request and everything the rules and the screens need to know of it.

    ``place`` is a path of codes (``"main/a/3/301"``, shorter when the room does not matter, empty
    when the matter has no place); ``version`` grows by one with every move; ``cycle`` counts the
    attempts to fix it, from 1; ``school_version`` is the edition of the school's rules that hold
    for it. ``priority`` is the one given to it by hand, None for its service's. ``anonymous`` was
    promised to the requester of a complaint and stays whatever else is changed. While work waits,
    ``contact_on`` is the day on which the requester hears from the team at the latest, and
    ``remind_at`` when the team is to be reminded of it, None once it was. ``merged_into`` is the
    ticket that says the same and goes on for both, ``follows`` an earlier one of the same
    requester that could not be reopened any more.
    """

    id: int
    kind: Kind
    number: int
    status: Status
    version: int
    cycle: int
    school_version: int
    service: str
    place: str
    words: str
    requester_id: int
    team: str
    route_reason: str
    submitted_at: datetime
    anonymous: bool = False
    priority: int | None = None
    assignee_id: int | None = None
    hold_reason: HoldReason | None = None
    rating: int | None = None
    rating_comment: str | None = None
    accepted_at: datetime | None = None
    done_at: datetime | None = None
    closed_at: datetime | None = None
    contact_on: date | None = None
    remind_at: datetime | None = None
    merged_into: int | None = None
    follows: int | None = None

    @property
    def public_number(self) -> str:
        """Return the number that people say aloud, for example ``R-1042``."""
        return public_number(self.kind, self.number)

    @property
    def holder_id(self) -> int | None:
        """Return who answers for it; nobody while somebody is named who has not accepted yet."""
        return None if self.status is Status.NEW else self.assignee_id


def going_on(ticket: Ticket) -> Ticket:
    """Return a ticket that waits for nothing any more."""
    return replace(ticket, hold_reason=None, contact_on=None, remind_at=None)


def public_number(kind: Kind, number: int) -> str:
    """Return the letter of the kind, a dash and the number."""
    return f"{_LETTERS[kind]}-{number}"


def parse_public_number(text: str) -> tuple[Kind, int] | None:
    """Read a number as people write it (``r1042``, ``R-1042``, ``#R-1042``), or return None."""
    letters = text.strip().lstrip("#").upper()
    kind = _KINDS.get(letters[:1])
    digits = letters[1:].lstrip("-— ")
    if (
        kind is None
        or not digits.isascii()
        or not digits.isdigit()
        or len(digits) > _DIGITS_AT_MOST
    ):
        return None
    return kind, int(digits)


def public_numbers_in(text: str) -> frozenset[str]:
    """Return every public number that a text shows as the desk writes it."""
    return frozenset(_SHOWN.findall(text))
