"""Which updates were handled, and those that could not be."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy import insert as plain_insert

from models.engine import insert
from models.tables import ParkedUpdate, SeenUpdate, table_of
from models.unit import Unit

_seen = table_of(SeenUpdate)
_parked = table_of(ParkedUpdate)
_REMEMBER = insert(_seen).on_conflict_do_nothing().execution_options(preserve_rowcount=True)
_KEPT = timedelta(days=8)  # Telegram keeps an update a day; ids restart after a quiet week


def first_time(unit: Unit, update_id: int) -> bool:
    """Remember an update; False when it was handled before."""
    return unit.execute(_REMEMBER, {"id": update_id, "seen_at": unit.now}).rowcount == 1


def park(unit: Unit, update_id: int | None, body: str, reason: str) -> None:
    """Keep an update that could not be handled, with the reason."""
    values = {"update_id": update_id, "body": body, "reason": reason, "parked_at": unit.now}
    unit.execute(plain_insert(_parked), values)


def forget_old(unit: Unit) -> None:
    """Drop ids that Telegram cannot send again."""
    unit.execute(delete(_seen).where(_seen.c.seen_at < unit.now - _KEPT))
