"""One desk for each database: whoever comes second is told so (docs/adr/0012)."""

import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Protocol

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError

from models.engine import open_engine
from models.health import file_of
from models.unit import DatabaseTrouble

_LOCK = 7_310_042_002
_TRIES = 10
_PAUSE = 0.2  # PostgreSQL needs a moment to notice that whoever had the lock was killed
_TRY = text("SELECT pg_try_advisory_lock(:lock)")
_HOLDER = text(
    "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
    " WHERE locktype = 'advisory' AND granted AND pg_locks.database ="
    " (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND (classid::bigint << 32) + objid::bigint = :lock"
)
# A machine that lost its power says no goodbye; without these its lock would live for two hours.
_SESSION = text(
    "SELECT set_config('application_name', :name, false),"
    " set_config('tcp_keepalives_idle', '10', false),"
    " set_config('tcp_keepalives_interval', '5', false),"
    " set_config('tcp_keepalives_count', '3', false)"
)


class NotAlone(Exception):
    """Another desk works on the database; the message is a sentence for the operator."""


class DeskLock(Protocol):
    """The right to be the one desk of a database."""

    def take(self) -> None:
        """Take it; raises NotAlone when another desk has it."""

    def held(self) -> bool:
        """Tell whether it still is ours; DatabaseTrouble when nobody can tell now."""

    def release(self) -> None:
        """Leave it to others; nothing happens when it is not ours."""


def lock_of(url: str) -> DeskLock:
    """Return the lock of the database at ``url``, which nobody has taken by that."""
    file = file_of(url)
    return _ServerLock(url) if file is None else _FileLock(file)


def holder_of(url: str) -> str | None:
    """Return who is the desk of the database at ``url``; None when nobody is."""
    file = file_of(url)
    return _holder_on_server(url) if file is None else _holder_of_file(Path(f"{file}.lock"))


class _FileLock:
    """The lock on ``<file>.lock``, which the system lets go of when a process dies."""

    def __init__(self, file: Path) -> None:
        self._database = file
        self._path = Path(f"{file}.lock")
        self._opened: int | None = None
        self._seen: list[tuple[int, int] | None] = []

    def take(self) -> None:
        """Lock the file, and write down who did."""
        opened = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = _written(opened)
            os.close(opened)
            raise NotAlone(_sentence(str(self._database), holder)) from None
        os.ftruncate(opened, 0)
        os.pwrite(opened, f"{os.getpid()}\n".encode(), 0)
        self._opened = opened
        self._seen = self._now()

    def held(self) -> bool:
        """Tell whether the files still are those that were opened; a lock on others is none."""
        return self._opened is not None and self._seen == self._now()

    def release(self) -> None:
        """Close the file, which stays: it shows that there was a desk."""
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None

    def _now(self) -> list[tuple[int, int] | None]:
        return [_identity(self._database), _identity(self._path)]


class _ServerLock:
    """PostgreSQL's advisory lock, which lives as long as one connection."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url).execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def take(self) -> None:
        """Lock; who had it until now and died needs a moment to be noticed."""
        patience = Event()
        for left in reversed(range(_TRIES)):
            try:
                self._take()
            except NotAlone:
                if not left:
                    self.release()
                    raise
                patience.wait(_PAUSE)
            else:
                return

    def held(self) -> bool:
        """Tell whether the connection lives; a lost lock is taken again if nobody else has it."""
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return True
        except DBAPIError:
            self._forget()
        try:
            self._take()
        except NotAlone:
            return False
        except OperationalError as error:
            raise DatabaseTrouble(type(error.orig).__name__) from error
        return True

    def release(self) -> None:
        """Close the connection."""
        self._forget()
        self._engine.dispose()

    def _take(self) -> None:
        connection = self._engine.connect()
        connection.execute(_SESSION, {"name": f"caretaker {socket.gethostname()} {os.getpid()}"})
        if connection.execute(_TRY, {"lock": _LOCK}).scalar_one():
            self._connection = connection
            return
        holder = connection.execute(_HOLDER, {"lock": _LOCK}).scalar()
        connection.close()
        raise NotAlone(_sentence(str(self._engine.url), holder or "whoever that is"))

    def _forget(self) -> None:
        if self._connection is not None:
            with suppress(DBAPIError):
                self._connection.close()
            self._connection = None


def _written(opened: int) -> str:
    """Return who has the lock on an open file, as they wrote it down."""
    return f"process {os.pread(opened, 20, 0).decode('ascii', 'replace').strip()}"


def _holder_of_file(path: Path) -> str | None:
    try:
        opened = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        # Shared, and for a moment: two who ask do not take each other for a desk.
        fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written(opened)
    finally:
        os.close(opened)
    return None


def _holder_on_server(url: str) -> str | None:
    engine = open_engine(url)
    try:
        with engine.connect() as connection:
            holder: str | None = connection.execute(_HOLDER, {"lock": _LOCK}).scalar()
            return holder
    finally:
        engine.dispose()


def _identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another of its name, None when there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _sentence(database: str, holder: str) -> str:
    return f"Another desk works on {database} ({holder}): stop it first, there is one for each."
