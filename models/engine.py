"""How the two databases are opened."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.postgresql import insert as insert  # noqa: PLC0414  re-exported: both dialects compile its ON CONFLICT
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # acknowledged means on disk, also after a power cut
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
)
SNAPSHOT: Mapping[str, Mapping[str, Any]] = {
    "sqlite": {"only_reads": True},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}
"""Options of a connection that sees one moment and keeps no writer waiting."""


def open_engine(url: str) -> Engine:
    """Return the engine for ``sqlite:///FILE`` or ``postgresql+psycopg://…``.

    SQLite transactions begin IMMEDIATE: the driver's own default reads first and then loses one of
    two concurrent writers without an error. What people wrote stands in no error of the database,
    because errors are logged.
    """
    engine = create_engine(url, hide_parameters=True)
    event.listen(engine, "handle_error", _without_values)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get("only_reads", False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _without_values(context: ExceptionContext) -> None:
    """Take the values out of PostgreSQL's errors; SQLite's have none.

    For a broken constraint the detail is the whole row, for data that do not fit (class 22 of the
    SQL standard) even the first line quotes them.
    """
    error = context.original_exception
    told, state = getattr(error, "diag", None), getattr(error, "sqlstate", None)
    if told is None or state is None:
        return
    error.args = (state if state.startswith("22") else f"{state}: {told.message_primary}",)
    if context.sqlalchemy_exception is not None:
        context.sqlalchemy_exception.args = (f"({type(error).__name__}) {error}",)
