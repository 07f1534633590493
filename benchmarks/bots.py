"""The measured bots: each a process of its own, with a world of its own to talk to."""

import asyncio
import sys
from asyncio.subprocess import Process
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.measuring import Memory, Spent, cpu_of, memory_of
from benchmarks.worlds import FIRST_PERSON, ROOT, TOKEN, without_limits
from simulator.client.people import People
from simulator.server import Simulator

_STILL = 100e-6
_LOOK_SECONDS = 0.005
_LOOKS = 10
_STOP_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Command:
    """How a bot is started: arguments after ``python``, its environment, and where."""

    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: Path


class Bot:
    """One bot by name, to be started and stopped as often as the rounds need."""

    def __init__(self, name: str, command: Command, simulator: Simulator, people: People) -> None:
        self.name = name
        self.simulator = simulator
        self.people = people
        self._command = command
        self._process: Process | None = None

    async def start(self) -> Spent:
        """Start it with an update waiting; return what it cost until that one was answered."""
        self.simulator.api.calls.clear()
        await self.people.person(FIRST_PERSON).says("/start", wait=False)
        began = perf_counter()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            *self._command.arguments,
            cwd=self._command.folder,
            env={**self._command.environment, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        )
        while "sendMessage" not in {call["method"] for call in self.simulator.api.calls}:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._process.returncode is not None:
                raise RuntimeError(f"{self.name} ended before it had answered")
        spent = Spent(self.cpu(), perf_counter() - began)
        await self.rest()
        return spent

    async def stop(self) -> None:
        """Ask it to stop, as an operator does."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    async def rest(self) -> None:
        """Return when no call is under way and it used no CPU for a while."""
        calm, before = 0, 0.0
        while calm < _LOOKS:
            await self.simulator.quiet()
            await asyncio.sleep(_LOOK_SECONDS)
            now = self.cpu()
            calm = calm + 1 if now - before < _STILL else 0
            before = now

    def cpu(self) -> float:
        """Return the seconds of CPU it has used."""
        return cpu_of(self._pid)

    def memory(self) -> Memory:
        """Return what it holds in memory."""
        return memory_of(self._pid)

    @property
    def calls(self) -> int:
        """Return how many calls it made since it was started, those for updates apart."""
        return len(self.simulator.api.calls)

    @property
    def _pid(self) -> int:
        if self._process is None:
            raise RuntimeError(f"{self.name} does not run")
        return self._process.pid


def echo_command(folder: Path, url: str) -> Command:
    """Return how the floor is started."""
    return Command(("-m", "benchmarks.echo", TOKEN, url), {}, folder)


def desk_command(folder: Path, database_url: str, url: str) -> Command:
    """Return how the desk is started; its own pace never makes it wait."""
    settings = {
        "token": TOKEN,
        "api_base": url,
        "database_url": database_url,
        "school": str(without_limits(folder)),
        "pace_in_all": "1e6",
        "pace_person": "1e6",
        "pace_group_a_minute": "6e7",
        "log_level": "WARNING",
    }
    environment = {f"CARETAKER_{name.upper()}": value for name, value in settings.items()}
    return Command(("-m", "bot", "run"), environment, folder)
