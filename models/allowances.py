"""How many messages each person sent within this minute; kept, so that a restart forgives none."""

from datetime import timedelta

from sqlalchemy import case, delete, update

from models.engine import insert
from models.tables import AllowanceRow, table_of
from models.unit import Unit

_KEPT = timedelta(hours=1)

_allowance = table_of(AllowanceRow)
_ADD = insert(_allowance)
_SAME = _allowance.c.minute == _ADD.excluded.minute
_COUNT = _ADD.on_conflict_do_update(
    index_elements=["user_id"],
    set_={
        "messages": case((_SAME, _allowance.c.messages + 1), else_=1),
        "told": case((_SAME, _allowance.c.told), else_=False),
        "minute": _ADD.excluded.minute,
    },
).returning(_allowance.c.messages)


def count(unit: Unit, user_id: int) -> int:
    """Count a message and return how many that makes in this minute of the clock."""
    minute = unit.now.replace(second=0, microsecond=0)
    values = {"user_id": user_id, "minute": minute, "messages": 1, "told": False}
    counted: int = unit.execute(_COUNT, values).scalar_one()
    return counted


def first_to_tell(unit: Unit, user_id: int) -> bool:
    """Remember that somebody is told in this minute that it was too much; False when they were."""
    mine = (_allowance.c.user_id == user_id) & _allowance.c.told.is_(False)
    return unit.execute(update(_allowance).where(mine).values(told=True)).rowcount == 1


def forget_old(unit: Unit) -> None:
    """Drop what counts no more."""
    unit.execute(delete(_allowance).where(_allowance.c.minute < unit.now - _KEPT))
