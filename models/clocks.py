"""The service-level clocks of tickets, and which of them needs attention now."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, bindparam, func, insert, select, union_all, update

from domain.clocks import PROMISED, Clock, ClockKey, ClockKind, Outcome
from domain.targets import Unit as TimeUnit
from domain.tickets import BreachReason
from models.tables import ClockRow, table_of
from models.unit import Unit

_clock = table_of(ClockRow)
_ADD = insert(_clock)
_OF_TICKET = select(_clock).where(_clock.c.ticket_id == bindparam("ticket")).order_by(_clock.c.id)
_SAVE = update(_clock).where(
    (_clock.c.ticket_id == bindparam("ticket"))
    & (_clock.c.kind == bindparam("clock_kind"))
    & (_clock.c.cycle == bindparam("clock_cycle"))
    & (_clock.c.serial == bindparam("clock_serial"))
)
_FIELDS = [field.name for field in fields(Clock)]
_KEY = frozenset({"kind", "cycle", "serial"})
_STORE = _SAVE.values({name: bindparam(name) for name in _FIELDS if name not in _KEY})
_DUE = (
    select(_clock.c.ticket_id, _clock.c.kind, _clock.c.cycle, _clock.c.serial)
    .where(_clock.c.next_at <= bindparam("now"))
    .order_by(_clock.c.next_at)
    .limit(bindparam("limit"))
)
# Without DISTINCT: for its sake both databases would walk through the index of all tickets.
_OVER = (
    select(_clock.c.ticket_id)
    .where(_clock.c.resumes_at <= bindparam("now"))
    .order_by(_clock.c.resumes_at)
    .limit(bindparam("limit"))
)
_AHEAD = union_all(
    *(
        select(func.min(column)).where(column > bindparam("now"))
        for column in (_clock.c.next_at, _clock.c.resumes_at)
    )
)


def add(unit: Unit, ticket_id: int, clocks: tuple[Clock, ...]) -> None:
    """Store the clocks that a ticket begins with."""
    if clocks:
        unit.execute(_ADD, [{"ticket_id": ticket_id, **_values(clock)} for clock in clocks])


def of_ticket(unit: Unit, ticket_id: int) -> tuple[Clock, ...]:
    """Return all clocks of a ticket, the oldest cycle first."""
    rows = unit.execute(_OF_TICKET, {"ticket": ticket_id}).mappings()
    return tuple(_read(row) for row in rows)


def save(unit: Unit, ticket_id: int, clock: Clock) -> None:
    """Store a clock as it now stands."""
    values = _values(clock)
    kept = {name: value for name, value in values.items() if name not in _KEY}
    unit.execute(_STORE, kept | _key(ticket_id, clock))


def raise_level(unit: Unit, ticket_id: int, before: Clock, after: Clock) -> bool:
    """Store the level and the breach of a clock; False when another process raised it first."""
    unchanged = _SAVE.where(_clock.c.level == before.level, _clock.c.outcome.is_(None))
    statement = unchanged.values(
        level=after.level, next_at=after.next_at, breached_at=after.breached_at
    )
    return unit.execute(statement, _key(ticket_id, before)).rowcount == 1


def due(unit: Unit, limit: int) -> list[tuple[int, ClockKey]]:
    """Return ticket and key of the clocks with a ladder level due, the earliest first."""
    rows = unit.execute(_DUE, {"now": unit.now, "limit": limit})
    return [(row.ticket_id, (ClockKind(row.kind), row.cycle, row.serial)) for row in rows]


def pauses_over(unit: Unit, limit: int) -> list[int]:
    """Return the tickets of up to ``limit`` clocks whose pause has ended, the earliest first."""
    rows = unit.execute(_OVER, {"now": unit.now, "limit": limit})
    return list(dict.fromkeys(rows.scalars()))


def is_pause_over(unit: Unit, ticket_id: int) -> bool:
    """Tell whether a pause of a ticket has ended by itself, and nobody has taken it up since."""
    query = _OVER.where(_clock.c.ticket_id == ticket_id)
    return unit.execute(query, {"now": unit.now, "limit": 1}).first() is not None


def next_due(unit: Unit) -> datetime | None:
    """Return the next moment after now at which a clock needs attention, None for never."""
    return min(
        (each for each in unit.execute(_AHEAD, {"now": unit.now}).scalars() if each), default=None
    )


def breached(unit: Unit, since: datetime, limit: int) -> list[int]:
    """Return the tickets with a promise that broke since a moment, the latest first."""
    last = func.max(_clock.c.breached_at)
    query = select(_clock.c.ticket_id).where(
        _clock.c.breached_at >= since,
        _clock.c.kind.in_(sorted(PROMISED)),
        _clock.c.outcome.is_distinct_from(Outcome.MERGED),
    )
    grouped = query.group_by(_clock.c.ticket_id).order_by(last.desc(), _clock.c.ticket_id.desc())
    return list(unit.execute(grouped.limit(limit)).scalars())


def postpone(unit: Unit, ticket_id: int, kind: ClockKind, until: datetime) -> None:
    """Leave clocks of a kind alone until a moment, so that a broken ticket stops only itself."""
    mine = (_clock.c.ticket_id == ticket_id) & (_clock.c.kind == kind)
    unit.execute(update(_clock).where(mine & (_clock.c.next_at <= until)).values(next_at=until))


def _key(ticket_id: int, clock: Clock) -> dict[str, Any]:
    kind, cycle, serial = clock.key
    return {
        "ticket": ticket_id,
        "clock_kind": kind,
        "clock_cycle": cycle,
        "clock_serial": serial,
    }


def _values(clock: Clock) -> dict[str, Any]:
    # asdict() copies each moment, which costs more than storing it
    return {name: getattr(clock, name) for name in _FIELDS}


def _read(row: RowMapping) -> Clock:
    values = dict(row)
    del values["id"], values["ticket_id"]
    values["kind"] = ClockKind(row["kind"])
    values["unit"] = TimeUnit(row["unit"])
    values["outcome"] = Outcome(row["outcome"]) if row["outcome"] else None
    values["reason"] = BreachReason(row["reason"]) if row["reason"] else None
    return Clock(**values)
