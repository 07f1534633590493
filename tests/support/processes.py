"""Programs of this project as processes of their own, with nothing of the machine's settings."""

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import Pipe
from os import defpath
from pathlib import Path

from tests.support.canaries import tells_too_much
from tests.support.forks import fork

ROOT = Path(__file__).parents[2]
LONGEST_STOP = 15


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a program: these settings, and no other."""
    bare = {"PATH": defpath, "HOME": str(Path.home()), "PYTHONPATH": str(ROOT)}
    return {**bare, **{f"CARETAKER_{name.upper()}": value for name, value in settings.items()}}


class Program:
    """``python -m …`` in a folder of its own; what it says is kept in ``said``."""

    def __init__(
        self, arguments: tuple[str, ...], folder: Path, settings: Mapping[str, str]
    ) -> None:
        self.said: list[str] = []
        heard, said = Pipe(duplex=False)
        with heard, said:
            self._process = fork(arguments, folder, environment(settings), said)
            self._heard = os.fdopen(os.dup(heard.fileno()), encoding="utf-8")
        assert self._process.pid is not None
        self.pid = self._process.pid

    def until(self, words: str) -> str:
        """Read what the program says until a line has these words, and return the line."""
        for line in self._lines():
            if words in line:
                return line
        raise AssertionError(f"it never said {words!r}, but:\n{''.join(self.said)}")

    def ends(self) -> int:
        """Read the rest and return the exit status."""
        for _ in self._lines():
            pass
        self._process.join(LONGEST_STOP)
        assert self._process.exitcode is not None, "it goes on without saying anything"
        return self._process.exitcode

    def stops(self) -> int:
        """Ask it to stop as an operator does, and return the exit status."""
        self._process.terminate()
        return self.ends()

    def crashes(self) -> None:
        """End it in the middle of whatever it does."""
        self._process.kill()
        self.ends()

    def close(self) -> None:
        """Let go of what it was heard through."""
        self._heard.close()

    def _lines(self) -> Iterator[str]:
        for line in self._heard:
            self.said.append(line)
            yield line


@contextmanager
def running(*arguments: str, folder: Path, **settings: str) -> Iterator[Program]:
    """Start ``python -m arguments`` with settings, and end it when the block ends.

    A desk must have said nothing that is not for its log; commands may show what they are for.
    """
    program = Program(arguments, folder, settings)
    try:
        yield program
    finally:
        program.crashes()
        program.close()
    assert arguments[:2] != ("bot", "run") or not tells_too_much("".join(program.said))
