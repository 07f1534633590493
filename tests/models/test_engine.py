"""How databases are opened: what is on disk, who waits for whom, what an error may tell."""

import traceback
from contextlib import closing

import pytest
from sqlalchemy.exc import DBAPIError, StatementError

from models.tables import Counter, PersonRow, table_of
from models.unit import Units

SECRET = "somebody's own words"  # noqa: S105  what no log may hold
_PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_every_connection_to_sqlite_keeps_what_was_acknowledged(units: Units) -> None:
    """WAL with FULL: also the second connection and those after it."""
    if units.engine.dialect.name == "postgresql":
        return
    pool = units.engine.pool
    with closing(pool.connect()) as first, closing(pool.connect()) as second:
        for connection in (first, second):
            driver = connection.driver_connection
            assert driver is not None
            for name, wanted in _PRAGMAS.items():
                assert driver.execute(f"PRAGMA {name}").fetchone() == (wanted,)


@pytest.mark.parametrize("who", [None, "x"])
def test_no_error_repeats_what_people_wrote(units: Units, who: str | None) -> None:
    """Neither the values of a statement nor the row that a constraint refused."""
    row = {"id": 1, "name": SECRET, "who": who, "last_place": SECRET, "reachable": True}
    with pytest.raises(DBAPIError) as caught, units.open() as unit:
        unit.execute(table_of(PersonRow).insert(), row)

    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_no_error_repeats_a_value_of_a_wrong_type(units: Units) -> None:
    """Also when it is refused before the database has seen it."""
    with pytest.raises((DBAPIError, StatementError)) as caught, units.open() as unit:
        unit.execute(table_of(Counter).insert(), {"kind": "x", "value": [SECRET]})

    assert SECRET not in "".join(traceback.format_exception(caught.value))
