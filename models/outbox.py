"""What the desk owes to chats: claimed with a lease, paid, settled."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from json import loads
from typing import Any

from sqlalchemy import Text, bindparam, case, cast, select, update

from models.engine import insert
from models.tables import ChatRow, OutboxRow, table_of
from models.unit import Unit

LEASE = timedelta(minutes=2)
FIRM = 5
"""How many tries a debt keeps its place before the later ones to the same chat."""

UNSAID = "nothing to say any more"
"""What became of a debt that was settled without a message."""

SUMMED_UP = "in a summary"
"""What became of a debt that one letter paid together with others."""

_outbox, _chat = table_of(OutboxRow), table_of(ChatRow)
_FACTS = cast(_outbox.c.facts, Text).label("facts")  # read one by one, see _facts
_ROW = (*(column for column in _outbox.c if column.name != "facts"), _FACTS)
_open = _outbox.c.settled_at.is_(None)
_of_chat = _open & (_outbox.c.chat_id == bindparam("chat"))
_due = _outbox.c.due_at <= bindparam("now")
_MOVED_TO = select(_chat.c.moved_to).where(_chat.c.id == bindparam("chat"))
_OWE = insert(_outbox).on_conflict_do_nothing(index_elements=["key"])
_HEAD = (
    select(*_ROW)
    .where(_of_chat & (_due | _outbox.c.attempts.between(1, FIRM - 1)))
    .order_by(_outbox.c.urgent.desc(), _outbox.c.id)
    .limit(1)
)
_LATE = (
    select(*_ROW)
    .where(_of_chat & _due & ~_outbox.c.urgent)
    .where(_outbox.c.kind.in_(bindparam("kinds", expanding=True)))
    .where(
        case((_outbox.c.attempts > 0, _outbox.c.owed_at), else_=_outbox.c.due_at)
        <= bindparam("before")
    )
    .order_by(_outbox.c.id)
)
_SUMMED_UP = select(_outbox.c.ticket_id).where(
    (_outbox.c.settled_at >= bindparam("since"))
    & (_outbox.c.chat_id == bindparam("chat"))
    & (_outbox.c.result == SUMMED_UP)
)
_CLAIM = (
    update(_outbox)
    .where(_open & (_outbox.c.id == bindparam("debt")))
    .where(_outbox.c.leased_until.is_(None) | (_outbox.c.leased_until <= bindparam("now")))
    .values(leased_until=bindparam("until"), attempts=_outbox.c.attempts + 1, key=None)
)
_SETTLE = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("debt"))
    .values(settled_at=bindparam("now"), result=bindparam("outcome"), leased_until=None)
)
_SETTLE_ALL = (
    update(_outbox)
    .where(_open)
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
_GIVE_BACK = (
    update(_outbox)
    .where(_outbox.c.id == bindparam("debt"))
    .values(attempts=_outbox.c.attempts - 1, leased_until=None, key=bindparam("owed_as"))
)
_TAKE_OVER = update(_outbox).where(_open & _outbox.c.leased_until.is_not(None))
_MOVE = (
    update(_outbox)
    .where(_open & (_outbox.c.chat_id == bindparam("old")))
    .values(chat_id=bindparam("new"))
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
    owed_at: datetime | None = None  # if it was owed to another chat before


def owe(unit: Unit, owed: Owed) -> None:
    """Owe something from now, or from ``due_at``, to a chat or to the one that it became."""
    # read here too: chats knows this module, and not the other way round
    chat_id = unit.execute(_MOVED_TO, {"chat": owed.chat_id}).scalar() or owed.chat_id
    unit.owes.add(chat_id)
    unit.execute(
        _OWE,
        {
            "key": owed.key,
            "kind": owed.kind,
            "chat_id": chat_id,
            "ticket_id": owed.ticket_id,
            "facts": dict(owed.facts),
            "urgent": owed.urgent,
            "due_at": owed.due_at or unit.now,
            "attempts": 0,
            "owed_at": owed.owed_at or unit.now,
        },
    )


def claim(unit: Unit, chat_id: int) -> Debt | None:
    """Lease what a chat is owed first, if it may be paid now; urgent debts come before others.

    Nobody else gets it until the lease ends. A debt that was put off keeps those after it waiting,
    until it has been tried ``FIRM`` times: else words would arrive out of order.
    """
    first = head(unit, chat_id)
    if first is None or first.due_at > unit.now:
        return None
    wanted = {"debt": first.id, "now": unit.now, "until": unit.now + LEASE}
    leased: int = unit.execute(_CLAIM, wanted).rowcount
    return _read(first) if leased else None


def head(unit: Unit, chat_id: int) -> Any:  # noqa: ANN401  SQLAlchemy's rows are untyped
    """Return the row that a chat comes to first, now or later; None when there is none."""
    return unit.execute(_HEAD, {"chat": chat_id, "now": unit.now}).first()


def late(unit: Unit, chat_id: int, kinds: Collection[str], before: datetime) -> list[Debt]:
    """Return what of these kinds a chat was to be paid before a moment; nothing that is urgent."""
    asked = {"chat": chat_id, "now": unit.now, "kinds": sorted(kinds), "before": before}
    return [_read(row) for row in unit.execute(_LATE, asked)]


def summed_up(unit: Unit, chat_id: int, since: datetime) -> frozenset[int | None]:
    """Return the tickets of which summaries have told a chat since a moment."""
    return frozenset(unit.execute(_SUMMED_UP, {"chat": chat_id, "since": since}).scalars())


def lease(unit: Unit, debts: Iterable[Debt]) -> None:
    """Claim debts that are paid together with one that was claimed."""
    until = unit.now + LEASE
    for debt in debts:
        unit.execute(_CLAIM, {"debt": debt.id, "now": unit.now, "until": until})


def settle(unit: Unit, debt_id: int, outcome: str) -> None:
    """Write down that a debt is paid, or why it never will be."""
    unit.execute(_SETTLE, {"debt": debt_id, "now": unit.now, "outcome": outcome})


def settle_all(unit: Unit, outcome: str) -> int:
    """Write down why nothing that is owed will be paid; return how much that was."""
    return unit.execute(_SETTLE_ALL, {"now": unit.now, "outcome": outcome}).rowcount


def put_off(unit: Unit, debt: Debt, moment: datetime) -> None:
    """Give a debt back to be paid at ``moment``; an equal one owed since is part of it."""
    _merge(unit, debt)
    unit.execute(_AGAIN, {"debt": debt.id, "moment": moment, "owed_as": debt.key})


def give_back(unit: Unit, debt: Debt) -> None:
    """Give a debt back that was claimed and not tried; else as :func:`put_off`."""
    _merge(unit, debt)
    unit.execute(_GIVE_BACK, {"debt": debt.id, "owed_as": debt.key})


def take_over(unit: Unit) -> None:
    """Take back what a desk that ended had claimed; only one works at a time (docs/adr/0012)."""
    unit.execute(_TAKE_OVER, {"leased_until": None})


def move(unit: Unit, old_chat_id: int, new_chat_id: int) -> None:
    """Turn what is owed to a group that became a supergroup to its new id."""
    unit.owes.add(new_chat_id)
    unit.execute(_MOVE, {"old": old_chat_id, "new": new_chat_id})


def _merge(unit: Unit, debt: Debt) -> None:
    if debt.key is not None:
        unit.execute(_MERGE, {"owed_as": debt.key, "now": unit.now})


def _read(row: Any) -> Debt:  # noqa: ANN401  SQLAlchemy's rows are untyped
    return Debt(
        row.id,
        row.kind,
        row.chat_id,
        row.ticket_id,
        _facts(row.facts),
        row.urgent,
        row.attempts + 1,
        row.owed_at,
        row.key,
    )


def _facts(said: str) -> Mapping[str, Any]:
    """Return the facts of a row; those that cannot be read are as good as none.

    Whatever needs them cannot be written then, and is given up alone.
    """
    try:
        found = loads(said)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
