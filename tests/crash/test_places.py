"""Where a desk can be made to die: each place is somewhere, and has the name that it is told."""

import re
import signal
import subprocess
import sys

import pytest

from models.crashes import PLACES, arm
from tests.support.processes import ROOT
from tests.support.sources import PROGRAM, sources

_PASSES = """
import sys
from models.crashes import arm, crash_point

arm(sys.argv[1])
for name in ("tick.found", "tick.failed", "tick.failed"):
    crash_point(name)
    print(name, flush=True)
"""


def passing(order: str) -> tuple[int, list[str]]:
    """Return how a program ends that passes three places, and which it has left behind."""
    program = [sys.executable, "-c", _PASSES, order]
    ended = subprocess.run(program, cwd=ROOT, check=False, capture_output=True, text=True)
    return ended.returncode, ended.stdout.split()


def test_every_place_is_in_the_program_once() -> None:
    """No name without a place, no place without a name, and none that is there twice."""
    texts = [source.text for source in sources(*PROGRAM, "migrations")]
    found = [name for text in texts for name in re.findall(r'crash_point\(\s*"([^"]+)"', text)]
    found += re.findall(r'callback\(crash_point, "([^"]+)"', "".join(texts))
    assert sorted(found) == sorted(PLACES)


def test_there_are_many() -> None:
    """Forty at least: a place that nobody named is one at which nobody looked."""
    assert len(PLACES) >= 40


def test_a_program_dies_where_it_was_told_to() -> None:
    """By SIGKILL, at the second visit, and nothing after that is done."""
    assert passing("tick.failed:2") == (-signal.SIGKILL, ["tick.found", "tick.failed"])


def test_a_program_that_does_not_come_there_lives() -> None:
    """A place that is passed less often than told, and one that is not passed, do nothing."""
    everywhere = ["tick.found", "tick.failed", "tick.failed"]
    assert passing("tick.found:2") == (0, everywhere)
    assert passing("unit.begun") == (0, everywhere)


@pytest.mark.parametrize("order", ["", "unit.nowhere", "unit", "unit.done:soon"])
def test_a_place_that_is_not_there_is_refused(order: str) -> None:
    """A misspelt name would be a desk that is never killed, and a test that shows nothing."""
    with pytest.raises(ValueError, match=r"no place is called|invalid literal"):
        arm(order)
