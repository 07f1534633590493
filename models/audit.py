"""The audit: what was tried in vain, what staff did that weighs, what operators changed.

What was tried in vain has a row for each person, incident and hour, so no disk is filled. What
staff did is read from the histories of tickets, which have it already. All is shown for half a
year.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, and_, delete, or_, select

from domain.auditing import WEIGHTY, Command, Incident
from domain.moves import Move, Role
from domain.tickets import Kind, public_number
from models.engine import insert
from models.tables import AuditRow, CommandRow, EventRow, TicketRow, table_of
from models.unit import Unit

KEPT = timedelta(days=180)

_audit = table_of(AuditRow)
_command = table_of(CommandRow)
_event = table_of(EventRow)
_ticket = table_of(TicketRow)
_ADD = insert(_audit)
_NOTE = _ADD.on_conflict_do_update(
    index_elements=["hour", "user_id", "incident"],
    set_={"times": _audit.c.times + 1, "last_at": _ADD.excluded.last_at},
)
_COMMAND = insert(_command)
_WEIGHTY = or_(
    *(and_(_event.c.move == move, _event.c.role.in_(roles)) for move, roles in WEIGHTY.items())
)
_ACTS = (
    select(_event, _ticket.c.kind, _ticket.c.number)
    .join_from(_event, _ticket, _event.c.ticket_id == _ticket.c.id)
    .where(_WEIGHTY)
)


@dataclass(frozen=True, slots=True)
class Audited:
    """What somebody tried within one hour; chat and update are those of the first time."""

    user_id: int
    incident: Incident
    chat_id: int
    update_id: int
    first_at: datetime
    last_at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class Weighty:
    """What one of the staff did to a ticket, in which part; ``lifted`` when a mute was."""

    user_id: int
    move: Move
    role: Role
    number: str
    at: datetime
    lifted: bool


@dataclass(frozen=True, slots=True)
class Commanded:
    """What an operator changed, under which account of the machine, and of what."""

    account: str
    command: Command
    subject: str
    at: datetime


def note(unit: Unit, who: tuple[int, int], update_id: int, incident: Incident) -> None:
    """Write down what somebody (person and chat) tried in vain, or count it once more."""
    user_id, chat_id = who
    values = {"user_id": user_id, "chat_id": chat_id, "update_id": update_id, "times": 1}
    hour = unit.now.replace(minute=0, second=0, microsecond=0)
    moments = {"hour": hour, "first_at": unit.now, "last_at": unit.now}
    unit.execute(_NOTE, {**values, **moments, "incident": incident})


def note_command(unit: Unit, account: str, command: Command, subject: str) -> None:
    """Write down what an operator changes in this unit."""
    values = {"account": account, "command": command, "subject": subject}
    unit.execute(_COMMAND, {**values, "at": unit.now})


def listed(unit: Unit, since: datetime | None, user_id: int | None) -> list[Audited]:
    """Return what was tried in vain, the newest first, of all moments and people for None."""
    found = select(_audit).order_by(_audit.c.last_at.desc(), _audit.c.id.desc())
    found = found.where(_audit.c.last_at >= _from(unit, since))
    if user_id is not None:
        found = found.where(_audit.c.user_id == user_id)
    return [_read(row) for row in unit.execute(found).mappings()]


def weighty(unit: Unit, since: datetime | None, user_id: int | None) -> list[Weighty]:
    """Return what staff did that weighs, the newest first, as :func:`listed`; without words."""
    found = _ACTS.order_by(_event.c.id.desc()).where(_event.c.at >= _from(unit, since))
    if user_id is not None:
        found = found.where(_event.c.actor_id == user_id)
    return [_act(row) for row in unit.execute(found).mappings()]


def commanded(unit: Unit, since: datetime | None) -> list[Commanded]:
    """Return what operators changed, the newest first."""
    found = select(_command).order_by(_command.c.id.desc())
    rows = unit.execute(found.where(_command.c.at >= _from(unit, since)))
    return [Commanded(row.account, Command(row.command), row.subject, row.at) for row in rows]


def forget_old(unit: Unit) -> None:
    """Drop what is older than half a year."""
    unit.execute(delete(_audit).where(_audit.c.last_at < unit.now - KEPT))
    unit.execute(delete(_command).where(_command.c.at < unit.now - KEPT))


def _from(unit: Unit, since: datetime | None) -> datetime:
    oldest = unit.now - KEPT
    return oldest if since is None else max(since, oldest)


def _read(row: RowMapping) -> Audited:
    names = ("user_id", "chat_id", "update_id", "first_at", "last_at", "times")
    return Audited(incident=Incident(row["incident"]), **{name: row[name] for name in names})


def _act(row: RowMapping) -> Weighty:
    move, number = Move(row["move"]), public_number(Kind(row["kind"]), row["number"])
    lifted = move is Move.MUTE and "date" not in row["facts"]
    return Weighty(row["actor_id"], move, Role(row["role"]), number, row["at"], lifted)
