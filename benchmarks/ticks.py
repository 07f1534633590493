"""What a look at the clocks costs when nothing is due, beside the bare statements."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import ColumnElement, PoolProxiedConnection, insert, literal, select
from sqlmodel import SQLModel

from benchmarks.report import Line
from bot.school.editions import restore
from models import clocks
from models.schema import upgrade
from models.tables import ClockRow, TicketRow, table_of
from models.unit import Unit, Units
from scheduler.ticks import BATCH

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
_MOMENTS = 1000
"""How many different moments the open clocks are next looked at, a minute apart, from soon on."""

_SAMPLES = 100
_MICRO = 1e6
_PLAIN = {
    "SQLite": (
        "SELECT ticket_id, kind, cycle FROM clock WHERE next_at <= ? ORDER BY next_at LIMIT ?",
        "SELECT ticket_id FROM clock WHERE resumes_at <= ? ORDER BY resumes_at LIMIT ?",
    ),
    "PostgreSQL": (
        "SELECT ticket_id, kind, cycle FROM clock WHERE next_at <= %s ORDER BY next_at LIMIT %s",
        "SELECT ticket_id FROM clock WHERE resumes_at <= %s ORDER BY resumes_at LIMIT %s",
    ),
}
"""What the tick asks, written by hand."""

_clock, _ticket = table_of(ClockRow), table_of(TicketRow)
_LITTLE: Mapping[object, object] = {int: 0, str: "", bool: False, datetime: NOW}

Tell = Callable[[str], None]


def ticks(
    databases: Mapping[str, str], sizes: tuple[int, ...], how: tuple[int, Tell]
) -> Iterator[Line]:
    """Measure every database at every size, and yield a line for each figure."""
    for name, url in databases.items():
        with _opened(url) as units:
            before = 0
            for size in sizes:
                how[1](f"{name}: {size:,} open clocks")
                _fill(units, before + 1, size)
                before = size
                yield from _lines(units, name, size, how[0])


@contextmanager
def _opened(url: str) -> Iterator[Units]:
    units = Units.connect(url, lambda: NOW, restore)
    upgrade(units.engine)
    try:
        yield units
    finally:
        units.close()


def _lines(units: Units, name: str, size: int, rounds: int) -> Iterator[Line]:
    plain = units.engine.raw_connection()
    by_hand = partial(_by_hand, plain, name, _raw(units))
    found = [_round(partial(_tick, units), by_hand) for _ in range(rounds)]
    plain.close()
    floors, figures = zip(*found, strict=True)
    yield Line(f"tick, {size:,} open, us", f"{name}, plain SQL", floors)
    yield Line(f"tick, {size:,} open, us", name, figures, floors)


def _round(tick: Callable[[], int], by_hand: Callable[[], int]) -> tuple[float, float]:
    """Return the medians of both in microseconds, each done right after the other."""
    pairs = [(_timed(by_hand), _timed(tick)) for _ in range(_SAMPLES)]
    plain, asked = zip(*pairs, strict=True)
    return median(plain), median(asked)


def _timed(work: Callable[[], int]) -> float:
    began = perf_counter()
    found = work()
    lasted = perf_counter() - began
    if found:
        raise RuntimeError(f"{found} clocks are due, and none should be")
    return lasted * _MICRO


def _tick(units: Units) -> int:
    with units.open() as unit:
        return len(clocks.due(unit, BATCH)) + len(clocks.pauses_over(unit, BATCH))


def _by_hand(connection: PoolProxiedConnection, name: str, now: object) -> int:
    cursor = connection.cursor()
    if name == "SQLite":
        cursor.execute("BEGIN IMMEDIATE")
    found = 0
    for statement in _PLAIN[name]:
        cursor.execute(statement, (now, BATCH))
        found += len(cursor.fetchall())
    connection.commit()
    return found


def _raw(units: Units) -> object:
    """Return the moment as the driver takes it."""
    dialect = units.engine.dialect
    write = _clock.c.next_at.type.dialect_impl(dialect).bind_processor(dialect)
    return write(NOW) if write else NOW


def _fill(units: Units, first: int, last: int) -> None:
    """Add open tickets by number, each with one clock that is not due yet."""
    number = select(literal(first).label("id")).cte("number", recursive=True)
    number = number.union_all(select(number.c.id + 1).where(number.c.id < last))
    each = max((last - first + 1) // _MOMENTS, 1)
    with units.open() as unit:
        _copy(unit, TicketRow, {"id": number.c.id, "number": number.c.id})
        for moment, start in enumerate(range(first, last + 1, each), start=1):
            next_at = literal(NOW + moment * timedelta(minutes=1), _clock.c.next_at.type)
            values: dict[str, ColumnElement[Any]] = {
                "ticket_id": _ticket.c.id,
                "next_at": next_at,
                "running_since": literal(NOW, _clock.c.next_at.type),
            }
            _copy(unit, ClockRow, values, _ticket.c.id.between(start, start + each - 1))
    with units.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")


def _copy(
    unit: Unit,
    kind: type[SQLModel],
    values: dict[str, ColumnElement[Any]],
    *where: ColumnElement[bool],
) -> None:
    """Add a row for each that the values select; other columns hold as little as they may."""
    table = table_of(kind)
    needed = [column for column in table.columns if not column.nullable and column.name != "id"]
    little = {
        column.name: literal(_LITTLE[kind.model_fields[column.name].annotation], column.type)
        for column in needed
    }
    row = little | values
    unit.execute(insert(table).from_select(list(row), select(*row.values()).where(*where)))
