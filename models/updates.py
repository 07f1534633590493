"""Which updates were handled, and those that could not be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy import insert as plain_insert

from models.engine import insert
from models.tables import ParkedUpdate, SeenUpdate, table_of
from models.unit import Unit

REPLAYED, DROPPED = "replayed", "dropped"
LARGEST = 2**31 - 1
"""The largest number that a parked update may have."""

_seen = table_of(SeenUpdate)
_parked = table_of(ParkedUpdate)
_REMEMBER = insert(_seen).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_KEPT = timedelta(days=8)  # Telegram keeps an update a day; ids restart after a quiet week


@dataclass(frozen=True, slots=True)
class Parked:
    """An update that could not be handled: why, after how many tries, and what became of it.

    ``asked_at`` is when somebody asked for it to be handled again, ``settled_at`` when that was
    done or given up.
    """

    id: int
    update_id: int | None
    body: str
    reason: str
    tries: int
    parked_at: datetime
    asked_at: datetime | None
    settled_at: datetime | None
    outcome: str | None


def first_time(unit: Unit, update_id: int) -> bool:
    """Remember an update; False when it was handled before."""
    return unit.execute(_REMEMBER, {"id": update_id, "seen_at": unit.now}).rowcount == 1


def park(unit: Unit, update_id: int | None, body: str, reason: str, tries: int = 0) -> int | None:
    """Keep an update that could not be handled, with the reason; return its number.

    None when it was handled or parked before. One without an id is known by its body.
    """
    if not (_is_new(unit, body) if update_id is None else first_time(unit, update_id)):
        return None
    values = {"update_id": update_id, "body": body, "reason": reason, "tries": tries}
    keep = plain_insert(_parked).returning(_parked.c.id)
    number: int = unit.execute(keep, {**values, "parked_at": unit.now}).scalar_one()
    return number


def waiting(unit: Unit, *, asked: bool = False) -> list[Parked]:
    """Return the parked updates that are not settled, or only those asked for; oldest first."""
    found = select(_parked).where(_parked.c.settled_at.is_(None)).order_by(_parked.c.id)
    if asked:
        found = found.where(_parked.c.asked_at.is_not(None))
    return [Parked(**row) for row in unit.execute(found).mappings()]


def parked(unit: Unit, number: int) -> Parked | None:
    """Return a parked update by its number, settled or not."""
    row = unit.execute(select(_parked).where(_parked.c.id == number)).mappings().first()
    return Parked(**row) if row else None


def ask(unit: Unit, number: int) -> bool:
    """Ask for a parked update to be handled again; False when it is settled."""
    return _change(unit, number, asked_at=unit.now).rowcount == 1


def settle(unit: Unit, number: int, outcome: str) -> bool:
    """Be done with a parked update; False when somebody was before."""
    return _change(unit, number, settled_at=unit.now, outcome=outcome).rowcount == 1


def park_again(unit: Unit, number: int, reason: str, tries: int) -> None:
    """Note that a parked update failed once more, after so many more tries."""
    _change(unit, number, reason=reason, tries=_parked.c.tries + tries, asked_at=None)


def forget_old(unit: Unit) -> None:
    """Drop ids that Telegram cannot send again."""
    unit.execute(delete(_seen).where(_seen.c.seen_at < unit.now - _KEPT))


def _is_new(unit: Unit, body: str) -> bool:
    same = (_parked.c.update_id.is_(None), _parked.c.settled_at.is_(None), _parked.c.body == body)
    return unit.execute(select(_parked.c.id).where(*same)).first() is None


def _change(unit: Unit, number: int, **values: Any) -> CursorResult[Any]:  # noqa: ANN401  as SQLAlchemy's own
    open_row = (_parked.c.id == number, _parked.c.settled_at.is_(None))
    return unit.execute(update(_parked).where(*open_row).values(**values))
