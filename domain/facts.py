"""What services tell views: plain facts, without language and without markup."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.calendars import Calendar
from domain.clocks import Clock
from domain.moves import Move, Role
from domain.tickets import BreachReason, Ticket

_UNSEEN = timedelta(minutes=30)


class Who(StrEnum):
    """Who a requester is, in their own words."""

    TEACHER = "teacher"
    STUDENT = "student"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the desk; ``id`` is the Telegram id.

    ``language`` and ``who`` are None until chosen; ``last_place`` is the place code of the latest
    ticket or empty; ``reachable`` is False after the person blocked the bot. Until ``muted_until``
    they may file nothing but emergencies and write to no other ticket.
    """

    id: int
    name: str
    language: str | None
    who: Who | None
    last_place: str
    reachable: bool
    muted_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file on a ticket; ``stage`` is ``"before"`` (from the requester) or ``"after"``."""

    file_id: str
    media: str
    stage: str


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a ticket's history: who did what when.

    ``role`` is the part the actor acted in (``Role.SYSTEM`` for the desk itself); ``facts`` holds
    what belongs to the move, for example ``{"reason": "parts"}`` or ``{"words": "…"}``.
    """

    at: datetime
    move: Move
    role: Role
    actor_name: str | None
    facts: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class WorkStep:
    """A step of the work: when somebody pressed, and when it counts as having happened.

    ``ordinal`` is its place in the history; it cannot have happened before ``earliest``, when the
    one before it did. ``by`` is who put its time right, 0 for nobody.
    """

    ordinal: int
    move: Move
    pressed: datetime
    actual: datetime
    earliest: datetime
    by: int = 0

    @property
    def is_flagged(self) -> bool:
        """Return whether its time was put right by so much that a manager has to know."""
        return self.pressed - self.actual > _UNSEEN


@dataclass(frozen=True, slots=True)
class Card:
    """Everything a screen about one ticket may show.

    ``anonymous`` tells that whoever asked was promised that no team learns it. ``hours`` are the
    calendars that the clocks count in, by name: those of the edition that holds for the ticket.
    ``emergency`` tells that it is one: by its service, or by the priority that somebody gave it.
    ``parent`` is the ticket that this one was merged into, ``merged`` how many were merged into
    this one; ``follows`` is the number of the earlier one that it comes back to, or empty.
    ``corrected`` are the steps of the present attempt whose time was put right.
    """

    ticket: Ticket
    requester: Person
    anonymous: bool
    assignee_name: str | None
    clocks: tuple[Clock, ...]
    hours: Mapping[str, Calendar]
    attachments: tuple[Attachment, ...]
    emergency: bool
    parent: Card | None = None
    merged: int = 0
    follows: str = ""
    corrected: tuple[WorkStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One ticket in a list; ``emergency`` as on its card."""

    ticket: Ticket
    assignee_name: str | None
    due_at: datetime | None
    overdue: bool
    emergency: bool


@dataclass(frozen=True, slots=True)
class Missed:
    """One ticket in a list of broken promises; ``excused`` when a manager accepted every reason.

    ``broken_at`` is when the latest of them broke; ``reasons`` are empty while nobody said why.
    """

    line: Line
    broken_at: datetime
    reasons: tuple[BreachReason, ...]
    excused: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one team or category (``code``) for a digest."""

    code: str
    new: int
    done: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class DigestFigures:
    """A day of the desk, as managers read it.

    ``since`` to ``until`` is the reported span. ``met`` and ``missed`` count the clocks that ended
    or were first missed in it; compliance is met / (met + missed), and with those ``excused``, of
    the missed, counted as if they were met. ``reclassified`` ones are in neither. ``reasons`` are
    why promises were missed, the most frequent first; None where nobody said so. ``lately`` are
    met, missed and excused of the last 30 days: a decision comes later than the digest of its day.
    ``overheld`` are teams, with the tickets that they held longer than they may, the most first.
    ``rating_sum`` / ``ratings`` is the mean rating. ``reworked`` are those of ``done`` that had
    been reopened, ``fixed_in`` the median of their time from filing to the last finish.
    ``days`` are (local date, new, done) for the chart, the oldest first.
    """

    since: datetime
    until: datetime
    new: int
    done: int
    open: int
    overdue: int
    met: int
    missed: int
    excused: int
    reclassified: int
    reasons: tuple[tuple[BreachReason | None, int], ...]
    lately: tuple[int, int, int]
    overheld: tuple[tuple[str, int], ...]
    ratings: int
    rating_sum: int
    reworked: int
    fixed_in: timedelta | None
    teams: tuple[Tally, ...]
    categories: tuple[Tally, ...]
    oldest: tuple[Line, ...]
    days: tuple[tuple[date, int, int], ...]
