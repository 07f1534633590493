"""Things that happen once: whoever writes the name first may do them."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from models.engine import insert
from models.tables import OccasionRow, table_of
from models.unit import Unit

_occasion = table_of(OccasionRow)
_TAKE = insert(_occasion).on_conflict_do_nothing().execution_options(preserve_rowcount=True)

_ADD = insert(_occasion)
_NOTE = _ADD.on_conflict_do_update(index_elements=["key"], set_={"at": _ADD.excluded.at})
_of_key = _occasion.c.key == bindparam("key")
_TAKEN = select(_occasion.c.key).where(_of_key)
_GIVE_BACK = delete(_occasion).where(_of_key)


def first_to(unit: Unit, key: str, at: datetime | None = None) -> bool:
    """Claim an occasion by name, as of now or of ``at``; False when it was claimed before."""
    return unit.execute(_TAKE, {"key": key, "at": at or unit.now}).rowcount == 1


def note(unit: Unit, key: str) -> None:
    """Write down that something that recurs happened now."""
    unit.execute(_NOTE, {"key": key, "at": unit.now})


def was_taken(unit: Unit, key: str) -> bool:
    """Return whether an occasion was claimed."""
    return unit.execute(_TAKEN, {"key": key}).first() is not None


def give_back(unit: Unit, key: str) -> None:
    """Let an occasion be claimed again."""
    unit.execute(_GIVE_BACK, {"key": key})


def latest(unit: Unit, prefix: str) -> datetime | None:
    """Return when an occasion whose name begins so was last claimed."""
    alike = _occasion.c.key.startswith(prefix, autoescape=True)
    found: datetime | None = unit.execute(select(func.max(_occasion.c.at)).where(alike)).scalar()
    return found
