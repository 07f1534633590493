"""The school as a value: what ``school.yaml`` says, checked and ready to be asked.

One value is one edition of the school's rules. It is loaded once and shared; nothing changes it.
Names are mappings from a language (``zh_Hans``, ``zh_Hant``, ``en``, ``ru``) to words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from domain.calendars import Calendar
from domain.clocks import ClockKind
from domain.ladders import Ladder
from domain.limits import USUAL, Limits
from domain.moves import Role
from domain.targets import Target, Unit
from domain.tickets import HoldReason, Kind

Names = Mapping[str, str]


class PhotoRule(StrEnum):
    """Whether a service wants a picture."""

    REQUIRED = "required"
    WISHED = "wished"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Place:
    """A campus, building, floor or room; ``code`` is its whole path (``"main/a/3/301"``).

    ``calendar`` names the hours in which the place is served, when they are not the service's;
    they hold for all that lies inside.
    """

    code: str
    names: Names
    children: tuple[Place, ...] = ()
    calendar: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A row of the service catalogue: who is promised what.

    ``targets`` holds the promise for each clock that the service has; ``calendar`` and ``ladder``
    name entries of the school. An ``emergency`` is called around the clock and shows the phone
    number first.
    """

    code: str
    kind: Kind
    names: Names
    priority: int
    calendar: str
    ladder: str
    targets: Mapping[ClockKind, Target]
    photo: PhotoRule
    anonymous: bool
    emergency: bool
    needs_place: bool = True


@dataclass(frozen=True, slots=True)
class Priority:
    """What a ticket is promised once somebody has given it another priority than its service's.

    ``targets`` replace the service's, clock by clock. ``floor`` is the least time that is left for
    work whose new promise is used up already. ``calendar`` and ``ladder`` are the service's when
    None.
    """

    targets: Mapping[ClockKind, Target]
    floor: Target
    calendar: str | None = None
    ladder: str | None = None
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class Pause:
    """How long work may wait for one reason without approval.

    With ``contact`` whoever pauses says when the requester hears from the team again.
    """

    longest: Target
    contact: bool = False


PAUSES: Mapping[HoldReason, Pause] = {
    HoldReason.REQUESTER: Pause(Target(5, Unit.WORKING_DAYS), contact=True),
    HoldReason.PARTS: Pause(Target(10, Unit.WORKING_DAYS), contact=True),
    HoldReason.VENDOR: Pause(Target(15, Unit.WORKING_DAYS), contact=True),
    HoldReason.ACCESS: Pause(Target(5, Unit.WORKING_DAYS)),
    HoldReason.EXTERNAL: Pause(Target(10, Unit.WORKING_DAYS)),
}
"""The pauses of a school that decided nothing else."""


@dataclass(frozen=True, slots=True)
class Category:
    """A group of services, as the requester meets it."""

    code: str
    kind: Kind
    names: Names
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Who acts: its chat on Telegram, the topic inside it if any, its language and hours.

    ``promise`` is how long the team may keep a ticket before it is done or handed on.
    """

    code: str
    names: Names
    chat_id: int
    topic_id: int | None
    language: str
    calendar: str
    promise: Target | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One routing rule; None matches everything.

    ``services`` are codes of categories or services; ``places`` are codes of places, each with all
    that lies inside.
    """

    team: str
    services: frozenset[str] | None
    places: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role given to a person, for one team or (None) for the whole school."""

    role: Role
    team: str | None


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of the staff, known by the Telegram id; being in a group grants nothing."""

    user_id: int
    names: Names
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """When managers get their daily digest: local time, on the working days of a calendar."""

    at: time
    calendar: str


@dataclass(frozen=True, slots=True)
class School:
    """One edition of everything the school decided; ``version`` is its number in the database.

    ``dispatch_team`` is the team whose chat gets what no route claims; ``confirm_days`` and
    ``reopen_days`` are calendar days. A reason that ``pauses`` does not have pauses nothing.
    """

    version: int
    names: Names
    zone: str
    languages: tuple[str, ...]
    emergency_phone: str
    campuses: tuple[Place, ...]
    calendars: Mapping[str, Calendar]
    categories: tuple[Category, ...]
    ladders: Mapping[str, Ladder]
    teams: Mapping[str, Team]
    routes: tuple[Route, ...]
    dispatch_team: str
    staff: Mapping[int, Staff]
    digest: Digest
    confirm_days: int
    reopen_days: int
    priorities: Mapping[int, Priority] = field(default_factory=dict)
    pauses: Mapping[HoldReason, Pause] = field(default_factory=lambda: PAUSES)
    limits: Limits = USUAL
