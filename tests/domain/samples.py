"""A small school, its calendars and a ticket, as values to ask the rules about."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from domain.calendars import Calendar, Day, Layer, around_the_clock
from domain.clocks import ClockKind
from domain.ladders import Ladder, Level, Recipient
from domain.moves import Role
from domain.school import (
    Category,
    Digest,
    Grant,
    PhotoRule,
    Place,
    Route,
    School,
    Service,
    Staff,
    Team,
)
from domain.targets import Target, Unit
from domain.tickets import Kind, Status, Ticket
from domain.windows import Window

LESSONS = (Window(480, 720), Window(840, 1080))
_CLOSED = ((1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7))
_MAKE_UP = ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
NATIONAL_2026 = {
    Layer.HOLIDAY: {
        date(2026, month, day): Day(())
        for month, first, last in _CLOSED
        for day in range(first, last + 1)
    },
    Layer.MAKE_UP: {date(2026, month, day): Day(LESSONS) for month, day in _MAKE_UP},
}


def daily(zone: str, *windows: tuple[int, int]) -> Calendar:
    """Return a calendar with the same windows, in minutes, on all seven days."""
    return Calendar(zone, (tuple(Window(*window) for window in windows),) * 7)


def office(zone: str, *windows: tuple[int, int]) -> Calendar:
    """Return a calendar with the same windows, in minutes, from Monday to Friday."""
    return Calendar(zone, (tuple(Window(*window) for window in windows),) * 5 + ((), ()))


TEACHING = Calendar("Asia/Shanghai", (LESSONS,) * 5 + ((), ()), NATIONAL_2026, frozenset({2026}))
DORMITORY = daily("Asia/Shanghai", (420, 1320))
EMERGENCY = around_the_clock("Asia/Shanghai")


def local(text: str, zone: str = "Asia/Shanghai") -> datetime:
    """Return the UTC moment of a local time, for example ``2026-11-09 08:00``."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def minutes(amount: int) -> Target:
    """Return a target in working minutes."""
    return Target(amount, Unit.WORKING_MINUTES)


def service(code: str, kind: Kind = Kind.REPAIR, photo: PhotoRule = PhotoRule.WISHED) -> Service:
    """Return a service with an hour to acknowledge and a day to resolve."""
    return Service(
        code=code,
        kind=kind,
        names={"zh_Hans": code, "en": code},
        priority=3,
        calendar="teaching",
        ladder="normal",
        targets={ClockKind.ACK: minutes(60), ClockKind.RESOLVE: minutes(480)},
        photo=photo,
        anonymous=False,
        emergency=False,
        needs_place=kind is Kind.REPAIR,
    )


def place(code: str, zh: str, en: str, *children: Place) -> Place:
    """Return a place with a Chinese and an English name."""
    return Place(code, {"zh_Hans": zh, "en": en}, children)


def floor(code: str, level: int, *rooms: str) -> Place:
    """Return a floor with rooms that go by their numbers only."""
    inside = (place(f"{code}/{level}/{room}", room, room) for room in rooms)
    return place(f"{code}/{level}", f"{level}楼", f"Floor {level}", *inside)


MAIN = place(
    "main",
    "本部",
    "Main campus",
    place(
        "main/a",
        "教学楼",
        "Teaching building",
        floor("main/a", 1, "101", "102"),
        floor("main/a", 3, "301", "302", "301a"),
    ),
    place(
        "main/b",
        "实验楼",
        "Laboratory building",
        place(
            "main/b/3",
            "3楼",
            "Floor 3",
            place("main/b/3/301", "301 化学实验室", "301 Chemistry lab"),
            place("main/b/3/302", "302 物理实验室", "302 Physics lab"),
        ),
    ),
    place("main/field", "操场", "Sports field"),
)
NORTH = place("north", "北校区", "North campus", place("north/a", "宿舍", "Dormitory"))

WATER = Category("WTR", Kind.REPAIR, {"en": "Water"}, (service("WTR-01"), service("WTR-02")))
LIGHT = Category(
    "ELE",
    Kind.REPAIR,
    {"en": "Power"},
    (service("ELE-01", photo=PhotoRule.REQUIRED), service("ELE-02", photo=PhotoRule.NONE)),
)
FOOD = Category("FOD", Kind.COMPLAINT, {"en": "Food"}, (service("FOD-01", Kind.COMPLAINT),))


def grant(role: Role, team: str | None = None) -> Grant:
    """Return a role for a team, or for the whole school."""
    return Grant(role, team)


WORKER_ID, LEAD_ID, DISPATCHER_ID, MANAGER_ID, OTHER_ID, HEAD_ID = 11, 12, 13, 14, 15, 16
REQUESTER_ID, STRANGER_ID = 21, 22

STAFF = {
    user_id: Staff(user_id, {"en": f"Person {user_id}"}, grants)
    for user_id, grants in {
        WORKER_ID: (grant(Role.WORKER, "water"),),
        LEAD_ID: (grant(Role.LEAD, "water"),),
        DISPATCHER_ID: (grant(Role.DISPATCHER),),
        MANAGER_ID: (grant(Role.MANAGER), grant(Role.WORKER, "power")),
        OTHER_ID: (grant(Role.WORKER, "power"), grant(Role.MANAGER, "power")),
        HEAD_ID: (grant(Role.HEAD),),
    }.items()
}


def team(code: str, chat_id: int) -> Team:
    """Return a team that speaks Chinese in its own group."""
    return Team(code, {"en": code}, chat_id, None, "zh_Hans", "teaching")


def school(*routes: Route) -> School:
    """Return a school of two campuses and three teams with these routing rules."""
    return School(
        version=1,
        names={"zh_Hans": "示例中学", "en": "Example School"},
        zone="Asia/Shanghai",
        languages=("zh_Hans", "en"),
        emergency_phone="110",
        campuses=(MAIN, NORTH),
        calendars={"teaching": TEACHING, "dormitory": DORMITORY, "emergency": EMERGENCY},
        categories=(WATER, LIGHT, FOOD),
        ladders={"normal": Ladder((Level(ClockKind.ACK, (Recipient.GROUP,), percent=50),))},
        teams={code: team(code, -100 - n) for n, code in enumerate(("water", "power", "desk"))},
        routes=routes,
        dispatch_team="desk",
        staff=STAFF,
        digest=Digest(time(17, 30), "teaching"),
        confirm_days=3,
        reopen_days=7,
    )


_TICKET = Ticket(
    id=1,
    kind=Kind.REPAIR,
    number=1042,
    status=Status.NEW,
    version=1,
    cycle=1,
    school_version=1,
    service="WTR-01",
    place="main/a/3/301",
    words="水龙头漏水",
    requester_id=REQUESTER_ID,
    team="water",
    route_reason="any",
    assignee_id=None,
    hold_reason=None,
    rating=None,
    rating_comment=None,
    submitted_at=local("2026-11-09 08:00"),
    accepted_at=None,
    done_at=None,
    closed_at=None,
)


def ticket(
    *, requester_id: int = REQUESTER_ID, assignee_id: int | None = None, team: str = "water"
) -> Ticket:
    """Return a water repair, changed in what access looks at."""
    return replace(_TICKET, requester_id=requester_id, assignee_id=assignee_id, team=team)
