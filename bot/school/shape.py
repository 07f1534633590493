"""The shape of ``school.yaml``: its keys and what each may hold, checked one by one.

What one key says of another (a team's calendar, a route's team) is checked in
:mod:`bot.school.references`. Every key is described in ``docs/school.md``.
"""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from bot.school.days import CalendarEntry, DaysEntry
from bot.school.entry import Entry, Refs, listed
from bot.school.hours import Time
from bot.school.names import Code, Language, Names, Word
from bot.school.people import GrantText
from bot.school.problems import found
from bot.school.promises import Promise, Promises, ShortTime, When
from bot.school.rooms import RoomCodes
from domain.clocks import ClockKind
from domain.ladders import Recipient
from domain.limits import USUAL
from domain.school import PhotoRule
from domain.tickets import HoldReason, Kind

_RANK = "a number from 1 (danger) to 4 (wish)"


def _zone(text: str) -> str:
    try:
        return ZoneInfo(text).key
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise ValueError(
            f"expected a time zone such as Asia/Shanghai; found {found(text)}.",
        ) from None


def _rank(value: object) -> int:
    if str(value) not in {"1", "2", "3", "4"}:
        raise ValueError(f"expected {_RANK}; found {found(value)}.")
    return int(str(value))


def _as_room(value: object) -> object:
    return {"room": value} if isinstance(value, str | int) else value


def _as_floor(value: object) -> object:
    return value if isinstance(value, dict) else {"rooms": value or []}


def _single(room: RoomEntry) -> RoomEntry:
    if room.name is not None and len(room.room) > 1:
        raise ValueError("a name belongs to one room, not to a range; write that room by itself.")
    return room


Days = Annotated[int, Field(ge=1, le=90)]
Count = Annotated[int, Field(ge=1, le=9999)]
Rank = Annotated[int, PlainValidator(_rank)]
KindText = Annotated[Kind, Field(strict=False)]
ClockText = Annotated[ClockKind, Field(strict=False)]
ReasonText = Annotated[HoldReason, Field(strict=False)]
RecipientText = Annotated[Recipient, Field(strict=False)]
PhotoText = Annotated[PhotoRule, Field(strict=False)]
Paths = Annotated[list[Word], BeforeValidator(listed), Field(min_length=1)]


class SchoolEntry(Entry):
    """``school``: who we are."""

    name: Names
    zone: Annotated[str, AfterValidator(_zone)]
    languages: Annotated[list[Language], Field(min_length=1)]
    emergency_phone: Word
    confirm_days: Days
    reopen_days: Days


class DigestEntry(Entry):
    """``digest``: when managers get their daily report."""

    at: Time
    calendar: Code


class RoomEntry(Entry):
    """``rooms[]``: numbers, or one number with a name."""

    room: RoomCodes
    name: Names | None = None
    calendar: Code | None = None


class FloorEntry(Entry):
    """``floors.CODE``: rooms, and a name if the number does not say enough."""

    name: Names | None = None
    calendar: Code | None = None
    rooms: Annotated[
        list[Annotated[RoomEntry, BeforeValidator(_as_room), AfterValidator(_single)]],
        BeforeValidator(listed),
    ] = Field(default_factory=list)


class BuildingEntry(Entry):
    """``buildings.CODE``: a building, or a place outdoors without floors."""

    name: Names
    calendar: Code | None = None
    floors: dict[Code, Annotated[FloorEntry, BeforeValidator(_as_floor)]] = Field(
        default_factory=dict
    )


class CampusEntry(Entry):
    """``campuses.CODE``."""

    name: Names
    buildings: Annotated[dict[Code, BuildingEntry], Field(min_length=1)]


class ServiceEntry(Entry):
    """``services.CODE``: a row of the catalogue; what is left out is its category's."""

    name: Names
    priority: Rank
    targets: Promises
    calendar: Code | None = None
    ladder: Code | None = None
    photo: PhotoText = PhotoRule.NONE
    anonymous: bool = False
    emergency: bool | None = None
    needs_place: bool | None = None


class CategoryEntry(Entry):
    """``categories.CODE``: services, and what holds for all of them unless they say otherwise."""

    kind: KindText
    name: Names
    calendar: Code | None = None
    ladder: Code | None = None
    emergency: bool = False
    needs_place: bool | None = None
    services: Annotated[dict[Code, ServiceEntry], Field(min_length=1)]


class PriorityEntry(Entry):
    """``priorities.NUMBER``: what a ticket is promised that is given this priority."""

    targets: Promises
    floor: Promise
    calendar: Code | None = None
    ladder: Code | None = None
    emergency: bool = False


class PauseEntry(Entry):
    """``pauses.REASON``: how long work may wait for this."""

    longest: Promise
    contact: bool = False


class LimitsEntry(Entry):
    """``limits``: how many tickets one person may file; what is left out is as usual."""

    hour: Count = USUAL.hour
    day: Count = USUAL.day
    service_day: Count = USUAL.service_day
    staff_times: Count = USUAL.staff_times


class LevelEntry(Entry):
    """``levels[]``: who is told about a clock, and when."""

    clock: ClockText
    when: When
    to: Annotated[list[RecipientText], BeforeValidator(listed), Field(min_length=1)]


class LadderEntry(Entry):
    """``ladders.CODE``: the levels for all clocks, each clock's in the order of time."""

    urgent: bool = False
    repeat: ShortTime | None = None
    levels: list[LevelEntry]


class TeamEntry(Entry):
    """``teams.CODE``: who acts, and in which chat."""

    name: Names
    chat: Annotated[int, Field(lt=0)]
    topic: Annotated[int, Field(gt=0)] | None = None
    language: Language
    calendar: Code
    promise: Promise | None = None


class RouteEntry(Entry):
    """``routes[]``: which team gets what; what is left out matches everything."""

    team: Code
    services: Refs | None = None
    places: Paths | None = None


class StaffEntry(Entry):
    """``staff[]``: a person by Telegram id."""

    id: Annotated[int, Field(gt=0)]
    name: Names
    roles: Annotated[list[GrantText], BeforeValidator(listed), Field(min_length=1)]


class SchoolFile(Entry):
    """The whole file."""

    school: SchoolEntry
    digest: DigestEntry
    calendars: Annotated[dict[Code, CalendarEntry], Field(min_length=1)]
    days: DaysEntry = DaysEntry()
    campuses: Annotated[dict[Code, CampusEntry], Field(min_length=1)]
    categories: Annotated[dict[Code, CategoryEntry], Field(min_length=1)]
    priorities: dict[Rank, PriorityEntry] = Field(default_factory=dict)
    pauses: dict[ReasonText, PauseEntry] | None = None
    limits: LimitsEntry = LimitsEntry()
    ladders: Annotated[dict[Code, LadderEntry], Field(min_length=1)]
    teams: Annotated[dict[Code, TeamEntry], Field(min_length=1)]
    dispatch_team: Code
    routes: list[RouteEntry]
    staff: list[StaffEntry]
