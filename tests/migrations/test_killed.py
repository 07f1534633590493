"""A program that is killed while it changes the tables leaves the old ones or the new ones."""

import signal
import subprocess
import sys

import pytest
from sqlalchemy import inspect, text

from models.engine import open_engine
from models.schema import expected, migrate, revision, upgrade
from tests.support.processes import ROOT

OLD = "0005"
_KILLED = """
import os, signal, sys
from sqlalchemy import event
from models.engine import open_engine
from models.schema import upgrade

engine, left = open_engine(sys.argv[1]), [int(sys.argv[2])]

def count(*_):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(engine, "before_cursor_execute", count)
if left == [0]:
    event.listen(engine, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
upgrade(engine)
"""


@pytest.mark.timeout(300)  # a program starts for each
def test_killed_at_any_statement(empty_database_url: str) -> None:
    """At the first, in the middle, and just before the commit (0); the next start succeeds."""
    engine = open_engine(empty_database_url)
    migrate(engine, OLD)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO counter (kind, value) VALUES ('repair', 1042)"))
    tables = inspect(engine).get_table_names()
    for statement in (1, 8, 16, 24, 0):
        program = [sys.executable, "-c", _KILLED, empty_database_url, str(statement)]
        ended = subprocess.run(program, cwd=ROOT, check=False).returncode
        assert ended == -signal.SIGKILL, statement
        assert revision(engine) == OLD
        assert inspect(engine).get_table_names() == tables
    upgrade(engine)
    assert revision(engine) == expected()
    with engine.begin() as connection:
        assert connection.execute(text("SELECT value FROM counter")).scalar_one() == 1042
    engine.dispose()
