"""One desk for each database."""

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from models.engine import open_engine
from models.locks import DeskLock, NotAlone, lock_of
from tests.support.databases import Databases, SqliteFiles


@pytest.fixture
def url(databases: Databases) -> Iterator[str]:
    """Give a database of each kind, whose connections a test may cut."""
    with databases.empty() as url:
        yield url


@contextmanager
def taken(url: str) -> Iterator[DeskLock]:
    """Hold the lock of a database."""
    lock = lock_of(url)
    lock.take()
    try:
        yield lock
    finally:
        lock.release()


def cut(url: str) -> None:
    """End every other connection to a server, as its restart does."""
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )
    engine.dispose()


def test_the_second_is_told_who_is_first(url: str) -> None:
    """In one sentence with the process, and no password."""
    with taken(url) as first:
        with pytest.raises(NotAlone) as caught, taken(url):
            pass
        assert re.search(rf"Another desk works on .*\b{os.getpid()}\)", str(caught.value))
        assert first.held()


def test_who_lets_go_leaves_it_to_others(url: str) -> None:
    """Also more than once."""
    with taken(url) as first:
        first.release()
        with taken(url) as second:
            assert second.held()


def test_two_databases_are_two_desks(databases: Databases) -> None:
    """Of one server too."""
    with databases.fresh() as one, databases.empty() as other, taken(one), taken(other) as lock:
        assert lock.held()


@pytest.mark.parametrize("ending", ["", ".lock"])
def test_a_file_that_was_moved_or_replaced_is_lost(sqlite: SqliteFiles, ending: str) -> None:
    """What is written into a file without a name is written nowhere."""
    with sqlite.fresh() as url, taken(url) as lock:
        file = Path(url.removeprefix("sqlite:///") + ending)
        file.rename(f"{file}.old")
        assert not lock.held()
        file.write_bytes(b"")
        assert not lock.held()


def test_a_server_that_was_restarted_gives_the_lock_again(url: str) -> None:
    """Unless another desk was quicker."""
    with taken(url) as lock, ExitStack() as stack:
        if url.startswith("postgresql"):
            cut(url)
            assert lock.held()
            cut(url)
            stack.enter_context(taken(url))
            assert not lock.held()
