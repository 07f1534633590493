"""A small school with names in four languages, and facts about tickets, for screens to draw."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendars import Calendar, Window, around_the_clock
from domain.clocks import Clock, ClockKind, Target, Unit, begin, pause
from domain.facts import Attachment, Card, DigestFigures, Event, Line, Person, Tally, Who
from domain.ladders import Ladder
from domain.moves import Move, Role
from domain.school import (
    Category,
    Digest,
    PhotoRule,
    Place,
    School,
    Service,
    Team,
)
from domain.tickets import HoldReason, Kind, Status, Ticket

ZONE = "Asia/Shanghai"
HOURS = Calendar(ZONE, ((Window(480, 720), Window(840, 1080)),) * 5 + ((), ()))


def at(local: str) -> datetime:
    """Return the UTC moment of the school's local time, for example ``2026-09-16 09:12``."""
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)


NOW = at("2026-09-16 10:00")  # a Wednesday
FILED = at("2026-09-16 09:12")


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
)

ANNA = Person(
    id=7,
    name="李安娜",
    language="zh_Hans",
    who=Who.TEACHER,
    last_place="main/a/3/301",
    reachable=True,
)

TICKET = Ticket(
    id=42,
    kind=Kind.REPAIR,
    number=1042,
    status=Status.NEW,
    version=1,
    cycle=1,
    school_version=1,
    service="ELE-01",
    place="main/a/3/301",
    words="左边第二盏灯一直闪。",
    requester_id=7,
    team="power",
    route_reason="any",
    submitted_at=FILED,
)


def clocks(of: Service, filed: datetime = FILED) -> tuple[Clock, ...]:
    """Return the clocks of a service as they start."""
    named = (of.calendar, SCHOOL.calendars[of.calendar])
    return tuple(begin(kind, 1, target, named, filed) for kind, target in of.targets.items())


NEW = Card(ticket=TICKET, requester=ANNA, assignee_name=None, clocks=clocks(LIGHT), attachments=())
PICTURED = replace(
    NEW,
    attachments=(
        Attachment("photo-1", "photo", "before"),
        Attachment("photo-2", "photo", "before"),
    ),
)
NIGHT = replace(NEW, clocks=clocks(LIGHT, at("2026-09-16 22:10")))
WITH_BORIS = replace(
    NEW,
    ticket=replace(
        TICKET, status=Status.ACCEPTED, assignee_id=8, accepted_at=at("2026-09-16 09:20")
    ),
    assignee_name="张师傅",
    clocks=NEW.clocks[1:],
)
WAITING = replace(
    WITH_BORIS,
    ticket=replace(WITH_BORIS.ticket, status=Status.ON_HOLD, hold_reason=HoldReason.PARTS),
    clocks=(pause(WITH_BORIS.clocks[0], HOURS, at("2026-09-16 09:40")),),
)
AGAIN = replace(
    WITH_BORIS,
    ticket=replace(WITH_BORIS.ticket, cycle=2),
    clocks=(replace(WITH_BORIS.clocks[0], cycle=2),),
)
DONE = replace(
    WITH_BORIS,
    ticket=replace(WITH_BORIS.ticket, status=Status.DONE, done_at=at("2026-09-16 09:50")),
    clocks=(),
)
RATED = replace(DONE, ticket=replace(DONE.ticket, status=Status.CONFIRMED, rating=4))
CLOSED = replace(DONE, ticket=replace(DONE.ticket, status=Status.CLOSED))
CANCELLED = replace(NEW, ticket=replace(TICKET, status=Status.CANCELLED), clocks=())
COMPLAINT = replace(
    NEW,
    ticket=replace(
        TICKET, kind=Kind.COMPLAINT, service="CMP-01", place="", words="师傅态度不好。"
    ),
    clocks=clocks(RUDE),
)
EMERGENCY = replace(NEW, ticket=replace(TICKET, service="EMG-01"), clocks=clocks(BURST))


def event(move: Move, role: Role = Role.ASSIGNEE, **facts: str | int) -> Event:
    """Return an event of this morning; requesters are known by name, too."""
    name = {Role.SYSTEM: None, Role.REQUESTER: "李安娜"}.get(role, "张师傅")
    return Event(at("2026-09-16 09:20"), move, role, name, facts)


HISTORY = (
    replace(event(Move.SUBMIT, Role.REQUESTER), at=FILED),
    event(Move.ACCEPT, Role.WORKER),
    event(Move.SAY, Role.ASSIGNEE, words="请留门", author="张师傅"),
    event(Move.ARRIVE),
    event(Move.HOLD, reason="parts"),
    event(Move.RESUME),
    event(Move.TRANSFER, Role.LEAD, team="office"),
    event(Move.DONE),
    event(Move.NOT_FIXED, Role.REQUESTER),
    event(Move.CONFIRM, Role.REQUESTER),
    event(Move.RATE, Role.REQUESTER, stars=4),
    event(Move.REOPEN, Role.REQUESTER),
    event(Move.CLOSE, Role.SYSTEM),
    event(Move.CLOSE, Role.MANAGER),
    event(Move.CANCEL, Role.REQUESTER),
)


def line(number: int, status: Status = Status.NEW, late_by: int | None = None) -> Line:
    """Return a line of a list; ``late_by`` hours after it was due, or due in the afternoon."""
    due_at = at("2026-09-16 16:30")
    if late_by is not None:
        due_at = NOW - timedelta(hours=late_by)
    ticket = replace(TICKET, id=number, number=number, status=status)
    name = None if status is Status.NEW else "张师傅"
    return Line(ticket, name, due_at, overdue=late_by is not None)


LINES = (line(1040, Status.ACCEPTED, late_by=2), line(1041, Status.ON_SITE), line(1042))

FIGURES = DigestFigures(
    since=at("2026-09-15 07:30"),
    until=at("2026-09-16 07:30"),
    new=12,
    done=9,
    open=7,
    overdue=2,
    met=17,
    missed=3,
    ratings=6,
    rating_sum=27,
    teams=(Tally("power", 8, 6, 5, 2), Tally("office", 4, 3, 2, 0)),
    categories=(Tally("ELE", 7, 5, 4, 1), Tally("FUR", 5, 4, 3, 1), Tally("CMP", 0, 0, 0, 0)),
    oldest=LINES,
    days=tuple(
        (date(2026, 9, 10 + day), new, done)
        for day, (new, done) in enumerate(
            ((6, 4), (9, 8), (2, 3), (0, 0), (11, 7), (8, 10), (12, 9))
        )
    ),
)
QUIET = replace(
    FIGURES,
    new=0,
    done=0,
    open=0,
    overdue=0,
    met=0,
    missed=0,
    ratings=0,
    rating_sum=0,
    teams=(),
    categories=(),
    oldest=(),
    days=tuple((day, 0, 0) for day, _, _ in FIGURES.days),
)
