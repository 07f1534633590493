"""What operators must hear of, and what they have heard: one row for each time it happened."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from domain.alerts import Alert
from models.tables import AlertRow, table_of
from models.unit import Unit

_alert = table_of(AlertRow)
_ADD = insert(_alert)
_UNTOLD = (
    select(_alert.c.kind, func.min(_alert.c.at).label("since"))
    .where(_alert.c.told_at.is_(None))
    .group_by(_alert.c.kind)
)
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Untold:
    """A kind of alert that nobody has heard of since ``since``."""

    kind: Alert
    since: datetime


def note(unit: Unit, kind: Alert) -> None:
    """Note that something happened; operators hear of it at the next look."""
    unit.execute(_ADD, {"kind": kind, "at": unit.now, "told_at": None})


def untold(unit: Unit) -> list[Untold]:
    """Return what nobody has heard of yet."""
    return [Untold(Alert(row.kind), row.since) for row in unit.execute(_UNTOLD)]


def told_at(unit: Unit, kind: Alert) -> datetime | None:
    """Return when operators last heard of a kind; None for never."""
    last = select(func.max(_alert.c.told_at)).where(_alert.c.kind == kind)
    found: datetime | None = unit.execute(last).scalar()
    return found


def tell(unit: Unit, kind: Alert) -> None:
    """Note that operators hear of all that happened until now."""
    of_kind = (_alert.c.kind == kind, _alert.c.told_at.is_(None))
    unit.execute(update(_alert).where(*of_kind).values(told_at=unit.now))


def count(unit: Unit, kind: Alert, since: datetime) -> int:
    """Return how often something has happened since a moment."""
    lately = (_alert.c.kind == kind, _alert.c.at >= since)
    found: int = unit.execute(select(func.count()).where(*lately)).scalar_one()
    return found


def forget_old(unit: Unit) -> None:
    """Drop what operators have heard of long ago."""
    unit.execute(delete(_alert).where(_alert.c.told_at < unit.now - _KEPT))
