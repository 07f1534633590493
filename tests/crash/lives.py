"""Lives of the program: begun by a fork or as a whole process, ended by a kill or otherwise."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import create_subprocess_exec
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from tests.support.forks import fork
from tests.support.processes import environment

LONGEST_END = 30.0
_APPENDING = os.O_WRONLY | os.O_CREAT | os.O_APPEND


@dataclass(frozen=True, slots=True)
class Command:
    """What is run: arguments after ``python -m bot``, its settings, and where it is to die."""

    arguments: Sequence[str]
    settings: Mapping[str, str]
    place: str = ""
    whole: bool = False


@dataclass(slots=True)
class Life:
    """One run of the program."""

    pid: int
    ended: "asyncio.Future[int]"
    told: set[signal.Signals] = field(default_factory=set)
    tasks: list["asyncio.Task[None]"] = field(default_factory=list)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, unless it has ended meanwhile."""
        if not self.ended.done():
            self.told.add(number)
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def lasts(self, seconds: float) -> bool:
        """Wait so long at most; tell whether it still lives."""
        await asyncio.wait([self.ended], timeout=seconds)
        return not self.ended.done()

    async def end(self) -> int:
        """Return the exit status, negative for a signal; TimeoutError when there is none."""
        async with asyncio.timeout(LONGEST_END):
            return await asyncio.shield(self.ended)


class Nursery:
    """Where lives begin; those that go on when the block ends are killed.

    What they say goes into ``log``.
    """

    def __init__(self, log: Path) -> None:
        self.log = log
        self._lives: list[Life] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for life in self._lives:
            life.signal(signal.SIGKILL)

    async def begin(self, command: Command) -> Life:
        """Run a command; it has begun when this returns."""
        life = await self._start(command) if command.whole else self._fork(command)
        self._lives = [each for each in self._lives if not each.ended.done()] + [life]
        return life

    def _fork(self, command: Command) -> Life:
        with Connection(os.open(self.log, _APPENDING, 0o644), readable=False) as log:
            process = fork(_program(command), self.log.parent, environment(command.settings), log)
        assert process.pid is not None
        loop = asyncio.get_running_loop()
        life = Life(process.pid, loop.create_future())

        def bury() -> None:
            loop.remove_reader(process.sentinel)
            process.join()
            assert process.exitcode is not None
            life.ended.set_result(process.exitcode)
            process.close()

        loop.add_reader(process.sentinel, bury)
        return life

    async def _start(self, command: Command) -> Life:
        """Start an interpreter of its own, as an operator does."""
        with self.log.open("ab") as log:
            process = await create_subprocess_exec(
                sys.executable,
                "-m",
                *_program(command),
                cwd=self.log.parent,
                env=environment(command.settings),
                stdout=log,
                stderr=log,
            )
        loop = asyncio.get_running_loop()
        life = Life(process.pid, loop.create_future())

        async def wait() -> None:
            life.ended.set_result(await process.wait())

        life.tasks.append(loop.create_task(wait()))
        return life


def _program(command: Command) -> Sequence[str]:
    return ("tests.crash.whole", command.place or "nowhere", *command.arguments)
