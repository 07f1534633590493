"""What each person did within this minute or hour; kept, so that a restart forgives none."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, update

from domain.limits import Spending
from models.engine import insert
from models.tables import AllowanceRow, table_of
from models.unit import Unit

_KEPT = timedelta(hours=1)

_allowance = table_of(AllowanceRow)
_ADD = insert(_allowance)
# An older minute counts into a newer one, or two chats in turn would begin ever new ones; not one
# that is still to come, which only a clock that was wrong can have left.
_SAME = (_allowance.c.since >= _ADD.excluded.since) & (_allowance.c.since <= bindparam("latest"))
_COUNT = _ADD.on_conflict_do_update(
    index_elements=["user_id", "what"],
    set_={
        "times": case((_SAME, _allowance.c.times + 1), else_=1),
        "told": case((_SAME, _allowance.c.told), else_=False),
        "since": case((_SAME, _allowance.c.since), else_=_ADD.excluded.since),
    },
).returning(_allowance.c.times)


def count(unit: Unit, user_id: int, what: Spending, at: datetime) -> int:
    """Count something and return how often that makes in its minute of the clock, or hour.

    What is older than what was counted last counts into that minute.
    """
    latest = _since(unit.now, what)
    since = min(_since(at, what), latest)
    values = {"user_id": user_id, "what": what, "since": since, "times": 1, "told": False}
    counted: int = unit.execute(_COUNT, {**values, "latest": latest}).scalar_one()
    return counted


def first_to_tell(unit: Unit, user_id: int, what: Spending) -> bool:
    """Remember that somebody is told in this time that it was too much; False when they were."""
    mine = (_allowance.c.user_id == user_id) & (_allowance.c.what == what)
    untold = mine & _allowance.c.told.is_(False)
    return unit.execute(update(_allowance).where(untold).values(told=True)).rowcount == 1


def forget_old(unit: Unit) -> None:
    """Drop what counts no more."""
    unit.execute(delete(_allowance).where(_allowance.c.since < unit.now - _KEPT))


def _since(at: datetime, what: Spending) -> datetime:
    minute = at.replace(second=0, microsecond=0)
    return minute.replace(minute=0) if what is Spending.WORDS else minute
