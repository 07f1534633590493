"""A machine that loses its power: whatever was acknowledged is in the files that are left."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from shutil import copyfile
from typing import IO

import pytest

from models.engine import open_engine
from tests.support.databases import SqliteFiles
from tests.support.processes import ROOT

COPIES, BATCH = 30, 7
_WRITES = """
import os, sys
from models import occasions
from models.unit import Units
from tests.support.clocks import StillClock
from tests.support.schools import small_school

url = sys.argv[1]
file = url.removeprefix("sqlite:///")
units = Units.connect(url, StillClock().now, small_school)
number = 0
while True:
    number += 1
    with units.open() as unit:
        occasions.first_to(unit, f"{number}:" + "x" * (number % 5000))
    print(number, os.stat(f"{file}-wal").st_size, os.stat(file).st_mtime_ns, flush=True)
"""


def acknowledged(said: IO[str]) -> tuple[int, int, int]:
    """Read on, and return the last number that was written.

    With it come the size of the log then, and when the database itself was last changed.
    """
    line = ""
    for _ in range(BATCH):
        line = said.readline()
    number, size, changed = line.split()
    return int(number), int(size), int(changed)


def synced(log: Path, file: Path, size: int, changed: int) -> int:
    """Return how much of a log is on the disk for sure: by now all, if its pages go to the file.

    SQLite syncs the log before it copies from it (its documentation, "Write-Ahead Logging").
    """
    return size if file.stat().st_mtime_ns == changed else log.stat().st_size


def tear(log: Path, kept: int, chance: random.Random) -> None:
    """Leave of a log what was synced, and of the rest as much as the disk happened to have."""
    left = log.stat().st_size - kept
    if left > 0:
        os.truncate(log, kept + chance.randrange(left + 1))
    with log.open("ab") as opened:
        opened.write(chance.randbytes(chance.randrange(5000)))


def found(file: Path) -> set[int]:
    """Open what is left as a desk does, and return the numbers in it."""
    engine = open_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    engine.dispose()
    with closing(sqlite3.connect(file)) as opened:
        keys = [str(key) for (key,) in opened.execute("SELECT key FROM occasion")]
    return {int(key.partition(":")[0]) for key in keys}


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost(sqlite: SqliteFiles, tmp_path: Path) -> None:
    """The files are copied while they are written, and the unsynced end of the log is torn."""
    chance = random.Random(16)  # noqa: S311  the same copies each time
    with sqlite.fresh() as url:
        file = Path(url.removeprefix("sqlite:///"))
        program = [sys.executable, "-c", _WRITES, url]
        with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            for copy in range(COPIES):
                number, size, changed = acknowledged(writer.stdout)
                os.kill(writer.pid, signal.SIGSTOP)
                os.waitpid(writer.pid, os.WUNTRACED)
                log, left = Path(f"{file}-wal"), tmp_path / f"left-{copy}.db"
                kept = synced(log, file, size, changed)
                copyfile(file, left)
                copyfile(log, f"{left}-wal")
                os.kill(writer.pid, signal.SIGCONT)
                tear(Path(f"{left}-wal"), kept, chance)
                assert set(range(1, number + 1)) <= found(left)
            writer.kill()
