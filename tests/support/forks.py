"""Programs of this project as forks of a process that has imported them already.

To import the desk takes seconds, to fork somebody who has done so milliseconds.
"""

import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

_context = multiprocessing.get_context("forkserver")
_PRELOADED = "tests.support.preloaded"
_context.set_forkserver_preload([_PRELOADED])


def fork(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], output: Connection
) -> BaseProcess:
    """Begin ``python -m arguments`` in a folder, with no other environment.

    What it says goes to ``output``. The fork does not outlive this process, however that ends: a
    desk that went on would speak to the next simulator that listens where its own did.
    """
    how = (arguments, folder, environment, output)
    process = _context.Process(target=_become, args=how, daemon=True)
    process.start()
    return process


def _become(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str], output: Connection
) -> None:
    assert _PRELOADED in sys.modules, f"{_PRELOADED} cannot be imported from {Path.cwd()}"
    Thread(target=_die_with_parent, daemon=True).start()
    for number in (1, 2):
        os.dup2(output.fileno(), number)
    output.close()
    os.chdir(folder)
    os.environ.clear()  # noqa: TID251  the program that this becomes reads it
    os.environ.update(environment)  # noqa: TID251  as above
    sys.argv = list(arguments)
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGKILL)
