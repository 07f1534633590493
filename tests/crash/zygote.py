"""``python -m tests.crash.zygote``: makes desks by forking, each the whole program.

Importing takes seconds, a fork a few milliseconds. An order is a line of JSON on standard input;
for each there is a line when the program runs, and one when it has ended.
"""

import gc
import json
import os
import select
import signal
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from bot.__main__ import main as program
from bot.program import root
from locales import LANGUAGES, text_in
from models.crashes import arm

_AS_NEEDED = (
    "alembic.command",
    "bot.running",
    "sqlalchemy.dialects.postgresql.psycopg",
    "sqlalchemy.dialects.sqlite.pysqlite",
)
"""What a program imports only when it needs it; here it is there after a fork."""

_INPUT, _OUTPUT = 0, 1
_READ_AT_ONCE = 65536


def main() -> int:
    """Serve until the standard input ends."""
    for module in _AS_NEEDED:
        import_module(module)
    root()
    for language in LANGUAGES:
        text_in(language)
    gc.collect()
    gc.freeze()
    numbers: dict[int, int] = {}
    for order in _orders(numbers):
        pid = os.fork()
        if pid == 0:
            _become(order)
        numbers[pid] = order["number"]
        _tell(number=order["number"], pid=pid)
    for pid in numbers:
        os.kill(pid, signal.SIGKILL)
    return 0


def _orders(numbers: dict[int, int]) -> Iterator[dict[str, Any]]:
    """Yield what is ordered, and tell of every program that ends meanwhile."""
    woken, wakes = os.pipe()
    os.set_blocking(wakes, False)
    signal.set_wakeup_fd(wakes)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    rest = b""
    while True:
        readable, _, _ = select.select([_INPUT, woken], [], [])
        if woken in readable:
            os.read(woken, _READ_AT_ONCE)
            _reap(numbers)
        if _INPUT in readable:
            more = os.read(_INPUT, _READ_AT_ONCE)
            if not more:
                return
            *lines, rest = (rest + more).split(b"\n")
            yield from map(json.loads, lines)


def _reap(numbers: dict[int, int]) -> None:
    while numbers:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid == 0:
            return
        _tell(number=numbers.pop(pid), status=os.waitstatus_to_exitcode(status))


def _become(order: dict[str, Any]) -> None:
    """Be ``python -m bot ARGUMENTS`` with some settings, until it ends or is killed."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    os.dup2(os.open(os.devnull, os.O_RDONLY), _INPUT)
    for number in (_OUTPUT, 2):
        os.dup2(log, number)
    os.chdir(Path(order["log"]).parent)
    os.environ.update(order["settings"])  # noqa: TID251  the program that this becomes reads it
    if order["place"]:
        arm(order["place"])
    status = 1
    try:
        status = program(order["arguments"])
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _tell(**what: int) -> None:
    os.write(_OUTPUT, json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    sys.exit(main())
