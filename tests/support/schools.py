"""A small school with one thing of each sort, for tests that need any school at all."""

from dataclasses import replace
from datetime import time
from pathlib import Path

from domain.calendars import Calendar, around_the_clock
from domain.clocks import ClockKind
from domain.ladders import Ladder, Level, Recipient
from domain.limits import Limits
from domain.moves import Role
from domain.school import PAUSES as USUAL_PAUSES
from domain.school import (
    Category,
    Digest,
    Grant,
    Names,
    PhotoRule,
    Place,
    Priority,
    Route,
    School,
    Service,
    Staff,
    Team,
)
from domain.targets import Target, Unit
from domain.tickets import HoldReason, Kind
from domain.windows import Window

ZONE = "Asia/Shanghai"
ROOM = "main/a/3/301"
WORKER, COLLEAGUE, LEAD, DISPATCHER, MANAGER, HEAD = 11, 12, 13, 14, 15, 16
REPAIR_CHAT, DORMITORY_CHAT, DISPATCH_CHAT = -1001000000001, -1001000000002, -1001000000003


def names(zh: str, en: str) -> Names:
    """Return a name in Chinese and in English."""
    return {"zh_Hans": zh, "en": en}


def minutes(amount: int) -> Target:
    """Return working minutes."""
    return Target(amount, Unit.WORKING_MINUTES)


def around(amount: int) -> Target:
    """Return minutes of the clock on the wall."""
    return Target(amount, Unit.CLOCK_MINUTES)


def place(code: str, zh: str, en: str, *children: Place) -> Place:
    """Return a place and what is inside it."""
    return Place(code, names(zh, en), children)


CAMPUS = place(
    "main",
    "本部",
    "Main campus",
    place(
        "main/a",
        "教学楼",
        "Teaching building",
        place(
            "main/a/3",
            "3楼",
            "Floor 3",
            *(place(f"main/a/3/{n}", str(n), str(n)) for n in (301, 302)),
        ),
    ),
    place(
        "main/d",
        "宿舍楼",
        "Dormitory",
        place(
            "main/d/2",
            "2楼",
            "Floor 2",
            *(place(f"main/d/2/{n}", str(n), str(n)) for n in (201, 202)),
        ),
    ),
)
_OFFICE = (Window(480, 720), Window(840, 1080))
CALENDARS = {
    "teaching": Calendar(ZONE, (_OFFICE,) * 5 + ((), ())),
    "dormitory": Calendar(ZONE, ((Window(420, 1320),),) * 7),
    "emergency": around_the_clock(ZONE),
}

_ACK, _RESOLVE, _REPLY = ClockKind.ACK, ClockKind.RESOLVE, ClockKind.REPLY
_VISIT = ClockKind.APPOINTMENT
_WORKERS = (Recipient.ASSIGNEE, Recipient.LEAD)
LADDERS = {
    "normal": Ladder(
        (
            Level(_ACK, (Recipient.GROUP,), percent=50),
            Level(_ACK, (Recipient.ON_CALL,), percent=80),
            Level(_ACK, (Recipient.LEAD,), percent=100),
            Level(_ACK, (Recipient.DISPATCHER,), after_due=minutes(60)),
            Level(_ACK, (Recipient.MANAGER,), after_due=minutes(240)),
            Level(_RESOLVE, (Recipient.ASSIGNEE,), percent=50),
            Level(_RESOLVE, _WORKERS, percent=80),
            Level(_RESOLVE, (Recipient.MANAGER,), percent=100),
            Level(_RESOLVE, (Recipient.HEAD,), after_due=Target(1, Unit.WORKING_DAYS)),
            Level(_REPLY, (Recipient.DISPATCHER,), percent=80),
            Level(_REPLY, (Recipient.MANAGER,), percent=100),
            Level(ClockKind.OLA, (Recipient.LEAD,), percent=100),
            Level(_VISIT, (Recipient.ASSIGNEE,), before_start=around(30)),
            Level(_VISIT, _WORKERS, percent=100),
            Level(_VISIT, (Recipient.MANAGER,), after_due=minutes(30)),
        )
    ),
    "emergency": Ladder(
        (
            Level(_ACK, (Recipient.ON_CALL,), after_start=around(0)),
            Level(_ACK, (Recipient.ON_CALL,), after_start=around(3)),
            Level(_ACK, (Recipient.LEAD,), after_start=around(8)),
            Level(_ACK, (Recipient.MANAGER,), after_start=around(10)),
            Level(_ACK, (Recipient.HEAD,), after_start=around(15)),
        ),
        urgent=True,
    ),
}

PRIORITIES = {
    1: Priority(
        {_ACK: around(5), ClockKind.ARRIVE: around(20), _RESOLVE: around(240)},
        around(15),
        "emergency",
        "emergency",
        emergency=True,
    ),
    2: Priority({_ACK: minutes(30), _RESOLVE: minutes(240)}, minutes(60)),
    3: Priority({_ACK: minutes(60), _RESOLVE: minutes(480)}, minutes(120)),
    4: Priority({_ACK: minutes(240), _RESOLVE: Target(3, Unit.WORKING_DAYS)}, minutes(240)),
}

