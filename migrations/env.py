"""Runs the migrations, for the program and for Alembic's own command line.

A change of models/tables becomes the next numbered migration with

    .venv/bin/alembic upgrade head
    .venv/bin/alembic revision --autogenerate --rev-id 0002 -m "add a column"

which compare the tables with a scratch database, ``-x url=...`` or var/migrations.db. Read what
was written before it is committed; tests/migrations runs it up and down on both databases.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine, text
from sqlmodel import AutoString, SQLModel, UTCDateTime

from models import tables as tables  # noqa: PLC0414  imported to be registered with SQLModel
from models.crashes import crash_point
from models.engine import open_engine

LOCK = 7_310_042_001


def engine() -> Engine:
    """Return the program's engine, or on Alembic's command line that of a scratch database."""
    given: Engine | None = context.config.attributes.get("engine")
    if given is not None:
        return given
    Path("var").mkdir(exist_ok=True)
    arguments = context.get_x_argument(as_dictionary=True)
    return open_engine(str(arguments.get("url", "sqlite:///var/migrations.db")))


def wait_for_others(connection: Connection) -> None:
    """Let migrations run one at a time; on SQLite the transaction itself sees to that."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def plain(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's own types as the types behind them, which will not change their meaning."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


@contextmanager
def without_references(connection: Connection) -> Iterator[None]:
    """Let SQLite rebuild tables that others refer to: it changes a column by making a new table.

    The setting has no effect inside a transaction (SQLite, "Making Other Kinds Of Table Schema
    Changes"), so what was to be kept is checked at the end of it.
    """
    driver = connection.connection.driver_connection
    if connection.dialect.name != "sqlite" or driver is None:
        yield
        return
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def check_references(connection: Connection) -> None:
    """Raise RuntimeError, and so take everything back, when a row refers to one that is gone."""
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            raise RuntimeError(f"rows refer to others that are gone: {broken[:5]}")


def run() -> None:
    """Run what was asked for in one transaction, which SQLite keeps for tables too."""
    with engine().connect() as connection, without_references(connection):
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_as_batch=True,
            render_item=plain,
            transactional_ddl=True,
            on_version_apply=lambda **_: crash_point("migration.step"),
        )
        with context.begin_transaction():
            wait_for_others(connection)
            context.run_migrations()
            check_references(connection)


run()
