"""What the desk owes to chats: claimed with a lease, paid, settled."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select, update

from models.engine import insert
from models.tables import OutboxRow, table_of
from models.unit import Unit

LEASE = timedelta(minutes=2)
_outbox = table_of(OutboxRow)
_OWE = insert(_outbox).on_conflict_do_nothing(index_elements=["key"])
_free = _outbox.c.settled_at.is_(None) & (
    _outbox.c.leased_until.is_(None) | (_outbox.c.leased_until <= bindparam("now"))
)
_NEXT = (
    select(_outbox)
    .where(_free & (_outbox.c.due_at <= bindparam("now")))
    .where(_outbox.c.chat_id.not_in(bindparam("silent", expanding=True)))
    .order_by(_outbox.c.urgent.desc(), _outbox.c.id)
    .limit(bindparam("limit"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_outbox)
    .where(_outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(leased_until=bindparam("until"), attempts=_outbox.c.attempts + 1, key=None)
)
_SETTLE = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("debt"))
    .values(settled_at=bindparam("now"), result=bindparam("outcome"), leased_until=None)
)
_SETTLE_ALL = (
    update(_outbox)
    .where(_outbox.c.settled_at.is_(None))
    .values(settled_at=bindparam("now"), result=bindparam("outcome"), leased_until=None, key=None)
)
_AGAIN = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("debt"))
    .values(due_at=bindparam("moment"), leased_until=None, key=bindparam("owed_as"))
)
_MERGE = (
    update(_outbox)
    .where(_outbox.c.key == bindparam("owed_as"))
    .values(settled_at=bindparam("now"), result="an equal one waits", key=None)
)
_MOVE = (
    update(_outbox)
    .where((_outbox.c.chat_id == bindparam("old")) & _outbox.c.settled_at.is_(None))
    .values(chat_id=bindparam("new"))
)
_claimable_at = case(
    (_outbox.c.leased_until > _outbox.c.due_at, _outbox.c.leased_until), else_=_outbox.c.due_at
)
_NEXT_DUE = (
    select(_outbox.c.chat_id, func.min(_claimable_at).label("moment"))
    .where(_outbox.c.settled_at.is_(None))
    .group_by(_outbox.c.chat_id)
)


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing owed: ``kind`` and ``facts`` say what, ``chat_id`` to whom.

    ``key`` is what it merged under while it waited, None for what never merges.
    """

    id: int
    kind: str
    chat_id: int
    ticket_id: int | None
    facts: Mapping[str, Any]
    urgent: bool
    attempts: int
    owed_at: datetime
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A new debt, before it is stored; equal ``key`` merges with one that still waits."""

    kind: str
    chat_id: int
    ticket_id: int | None
    facts: Mapping[str, Any]
    urgent: bool = False
    key: str | None = None
    due_at: datetime | None = None


def owe(unit: Unit, owed: Owed) -> None:
    """Owe something from now, or from ``due_at``."""
    unit.owes = True
    unit.execute(
        _OWE,
        {
            "key": owed.key,
            "kind": owed.kind,
            "chat_id": owed.chat_id,
            "ticket_id": owed.ticket_id,
            "facts": dict(owed.facts),
            "urgent": owed.urgent,
            "due_at": owed.due_at or unit.now,
            "attempts": 0,
            "owed_at": unit.now,
        },
    )


def claim(
    unit: Unit, limit: int, may_speak: Callable[[int], bool], silent: Collection[int] = ()
) -> list[Debt]:
    """Lease the next debts, urgent ones first; nobody else gets them until the lease ends.

    ``may_speak`` is asked for each in turn whether its chat may be spoken to now, and counts it.
    What is owed to the chats of ``silent`` is passed over: it must not fill the ``limit``.
    """
    wanted = {"now": unit.now, "limit": limit, "silent": sorted(silent)}
    rows = unit.execute(_NEXT, wanted).all()
    chosen = [row for row in rows if may_speak(row.chat_id)]
    if chosen:
        ids = [row.id for row in chosen]
        unit.execute(_CLAIM, {"ids": ids, "until": unit.now + LEASE})
    return [_read(row) for row in chosen]


def settle(unit: Unit, debt_id: int, outcome: str) -> None:
    """Write down that a debt is paid, or why it never will be."""
    unit.execute(_SETTLE, {"debt": debt_id, "now": unit.now, "outcome": outcome})


def settle_all(unit: Unit, outcome: str) -> int:
    """Write down why nothing that is owed will be paid; return how much that was."""
    return unit.execute(_SETTLE_ALL, {"now": unit.now, "outcome": outcome}).rowcount


def put_off(unit: Unit, debt: Debt, moment: datetime) -> None:
    """Give a debt back to be paid at ``moment``; an equal one owed since is part of it."""
    if debt.key is not None:
        unit.execute(_MERGE, {"owed_as": debt.key, "now": unit.now})
    unit.execute(_AGAIN, {"debt": debt.id, "moment": moment, "owed_as": debt.key})


def next_due(unit: Unit) -> list[tuple[int, datetime]]:
    """Return each chat that is owed something, and when its next debt may be claimed."""
    return [(row.chat_id, row.moment) for row in unit.execute(_NEXT_DUE)]


def move(unit: Unit, old_chat_id: int, new_chat_id: int) -> None:
    """Turn what is owed to a group that became a supergroup to its new id."""
    unit.owes = True
    unit.execute(_MOVE, {"old": old_chat_id, "new": new_chat_id})


def _read(row: Any) -> Debt:  # noqa: ANN401  SQLAlchemy's rows are untyped
    return Debt(
        row.id,
        row.kind,
        row.chat_id,
        row.ticket_id,
        row.facts,
        row.urgent,
        row.attempts + 1,
        row.owed_at,
        row.key,
    )
