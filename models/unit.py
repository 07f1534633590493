"""The unit of work: one transaction, one moment, one edition of the school.

Statements run in one thread per process. SQLite has one writer anyway, PostgreSQL is shared by
running more processes, and no lock can be held across a wait for the network (docs/adr/0002).
"""

import asyncio
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from random import random
from threading import Event
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Engine, Executable
from sqlalchemy.exc import DBAPIError, OperationalError

from domain.facts import Person
from domain.school import School
from models.crashes import crash_point
from models.engine import SNAPSHOT, open_engine

T = TypeVar("T")
ReadSchool = Callable[[str, int], School]

_RETRIED = frozenset({"40001", "40P01"})  # serialization failure, deadlock: nothing was done
_ATTEMPTS = 5
_FIRST_PAUSE = 0.02  # seconds, doubled each time: all that waits behind is kept for 0.6 at most


class DatabaseTrouble(Exception):
    """The database could not do its work now: locked, full, restarting. Nothing was changed."""


StatementFailed = OperationalError
"""What a statement raises in its unit then. Nobody there may go on: the unit as a whole is done
again, or becomes DatabaseTrouble."""


class Editions:
    """The editions of the school that were needed so far; each is read and parsed once."""

    def __init__(self, read: ReadSchool) -> None:
        self.read = read
        self._known: dict[int, School] = {}

    def find(self, version: int) -> School | None:
        """Return the edition if it was kept before."""
        return self._known.get(version)

    def keep(self, school: School) -> None:
        """Keep an edition that is committed: its number will never mean another document."""
        self._known[school.version] = school


class Unit:
    """One transaction; whoever holds it reads and writes through the modules beside this one.

    ``school`` is the edition in force and ``people`` are those whom the unit has met, once they
    were asked for. ``owes`` are the chats for which something was put into the outbox.
    """

    def __init__(self, connection: Connection, now: datetime, editions: Editions) -> None:
        self.now = now
        self.editions = editions
        self.school: School | None = None
        self.people: dict[int, Person | None] = {}
        self.owes: set[int] = set()
        self._connection = connection

    def execute(self, statement: Executable, values: Any = None) -> CursorResult[Any]:  # noqa: ANN401  as SQLAlchemy's own
        """Run one statement; a list of values runs it once for each."""
        crash_point("unit.statement")
        return self._connection.execute(statement, values)

    @contextmanager
    def part(self) -> Iterator[None]:
        """Begin a part of the unit, which alone is taken back when the block raises."""
        with self._connection.begin_nested():
            yield

    @property
    def native(self) -> Connection:
        """Return the connection, for migrations and copies of the whole database."""
        return self._connection


class Units:
    """Opens units of work on one database.

    ``after_debt`` is told the chats that a unit owes something which :meth:`run` has committed.
    How often one was tried again, and how often it could not be done, is counted.
    """

    def __init__(self, engine: Engine, now: Callable[[], datetime], read: ReadSchool) -> None:
        self.engine = engine
        self._now = now
        self._editions = Editions(read)
        self._patience = Event()
        self.retried = 0
        self.failed = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="database")
        self.after_debt: Callable[[Collection[int]], None] = lambda _: None

    @classmethod
    def connect(cls, url: str, now: Callable[[], datetime], read: ReadSchool) -> "Units":
        """Return units on the database at ``url``; ``now`` is the program's clock."""
        return cls(open_engine(url), now, read)

    @contextmanager
    def open(self) -> Iterator[Unit]:
        """Begin a unit; it commits when the block ends and rolls back when the block raises."""
        with self.engine.begin() as connection:
            crash_point("unit.begun")
            yield Unit(connection, self._now(), self._editions)
            crash_point("unit.done")
        crash_point("unit.committed")

    @contextmanager
    def snapshot(self) -> Iterator[Unit]:
        """Begin a unit that only reads: the database of one moment, while others go on writing."""
        with self.engine.connect() as connection:
            connection.execution_options(**SNAPSHOT[self.engine.dialect.name])
            with connection.begin():
                yield Unit(connection, self._now(), self._editions)

    async def run(self, work: Callable[[Unit], T]) -> T:
        """Do ``work`` in a unit of its own, in the database thread.

        ``work`` may run again from the start when the database gave up its transaction, or when
        the answer to its commit was lost, which nobody can tell from a commit that was lost. So it
        has no effect but through the unit, and finds in the database what it has done already.
        Raises DatabaseTrouble when it cannot be done now.
        """
        loop = asyncio.get_running_loop()
        result, owes = await loop.run_in_executor(self._thread, self._attempt, work)
        if owes:
            self.after_debt(owes)
        return result

    def _attempt(self, work: Callable[[Unit], T], failed: int = 0) -> tuple[T, set[int]]:
        try:
            with self.open() as unit:
                return work(unit), unit.owes
        except DBAPIError as error:
            if failed + 1 < _ATTEMPTS and _passing(error):
                self.retried += 1
                self._wait(failed)
                return self._attempt(work, failed + 1)
            if isinstance(error, StatementFailed):
                self.failed += 1
                raise DatabaseTrouble(type(error.orig).__name__) from error
            raise

    def _wait(self, failed: int) -> None:
        """Let others finish, each for a time of its own: who met once would meet again."""
        self._patience.wait(_FIRST_PAUSE * 2**failed * (1 + random()))  # noqa: S311  no secret

    def close(self) -> None:
        """Finish what runs and let go of the database."""
        self._patience.set()
        self._thread.shutdown()
        self.engine.dispose()


def _passing(error: DBAPIError) -> bool:
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _RETRIED
