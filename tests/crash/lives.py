"""Lives of the program: begun by a fork or as a whole process, ended by a kill or otherwise."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process, create_subprocess_exec
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Self

from tests.support.processes import ROOT, environment

LONGEST_END = 30.0


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
    """Where lives begin; open it with ``async with``. What they say goes into ``log``."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self._zygote: Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._numbers = count(1)
        self._born: dict[int, asyncio.Future[int]] = {}
        self._ended: dict[int, asyncio.Future[int]] = {}

    async def __aenter__(self) -> Self:
        self._zygote = await create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.crash.zygote",
            cwd=ROOT,
            env=environment({}),
            stdin=PIPE,
            stdout=PIPE,
        )
        self._listening = asyncio.get_running_loop().create_task(self._listen(self._zygote))
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._zygote is not None and self._zygote.stdin is not None:
            self._zygote.stdin.close()
            await self._zygote.wait()
        if self._listening is not None:
            await self._listening

    async def begin(self, command: Command) -> Life:
        """Run a command; it has begun when this returns."""
        return await (self._start(command) if command.whole else self._fork(command))

    async def _fork(self, command: Command) -> Life:
        assert self._zygote is not None
        assert self._zygote.stdin is not None
        number, loop = next(self._numbers), asyncio.get_running_loop()
        self._born[number], self._ended[number] = loop.create_future(), loop.create_future()
        order = {
            "number": number,
            "arguments": list(command.arguments),
            "settings": _variables(command.settings),
            "place": command.place,
            "log": str(self.log),
        }
        self._zygote.stdin.write(json.dumps(order).encode() + b"\n")
        return Life(await self._born[number], self._ended[number])

    async def _start(self, command: Command) -> Life:
        """Start an interpreter of its own, as an operator does."""
        with self.log.open("ab") as log:
            process = await create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.crash.whole",
                command.place or "nowhere",
                *command.arguments,
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

    async def _listen(self, zygote: Process) -> None:
        assert zygote.stdout is not None
        async for line in zygote.stdout:
            told: dict[str, Any] = json.loads(line)
            if "pid" in told:
                self._born[told["number"]].set_result(told["pid"])
            else:
                self._ended[told["number"]].set_result(told["status"])


def _variables(settings: Mapping[str, str]) -> dict[str, str]:
    return {f"CARETAKER_{name.upper()}": value for name, value in settings.items()}
