"""Who is owed something, and when to look at what: the outbox from the side of its chats."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, func, select

from models.outbox import head
from models.tables import OutboxRow, table_of
from models.unit import Unit

_outbox = table_of(OutboxRow)
_open = _outbox.c.settled_at.is_(None)
_due = _outbox.c.due_at <= bindparam("now")
_LATER = select(func.min(_outbox.c.due_at)).where(
    _open & (_outbox.c.chat_id == bindparam("chat")) & ~_due
)
_CHATS = (
    select(
        _outbox.c.chat_id,
        func.min(_outbox.c.due_at).label("moment"),
        func.max(case((_outbox.c.urgent & _due, 1), else_=0)).label("urgent"),
        func.min(_outbox.c.id).label("first"),
    )
    .where(_open)
    .group_by(_outbox.c.chat_id)
)
_CREDITORS = select(_outbox.c.chat_id).where(_open).distinct()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A chat that is owed something: when to look for it, and how it compares with others.

    ``first`` is the id of the debt that comes first, or of the oldest.
    """

    chat_id: int
    moment: datetime
    urgent: bool
    first: int


def outlook(unit: Unit, chat_id: int) -> Outlook | None:
    """Return when a chat may next be paid something; None when it is owed nothing."""
    later = unit.execute(_LATER, {"chat": chat_id, "now": unit.now}).scalar()
    first = head(unit, chat_id)
    if first is None:
        return Outlook(chat_id, later, urgent=False, first=0) if later else None
    moment = max(first.due_at, first.leased_until or first.due_at)
    if later and moment > unit.now:
        moment = min(moment, later)
    return Outlook(chat_id, moment, first.urgent, first.id)


def outlooks(unit: Unit) -> list[Outlook]:
    """Return all chats that are owed something; each may be looked for sooner than it is due."""
    rows = unit.execute(_CHATS, {"now": unit.now})
    return [Outlook(row.chat_id, row.moment, bool(row.urgent), row.first) for row in rows]


def creditors(unit: Unit) -> frozenset[int]:
    """Return the chats that are owed something, whatever it is and whenever."""
    return frozenset(unit.execute(_CREDITORS).scalars())