PAUSES = {
    reason: replace(pause, contact=reason is HoldReason.REQUESTER)
    for reason, pause in USUAL_PAUSES.items()
}

LIMITED = "limits: {hour: 10, day: 20, service_day: 5,"
UNLIMITED = "limits: {hour: 9999, day: 9999, service_day: 9999,"
NO_LIMITS = Limits(9999, 9999, 9999)
"""In tests one person files what a whole school would; those of the limits say so."""

TAP = Service(
    code="WTR-01",
    kind=Kind.REPAIR,
    names=names("水龙头漏水", "Dripping tap"),
    priority=3,
    calendar="teaching",
    ladder="normal",
    targets={_ACK: minutes(60), _RESOLVE: minutes(480)},
    photo=PhotoRule.WISHED,
    anonymous=False,
    emergency=False,
)
BURST = replace(
    TAP,
    code="EMG-01",
    names=names("水管爆裂", "Burst pipe"),
    priority=1,
    calendar="emergency",
    ladder="emergency",
    targets={_ACK: around(5), _RESOLVE: around(240)},
    photo=PhotoRule.NONE,
    emergency=True,
)
FOOD = replace(
    TAP,
    code="FOD-01",
    kind=Kind.COMPLAINT,
    names=names("饭菜质量", "Food"),
    targets={_ACK: minutes(240), _REPLY: Target(3, Unit.WORKING_DAYS)},
    photo=PhotoRule.NONE,
    anonymous=True,
    needs_place=False,
)
IDEA = replace(FOOD, code="SUG-01", kind=Kind.SUGGESTION, names=names("建议", "An idea"))
CATEGORIES = (
    Category("WTR", Kind.REPAIR, names("给排水", "Water"), (TAP, BURST)),
    Category("FOD", Kind.COMPLAINT, names("食堂", "Canteen"), (FOOD,)),
    Category("SUG", Kind.SUGGESTION, names("建议", "Suggestions"), (IDEA,)),
)


def team(code: str, called: Names, chat_id: int, calendar: str = "teaching") -> Team:
    """Return a team with a Chinese group."""
    return Team(code, called, chat_id, None, "zh_Hans", calendar)


TEAMS = {
    "repair": team("repair", names("维修组", "Repairs"), REPAIR_CHAT),
    "dormitory": replace(
        team("dormitory", names("宿管组", "Dormitory"), DORMITORY_CHAT, "dormitory"),
        promise=Target(600, Unit.WORKING_MINUTES),
    ),
    "dispatch": team("dispatch", names("后勤调度", "Dispatch"), DISPATCH_CHAT),
}
STAFF = {
    user_id: Staff(user_id, names(zh, en), (Grant(role, team_code),))
    for user_id, zh, en, role, team_code in (
        (WORKER, "王师傅", "Mr Wang", Role.WORKER, "repair"),
        (COLLEAGUE, "李师傅", "Mr Li", Role.WORKER, "repair"),
        (LEAD, "赵组长", "Ms Zhao", Role.LEAD, "repair"),
        (DISPATCHER, "孙调度", "Ms Sun", Role.DISPATCHER, None),
        (MANAGER, "钱主任", "Mr Qian", Role.MANAGER, None),
        (HEAD, "周校长", "Ms Zhou", Role.HEAD, None),
    )
}


def small_school(_: str, version: int) -> School:
    """Return the school as an edition; what the database keeps as its document is not read."""
    return School(
        version=version,
        names=names("示例中学", "Example School"),
        zone=ZONE,
        languages=("zh_Hans", "en"),
        emergency_phone="110",
        campuses=(CAMPUS,),
        calendars=CALENDARS,
        categories=CATEGORIES,
        ladders=LADDERS,
        teams=TEAMS,
        routes=(
            Route("dormitory", None, frozenset({"main/d"})),
            Route("repair", frozenset({"WTR"}), None),
        ),
        dispatch_team="dispatch",
        staff=STAFF,
        digest=Digest(time(17, 30), "teaching"),
        confirm_days=3,
        reopen_days=7,
        priorities=PRIORITIES,
        pauses=PAUSES,
        limits=NO_LIMITS,
    )


def without_limits(example: Path, folder: Path) -> Path:
    """Write the example's school down without its limits: for few people who file all day."""
    text = example.read_text("utf-8")
    assert LIMITED in text
    file = folder / "school.yaml"
    file.write_text(text.replace(LIMITED, UNLIMITED), encoding="utf-8")
    return file


def with_own_plumbers(school: School) -> School:
    """Return the school where the dormitory's own team mends its taps."""
    own = Route("dormitory", frozenset({"WTR"}), frozenset({"main/d"}))
    return replace(school, routes=(own, *school.routes))
