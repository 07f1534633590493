"""``python -m tests.soak``: some simulated days with a fault each minute, and what they leave."""

import argparse
import asyncio
import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.progress import Bar
from bot.settings import Settings
from simulator.client.people import People
from tests.processes.school import SCHOOL, settings_for
from tests.soak.town import START, world_file
from tests.soak.week import DAY, Result, Week
from tests.support.databases import postgres
from tests.support.processes import running
from tests.support.schools import without_limits

GROWTH_AT_MOST = 0.05
_KINDS = ("sqlite", "postgresql")
PATIENCE = 0.2
"""Real seconds after which people do something else: the desk may have to wait for the clock."""


def main() -> int:
    """Run it on each database, print the summaries, and return 1 when a promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--days", type=float, default=7)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=("both", *_KINDS), default="both")
    options = parser.parse_args()
    logging.basicConfig(level=logging.CRITICAL)  # each fault would be a line
    kinds = _KINDS if options.database == "both" else (options.database,)
    good = [_run(kind, int(options.days * DAY), options.seed) for kind in kinds]
    return 0 if all(good) else 1


def _run(kind: str, minutes: int, seed: int) -> bool:
    with TemporaryDirectory(prefix="soak-") as name, ExitStack() as stack:
        folder = Path(name)
        url = stack.enter_context(_database(kind, folder))
        bar = stack.enter_context(Bar(f"Soaking on {kind}", minutes))
        result = asyncio.run(soak(folder, url, (minutes, seed), bar))
    sys.stdout.write(f"{kind}, {minutes} minutes, seed {seed}\n{_summary(result)}")
    return not result.wrongs and result.growth <= GROWTH_AT_MOST


async def soak(folder: Path, url: str, what: tuple[int, int], bar: Bar) -> Result:
    """Let so many minutes pass by a seed, with a simulator of its own process."""
    minutes, seed = what
    command = ("simulator", "--port", "0", "--world", str(world_file(folder)), "--start", START)
    with running(*command, folder=folder) as simulator:
        address = simulator.until("Bot API is at").split()[5].rstrip(",")
        school = str(without_limits(SCHOOL, folder))
        told = settings_for(address, folder) | {"database_url": url, "school": school}
        settings = Settings.model_validate({**told, "log_level": "CRITICAL"})
        async with People(address, quiet_seconds=PATIENCE) as people:
            return await Week(people, settings, seed, bar.tell).lives(minutes)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder}/desk.db"
        return
    with postgres() as databases, databases.empty() as url:
        yield url


def _summary(result: Result) -> str:
    memory = ", ".join(f"{each / 2**20:.1f}" for each in result.memory)
    lines = [
        f"{result.faults} faults planned, {result.restarts} restarts",
        f"{result.filed} tickets that people were told of",
        f"{result.copies} messages came twice, at most {result.copies_at_most} may",
        f"memory at the end of each day, MiB: {memory} (growth {result.growth:+.1%})",
        *(f"WRONG: {each}" for each in result.wrongs),
    ]
    return "".join(f"  {line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
