"""Copying a whole database into a file and back, the same for both kinds.

The tables are read from the database and not from the program, so that a copy of an earlier
revision can be put back too.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    Column,
    Date,
    DateTime,
    MetaData,
    RowMapping,
    Table,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from models import archives, health
from models.archives import BadCopy, Manifest, Row
from models.engine import open_engine
from models.schema import expected, migrate, upgrade
from models.unit import Unit, Units

_REVISION = "alembic_version"
_BATCH = 500
_NUL = "\0"  # SQLite stores it, PostgreSQL does not

Tell = Callable[[int], None]
"""Called now and then with how many more rows are done."""


def count(unit: Unit) -> int:
    """Return how many rows there are in all tables."""
    tables = (select(func.count()).select_from(table) for table in _tables(unit))
    return sum(unit.execute(query).scalar_one() for query in tables)


def save(unit: Unit, file: Path, tell: Tell) -> Manifest:
    """Write everything that a unit sees into a new file."""
    with archives.create(file) as archive:
        parts = {
            table.name: archives.write(archive, table.name, _told(_read(unit, table), tell))
            for table in _tables(unit)
        }
        revision = unit.execute(text(f"SELECT version_num FROM {_REVISION}")).scalar_one()  # noqa: S608  our own name
        manifest = Manifest(revision, unit.now, parts)
        archives.finish(archive, manifest)
    return manifest


def clear(unit: Unit) -> None:
    """Delete every row."""
    for table in reversed(_tables(unit)):
        for column in _own_references(table):
            unit.execute(update(table).values({column: None}))
        unit.execute(table.delete())


def load(unit: Unit, file: Path, tell: Tell) -> None:
    """Put all rows of a copy into empty tables of the copy's revision."""
    for table in _tables(unit):
        waiting = _fill(unit, table, _told(archives.rows(file, table.name), tell))
        for column, pairs in waiting.items():
            key = table.c.id == bindparam("row")
            unit.execute(update(table).where(key).values({column: bindparam("to")}), pairs)
        _count_on(unit, table)


def renewed(file: Path, manifest: Manifest, folder: Path) -> Path:
    """Return a copy with the tables of today: the same file, or a new one in ``folder``.

    Raises BadCopy when a newer program has written it.
    """
    if manifest.revision == expected():
        return file
    if manifest.revision > expected():
        raise BadCopy(
            f"was made by a newer program (revision {manifest.revision}): start that one"
        )
    with TemporaryDirectory(dir=folder) as scratch:
        url = f"sqlite:///{scratch}/old.db"
        health.examine(url)
        engine = open_engine(url)
        migrate(engine, manifest.revision)
        units = Units(engine, lambda: manifest.made_at, _no_school)
        with units.open() as unit:
            load(unit, file, _nobody)
        upgrade(engine)
        with units.snapshot() as unit:
            save(unit, folder / "renewed.zip", _nobody)
        units.close()
    return folder / "renewed.zip"


def _tables(unit: Unit) -> list[Table]:
    """Return the tables, each after those that it refers to."""
    found = MetaData()
    found.reflect(unit.native)
    return [table for table in found.sorted_tables if table.name != _REVISION]


def _read(unit: Unit, table: Table) -> Iterator[Row]:
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_BATCH)
    for row in unit.execute(query).mappings():
        yield _plain(row)


def _plain(row: RowMapping) -> Row:
    """Return a row with moments as text, in UTC; SQLite keeps them so and does not say it."""
    plain: Row = dict(row)
    for name, value in plain.items():
        if isinstance(value, datetime):
            aware = value if value.tzinfo else value.replace(tzinfo=UTC)
            plain[name] = aware.astimezone(UTC).isoformat()
        elif isinstance(value, date):
            plain[name] = value.isoformat()
    return plain


def _told(rows: Iterator[Row], tell: Tell) -> Iterator[Row]:
    for row in rows:
        yield row
        tell(1)


def _fill(unit: Unit, table: Table, rows: Iterator[Row]) -> Mapping[str, list[Row]]:
    """Insert rows; return the references within the table, which can only be set after that."""
    waiting: dict[str, list[Row]] = {column: [] for column in _own_references(table)}
    keeps_nul = unit.native.dialect.name == "sqlite"
    readers = {column.name: _reader(column, keeps_nul=keeps_nul) for column in table.columns}
    while batch := [
        {name: readers[name](value) for name, value in row.items()} for row in islice(rows, _BATCH)
    ]:
        for column, pairs in waiting.items():
            pairs += [{"row": row["id"], "to": row[column]} for row in batch if row[column]]
        unit.execute(insert(table), [row | dict.fromkeys(waiting) for row in batch])
    return {column: pairs for column, pairs in waiting.items() if pairs}


def _reader(column: Column[Any], *, keeps_nul: bool) -> Callable[[Any], Any]:
    """Return what makes a column's value of its JSON."""

    def read(value: Any) -> Any:  # noqa: ANN401  whatever the column holds
        if isinstance(value, str):
            if isinstance(column.type, DateTime):
                return datetime.fromisoformat(value)
            if isinstance(column.type, Date):
                return date.fromisoformat(value)
            return value if keeps_nul else value.replace(_NUL, "\N{REPLACEMENT CHARACTER}")
        return value

    return read


def _own_references(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _count_on(unit: Unit, table: Table) -> None:
    """Let PostgreSQL give keys above those that came with the copy; SQLite does so by itself."""
    if unit.native.dialect.name != "postgresql" or "id" not in table.c:
        return
    sequence = unit.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar()
    if sequence is not None:
        last = select(func.coalesce(func.max(table.c.id), 0) + 1).scalar_subquery()
        unit.execute(select(func.setval(sequence, last, False)))  # noqa: FBT003  SQL's own third argument


def _no_school(_: str, number: int) -> Any:  # noqa: ANN401  it never returns
    raise LookupError(number)


def _nobody(_: int) -> None:
    """Tell nobody."""
