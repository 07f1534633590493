"""``python -m tests.crash``: kill desks at every named place and at random moments, and judge."""

import argparse
import asyncio
import json
import random
import secrets
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.progress import Bar
from tests.crash.deaths import Death, deaths
from tests.crash.epochs import Epoch, Outcome, first_deaths, town_for
from tests.crash.errands import Errands
from tests.crash.lives import Nursery
from tests.crash.report import Summary, told
from tests.support.databases import Databases, SqliteFiles, postgres
from tests.support.processes import ROOT

KINDS = ("sqlite", "postgresql")
_QUIETLY = ("-W", "ignore:XDG_RUNTIME_DIR is not set")  # PostgreSQL's socket lies elsewhere then
_TOWN = 20  # desks that die in one town
_BESIDE = 2  # runs on each database: a desk waits for half of its life


def main() -> int:
    """Run on each database, all at the same time; status 1 when anything was violated."""
    options = _options()
    if options.part is not None:
        asyncio.run(_alone(options))
        return 0
    kinds = KINDS if options.database == "both" else (options.database,)
    sys.stderr.write(f"seed {options.seed}\n")
    with Bar("Killing desks", options.cycles * len(kinds)) as bar:
        summaries = asyncio.run(_all(kinds, options, bar))
    sys.stdout.write(told(summaries, options.cycles))
    return int(any(summary.is_bad for summary in summaries.values()))


async def _all(
    kinds: tuple[str, ...], options: argparse.Namespace, bar: Bar
) -> dict[str, Summary]:
    """Run each database in processes of their own, which share the cycles."""
    summaries = {kind: Summary() for kind in kinds}
    async with asyncio.TaskGroup() as group:
        for (kind, summary), part in product(summaries.items(), range(_BESIDE)):
            wanted = ("--database", kind, "--cycles", str(options.cycles))
            arguments = (*wanted, "--seed", str(options.seed), "--part", str(part))
            group.create_task(_beside(arguments, summary, bar))
    return summaries


async def _beside(arguments: tuple[str, ...], summary: Summary, bar: Bar) -> None:
    process = await create_subprocess_exec(
        sys.executable,
        *_QUIETLY,
        "-m",
        "tests.crash",
        *arguments,
        cwd=ROOT,
        stdout=PIPE,
    )
    assert process.stdout is not None
    async for line in process.stdout:
        read = json.loads(line)
        bar.tell(read.pop("cycles"))
        summary.add(Outcome(**read))
    if await process.wait():
        summary.violations.append(f"{arguments} ended with status {process.returncode}")


async def _alone(options: argparse.Namespace) -> None:
    """Run every other town on one database, and print what each has shown as a line of JSON."""
    chance = random.Random(f"{options.seed} {options.part}")  # noqa: S311  a story that can be told again
    planned = deaths(chance)
    with (
        TemporaryDirectory(prefix="caretaker-crash-") as name,
        _databases(options.database, Path(name)) as databases,
        Nursery(Path(name) / "said.log") as nursery,
    ):
        for number in range(options.part, -(-options.cycles // _TOWN), _BESIDE):
            dying = min(_TOWN, options.cycles - number * _TOWN)
            with databases.empty() as url:
                errands = Errands(nursery, url, databases.empty, Path(name) / str(number))
                outcome = await _town(options, number, errands, islice(planned, dying - 1))
            sys.stdout.write(json.dumps({"cycles": dying, **asdict(outcome)}) + "\n")
            sys.stdout.flush()
            nursery.log.unlink(missing_ok=True)


async def _town(
    options: argparse.Namespace, number: int, errands: Errands, planned: Iterator[Death]
) -> Outcome:
    epoch = Epoch(town_for(options.seed + number), errands)
    outcome = await epoch.run(first_deaths(number, planned))
    if outcome.violations:
        folder = ROOT / "var"
        folder.mkdir(exist_ok=True)
        story = folder / f"crash-{options.database}-{options.seed}-{number}.txt"
        story.write_text(epoch.story(), encoding="utf-8")
        outcome.violations.append(f"the whole story: {story.relative_to(ROOT)}")
    return outcome


def _databases(kind: str, folder: Path) -> AbstractContextManager[Databases]:
    return postgres() if kind == "postgresql" else nullcontext(SqliteFiles(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.crash", description=__doc__)
    parser.add_argument("--cycles", type=int, default=300, help="desks to kill on each database")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--database", choices=(*KINDS, "both"), default="both")
    parser.add_argument("--part", type=int, help="of the towns on one database, for this program")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
