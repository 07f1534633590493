"""A small school with names in four languages, for screens to draw."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from domain.calendars import Calendar, around_the_clock
from domain.clocks import ClockKind
from domain.ladders import Ladder
from domain.moves import Role
from domain.school import (
    Category,
    Digest,
    Grant,
    PhotoRule,
    Place,
    Priority,
    School,
    Service,
    Staff,
    Team,
)
from domain.targets import Target, Unit
from domain.tickets import Kind
from domain.windows import Window

ZONE = "Asia/Shanghai"
HOURS = Calendar(
    ZONE,
    ((Window(480, 720), Window(840, 1080)),) * 5 + ((), ()),
    national_years=frozenset({2026}),
)


def at(local: str) -> datetime:
    """Return the UTC moment of the school's local time, for example ``2026-09-16 09:12``."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


def names(hans: str, hant: str, en: str, ru: str) -> Mapping[str, str]:
    """Return a name in the four languages."""
    return {"zh_Hans": hans, "zh_Hant": hant, "en": en, "ru": ru}


def _minutes(amount: int) -> Target:
    return Target(amount, Unit.WORKING_MINUTES)


_REPAIR = {ClockKind.ACK: _minutes(60), ClockKind.RESOLVE: _minutes(480)}
_ANSWER = {ClockKind.ACK: _minutes(120), ClockKind.REPLY: Target(3, Unit.WORKING_DAYS)}


def service(code: str, called: Mapping[str, str], kind: Kind = Kind.REPAIR) -> Service:
    """Return a service with ordinary promises."""
    return Service(
        code=code,
        kind=kind,
        names=called,
        priority=3,
        calendar="teaching",
        ladder="normal",
        targets=_REPAIR if kind is Kind.REPAIR else _ANSWER,
        photo=PhotoRule.WISHED if kind is Kind.REPAIR else PhotoRule.NONE,
        anonymous=kind is Kind.COMPLAINT,
        emergency=False,
        needs_place=kind is Kind.REPAIR,
    )


LIGHT = service("ELE-01", names("灯不亮", "燈不亮", "Light out", "Не горит свет"))
LOCK = replace(
    service("FUR-01", names("门锁/门把手", "門鎖/門把", "Lock or handle", "Замок или ручка")),
    photo=PhotoRule.REQUIRED,
)
BURST = replace(
    service("EMG-01", names("水管爆裂", "水管破裂", "Burst pipe", "Прорвало трубу")),
    emergency=True,
    photo=PhotoRule.NONE,
    calendar="always",
    targets={ClockKind.ACK: Target(5, Unit.CLOCK_MINUTES)},
)
RUDE = service(
    "CMP-01",
    names("服务态度", "服務態度", "Conduct", "Поведение сотрудников"),
    Kind.COMPLAINT,
)
IDEA = service("SUG-01", names("建议", "建議", "Suggestion", "Предложение"), Kind.SUGGESTION)

_ROOMS = tuple(
    Place(f"main/a/3/{number}", names(*[str(number)] * 4)) for number in range(301, 341)
)
_FLOORS = (
    Place(
        "main/a/1",
        names("1 层", "1 樓", "Floor 1", "1 этаж"),
        (Place("main/a/1/101", names(*["101"] * 4)),),
    ),
    Place("main/a/3", names("3 层", "3 樓", "Floor 3", "3 этаж"), _ROOMS),
)
CAMPUS = Place(
    "main",
    names("主校区", "主校區", "Main campus", "Главный корпус"),
    (
        Place("main/a", names("教学楼A", "教學大樓A", "Building A", "Корпус А"), _FLOORS),
        Place("main/gate", names("校门", "校門", "School gate", "Ворота школы")),
    ),
)
SECOND_CAMPUS = Place(
    "east",
    names("东校区", "東校區", "East campus", "Восточный корпус"),
    (Place("east/hall", names("礼堂", "禮堂", "Hall", "Актовый зал")),),
)

POWER = Team(
    code="power",
    names=names("水电班", "水電組", "Utilities", "Электрики и сантехники"),
    chat_id=-1001,
    topic_id=None,
    language="zh_Hans",
    calendar="teaching",
)
OFFICE = replace(
    POWER, code="office", chat_id=-1002, names=names("后勤办公室", "總務處", "Office", "Контора")
)

PEOPLE = {
    user_id: Staff(user_id, names(hans, hant, en, ru), (Grant(Role.WORKER, "power"),))
    for user_id, hans, hant, en, ru in (
        (9, "陈师傅", "陳師傅", "Mr Chen", "Чэнь"),
        (8, "张师傅", "張師傅", "Mr Zhang", "Чжан"),
    )
}
_WISH = Priority(_REPAIR, _minutes(240))
SCHOOL = School(
    version=1,
    names=names("梧桐中学", "梧桐中學", "Wutong Middle School", "Школа «Утун»"),
    zone=ZONE,
    languages=("zh_Hans", "zh_Hant", "en", "ru"),
    emergency_phone="0571-0000-0110",
    campuses=(CAMPUS,),
    calendars={"teaching": HOURS, "always": around_the_clock(ZONE)},
    categories=(
        Category(
            "EMG", Kind.REPAIR, names("应急抢修", "緊急搶修", "Emergency", "Авария"), (BURST,)
        ),
        Category(
            "ELE",
            Kind.REPAIR,
            names("电气照明", "電氣照明", "Electrical and lighting", "Свет и электричество"),
            (LIGHT,),
        ),
        Category(
            "FUR",
            Kind.REPAIR,
            names("门窗家具", "門窗家具", "Doors and furniture", "Двери и мебель"),
            (LOCK,),
        ),
        Category("CMP", Kind.COMPLAINT, names("投诉", "投訴", "Complaint", "Жалоба"), (RUDE,)),
        Category(
            "SUG",
            Kind.SUGGESTION,
            names("建议与咨询", "建議與諮詢", "Suggestion", "Предложение"),
            (IDEA,),
        ),
    ),
    ladders={"normal": Ladder(())},
    teams={"power": POWER, "office": OFFICE},
    routes=(),
    dispatch_team="office",
    staff={},
    digest=Digest(time(7, 30), "teaching"),
    confirm_days=7,
    reopen_days=7,
    priorities=dict.fromkeys(range(1, 5), _WISH),
)
