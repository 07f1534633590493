"""Things that happen once: whoever writes the name first may do them."""

from datetime import datetime

from sqlalchemy import func, select

from models.engine import insert
from models.tables import OccasionRow, table_of
from models.unit import Unit

_occasion = table_of(OccasionRow)
_TAKE = insert(_occasion).on_conflict_do_nothing().execution_options(preserve_rowcount=True)


def first_to(unit: Unit, key: str) -> bool:
    """Claim an occasion by name; False when it was claimed before."""
    return unit.execute(_TAKE, {"key": key, "at": unit.now}).rowcount == 1


def latest(unit: Unit, prefix: str) -> datetime | None:
    """Return when an occasion whose name begins so was last claimed."""
    alike = _occasion.c.key.startswith(prefix, autoescape=True)
    found: datetime | None = unit.execute(select(func.max(_occasion.c.at)).where(alike)).scalar()
    return found
