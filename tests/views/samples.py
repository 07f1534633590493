"""Facts about tickets of the small school, as services would give them to screens."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.appointments import Slot
from domain.clocks import Clock, ClockKind, begin
from domain.facts import Attachment, Card, DigestFigures, Event, Line, Person, Tally, Who
from domain.moves import Move, Role
from domain.pauses import Wait
from domain.school import Service
from domain.targets import Aim, Target, Unit, due_of
from domain.tickets import BreachReason, HoldReason, Kind, Status, Ticket
from domain.turns import pause, resume
from tests.views.school import BURST, HOURS, LIGHT, RUDE, SCHOOL, at

NOW = at("2026-09-16 10:00")  # a Wednesday
FILED = at("2026-09-16 09:12")

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
    return tuple(begin(kind, 1, Aim(target, *named), filed) for kind, target in of.targets.items())


NEW = Card(
    ticket=TICKET,
    requester=ANNA,
    anonymous=False,
    assignee_name=None,
    clocks=clocks(LIGHT),
    hours=SCHOOL.calendars,
    attachments=(),
    emergency=False,
)
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
GONE = replace(WITH_BORIS, requester=replace(ANNA, reachable=False))
HELD = at("2026-09-16 09:40")
WAITING = replace(
    WITH_BORIS,
    ticket=replace(WITH_BORIS.ticket, status=Status.ON_HOLD, hold_reason=HoldReason.PARTS),
    clocks=(
        pause(
            WITH_BORIS.clocks[0], HOURS, HELD, due_of(Target(10, Unit.WORKING_DAYS), HOURS, HELD)
        ),
    ),
)
YOURS = replace(WAITING, ticket=replace(WAITING.ticket, hold_reason=HoldReason.REQUESTER))
DATED = replace(WAITING, ticket=replace(WAITING.ticket, contact_on=date(2026, 9, 18)))
WAITS = (
    Wait(2, 1, HoldReason.ACCESS, at("2026-09-16 09:22"), at("2026-09-16 09:35")),
    Wait(4, 1, HoldReason.PARTS, HELD),
)
AGREED_SLOT = Slot(at("2026-09-18 14:00"), at("2026-09-18 16:00"))
SLOT = {"slot": AGREED_SLOT.start.isoformat(), "until": AGREED_SLOT.end.isoformat()}
APPOINTED = replace(
    WITH_BORIS,
    clocks=(
        pause(WITH_BORIS.clocks[0], HOURS, HELD, AGREED_SLOT.start),
        begin(
            ClockKind.APPOINTMENT,
            1,
            Aim(Target(120, Unit.CLOCK_MINUTES), "teaching", HOURS),
            AGREED_SLOT.start,
        ),
    ),
)
MISSED = replace(
    APPOINTED,
    clocks=(resume(APPOINTED.clocks[0], HOURS, AGREED_SLOT.start), APPOINTED.clocks[1]),
)
BY_MONDAY = {"date": at("2026-09-21 18:00").isoformat()}
AGREED = replace(
    WITH_BORIS, clocks=(replace(WITH_BORIS.clocks[0], agreed_at=at("2026-09-21 18:00")),)
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
AGAIN_FILED = replace(
    NEW, ticket=replace(TICKET, id=45, number=1045, follows=42), follows="R-1042"
)
NAMED = replace(NEW, ticket=replace(TICKET, assignee_id=8), assignee_name="张师傅")
GIVEN = replace(WITH_BORIS, ticket=replace(WITH_BORIS.ticket, accepted_at=None))
# A duplicate of the ticket that Boris has, and that ticket with two of them.
MERGED = replace(
    NEW,
    ticket=replace(TICKET, id=43, number=1043, status=Status.MERGED, merged_into=42),
    clocks=(),
    parent=WITH_BORIS,
)
PARENT = replace(WITH_BORIS, merged=2)
COMPLAINT = replace(
    NEW,
    anonymous=True,
    ticket=replace(
        TICKET, kind=Kind.COMPLAINT, service="CMP-01", place="", words="师傅态度不好。"
    ),
    clocks=clocks(RUDE),
)
EMERGENCY = replace(
    NEW, ticket=replace(TICKET, service="EMG-01"), clocks=clocks(BURST), emergency=True
)
RAISED = replace(PICTURED, ticket=replace(TICKET, priority=1), emergency=True)


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
    event(Move.RESUME, Role.SYSTEM),
    event(Move.RELEASE),
    event(Move.APPOINT, Role.REQUESTER, **SLOT),
    event(Move.RESUME, Role.SYSTEM, **SLOT),
    event(Move.APPOINT),
    event(Move.AGREE, Role.MANAGER, **BY_MONDAY),
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
CORRECTED = (
    replace(event(Move.SUBMIT, Role.REQUESTER), at=FILED),
    event(Move.RECLASSIFY, Role.LEAD, service="ELE-01"),
    event(Move.RELOCATE, Role.LEAD, place="main/a/3/301"),
    replace(
        event(Move.PRIORITISE, Role.LEAD),
        facts={"priority": 3, "from": 2, "because": "made_safe"},
    ),
    replace(event(Move.PRIORITISE, Role.LEAD), facts={"priority": 1, "from": 3}),
)
ASSIGNED = event(Move.ASSIGN, Role.LEAD, assignee=8, name="张师傅")
MERGES = (
    HISTORY[0],
    event(Move.ABSORB, Role.LEAD, **{"from": "R-1043"}),
    event(Move.MERGE, Role.LEAD, into="R-1042"),
    event(Move.MERGE, Role.SYSTEM, into="R-1050"),
    ASSIGNED,
)
MUTES = (
    event(Move.MUTE, Role.LEAD, **BY_MONDAY),
    event(Move.MUTE, Role.MANAGER),
)
RETURNS = (
    replace(event(Move.SUBMIT, Role.REQUESTER, follows="R-1042"), at=FILED),
    event(Move.FOLLOW, Role.REQUESTER, ticket="R-1050"),
)


def line(number: int, status: Status = Status.NEW, late_by: int | None = None) -> Line:
    """Return a line of a list; ``late_by`` hours after it was due, or due in the afternoon."""
    due_at = at("2026-09-16 16:30")
    if late_by is not None:
        due_at = NOW - timedelta(hours=late_by)
    ticket = replace(TICKET, id=number, number=number, status=status)
    name = None if status is Status.NEW else "张师傅"
    return Line(ticket, name, due_at, overdue=late_by is not None, emergency=False)


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
    excused=1,
    reclassified=2,
    reasons=((BreachReason.PARTS, 2), (None, 1)),
    lately=(164, 36, 12),
    overheld=(("power", 2), ("office", 1)),
    ratings=6,
    rating_sum=27,
    reworked=2,
    fixed_in=timedelta(days=3, hours=4),
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
    excused=0,
    reclassified=0,
    reasons=(),
    lately=(0, 0, 0),
    overheld=(),
    ratings=0,
    rating_sum=0,
    reworked=0,
    fixed_in=None,
    teams=(),
    categories=(),
    oldest=(),
    days=tuple((day, 0, 0) for day, _, _ in FIGURES.days),
)
