"""A desk that dies at a job that fails: the one place that no healthy row leads to."""

import signal
import subprocess
import sys
from pathlib import Path

from models import occasions
from models.unit import Units
from tests.support.clocks import StillClock
from tests.support.databases import SqliteFiles
from tests.support.processes import ROOT
from tests.support.schools import small_school

_TURNS = """
import asyncio, sys
from models import occasions
from models.crashes import arm
from models.unit import Units
from scheduler import clockwork
from scheduler.ticks import Job, Tick
from tests.support.clocks import StillClock
from tests.support.schools import small_school

def fail(unit):
    occasions.first_to(unit, "half done")
    raise ValueError("a broken row")

def put_off(unit):
    occasions.first_to(unit, "put off")

if sys.argv[2:]:
    arm(sys.argv[2])
units = Units.connect(sys.argv[1], StillClock().now, small_school)
tick = Tick("broken", 1, lambda _: [Job("it", fail, put_off)])
asyncio.run(clockwork._run(units, tick))
"""


def turned(url: str, *place: str) -> int:
    """Turn a tick whose job fails, in a process of its own; return how that ended."""
    program = [sys.executable, "-c", _TURNS, url, *place]
    return subprocess.run(program, cwd=ROOT, check=False, capture_output=True).returncode


def test_killed_between_a_failure_and_putting_it_off(sqlite: SqliteFiles, tmp_path: Path) -> None:
    """Nothing is half done; the next desk finds it again, and puts it off."""
    with sqlite.fresh() as url:
        assert turned(url, "tick.failed") == -signal.SIGKILL
        units = Units.connect(url, StillClock().now, small_school)
        with units.open() as unit:
            assert occasions.first_to(unit, "nothing else")
        assert turned(url) == 0
        with units.open() as unit:
            assert occasions.first_to(unit, "half done")
            assert not occasions.first_to(unit, "put off")
        units.close()
