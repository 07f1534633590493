"""What was tried in vain: a row for each person, incident and hour, so no disk is filled."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import RowMapping, delete, select

from domain.auditing import Incident
from models.engine import insert
from models.tables import AuditRow, table_of
from models.unit import Unit

KEPT = timedelta(days=180)

_audit = table_of(AuditRow)
_ADD = insert(_audit)
_NOTE = _ADD.on_conflict_do_update(
    index_elements=["hour", "user_id", "incident"],
    set_={"times": _audit.c.times + 1, "last_at": _ADD.excluded.last_at},
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


def note(unit: Unit, who: tuple[int, int], update_id: int, incident: Incident) -> None:
    """Write down what somebody (person and chat) tried in vain, or count it once more."""
    user_id, chat_id = who
    values = {"user_id": user_id, "chat_id": chat_id, "update_id": update_id, "times": 1}
    hour = unit.now.replace(minute=0, second=0, microsecond=0)
    moments = {"hour": hour, "first_at": unit.now, "last_at": unit.now}
    unit.execute(_NOTE, {**values, **moments, "incident": incident})


def listed(unit: Unit, since: datetime | None, user_id: int | None) -> list[Audited]:
    """Return the newest first, of all moments and people for None."""
    found = select(_audit).order_by(_audit.c.last_at.desc(), _audit.c.id.desc())
    if since is not None:
        found = found.where(_audit.c.last_at >= since)
    if user_id is not None:
        found = found.where(_audit.c.user_id == user_id)
    return [_read(row) for row in unit.execute(found).mappings()]


def forget_old(unit: Unit) -> None:
    """Drop what is older than half a year."""
    unit.execute(delete(_audit).where(_audit.c.last_at < unit.now - KEPT))


def _read(row: RowMapping) -> Audited:
    names = ("user_id", "chat_id", "update_id", "first_at", "last_at", "times")
    return Audited(incident=Incident(row["incident"]), **{name: row[name] for name in names})
