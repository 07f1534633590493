"""Where tests get a database of their own, of either kind.

Making the tables takes a second, so it is done once per kind and process; each test gets a copy
(SQLite: a file in 1 ms; PostgreSQL: a database cloned in 25 ms, dropped in 10).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copyfile
from typing import Protocol

import psycopg

from models.engine import open_engine
from models.schema import upgrade

_FOR_SPEED = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


class Databases(Protocol):
    """One kind of database."""

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the URL of a database with all tables and no rows."""

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give the URL of a database without tables."""


class SqliteFiles:
    """SQLite databases, files in one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._template = folder / "template.db"
        make_tables(f"sqlite:///{self._template}")

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give a copy of the file with the tables."""
        with self.empty() as url:
            copyfile(self._template, url.removeprefix("sqlite:///"))
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give a file that does not exist yet; it goes with the folder."""
        yield f"sqlite:///{self._folder}/test-{next(self._numbers)}.db"


class PostgresServer:
    """Databases of one PostgreSQL server, reached by its unix socket."""

    def __init__(self, socket_folder: str) -> None:
        self._host = socket_folder
        self._numbers = count(1)
        self._admin = psycopg.connect(host=socket_folder, user="postgres", autocommit=True)
        for setting in _FOR_SPEED:
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE desk")
        make_tables(self._url("desk"))

    def close(self) -> None:
        """Leave the server."""
        self._admin.close()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give a clone of the database with the tables."""
        with self._cloned("desk") as url:
            yield url

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give a database as the server makes them."""
        with self._cloned("template1") as url:
            yield url

    @contextmanager
    def _cloned(self, template: str) -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self._url(name)
        finally:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._host}"


def make_tables(url: str) -> None:
    """Run all migrations on an empty database and let go of it."""
    engine = open_engine(url)
    upgrade(engine)
    engine.dispose()
