"""How a running desk fares: what does not work, and what can be measured."""

import asyncio
import platform
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from bot.program import Program
from bot.tallies import Tally
from models.schema import expected
from models.unit import DatabaseTrouble, Unit
from models.vitals import Stand, stand
from scheduler.clockwork import Clockwork
from web.health import Labels, Metric

STALE = 120.0
"""Seconds without a turn of a tick, or an answer to a question for updates, that are too many."""

_ASKING_SECONDS = 5
_PROJECT = Path(__file__).parent.parent / "pyproject.toml"
_NO_LABELS: Labels = ()


class Vitals:
    """What ``web.health`` asks of a desk; ``polls`` tells whether it asks for its updates."""

    def __init__(
        self, program: Program, clockwork: Clockwork, *, polls: bool, stale: float = STALE
    ) -> None:
        self._program = program
        self._clockwork = clockwork
        self._polls = polls
        self._stale = stale
        version = tomllib.loads(_PROJECT.read_text("utf-8"))["project"]["version"]
        self._build = (
            ("version", version),
            ("schema", expected()),
            ("python", platform.python_version()),
        )

    async def troubles(self) -> Mapping[str, str]:
        """Return what does not work, by name, in a few words; empty when all does."""
        return dict((*self._still(), *self._outage())) | await self._database()

    async def metrics(self) -> Iterable[Metric]:
        """Return what can be measured now; without a database what needs none."""
        try:
            async with asyncio.timeout(_ASKING_SECONDS):
                now, found = await self._program.units.run(_look)
        except (DatabaseTrouble, TimeoutError):
            return [*self._own(), _gauge("database_up", "Whether the database answers.", 0)]
        up = _gauge("database_up", "Whether the database answers.", 1)
        return [*self._own(), up, *_stored(now, found)]

    def _still(self) -> Iterator[tuple[str, str]]:
        now = asyncio.get_running_loop().time()
        unturned = now - self._clockwork.turned_at
        if unturned > self._stale:
            yield "ticks", f"none has turned for {unturned:.0f} s"
        unheard = now - self._program.telegram.heard_at
        if self._polls and unheard > self._stale:
            yield "polling", f"no answer to a question for updates for {unheard:.0f} s"

    def _outage(self) -> Iterator[tuple[str, str]]:
        outage = self._program.outage
        if outage is not None:
            yield "telegram", f"{outage.reason} since {outage.since:%Y-%m-%d %H:%M} UTC"

    async def _database(self) -> dict[str, str]:
        try:
            async with asyncio.timeout(_ASKING_SECONDS):
                await self._program.units.run(_look)
        except DatabaseTrouble as trouble:
            return {"database": str(trouble)}
        except TimeoutError:
            return {"database": f"no answer within {_ASKING_SECONDS} s"}
        return {}

    def _own(self) -> Iterator[Metric]:
        program = self._program
        lag = asyncio.get_running_loop().time() - self._clockwork.turned_at
        yield Metric("caretaker_build_info", "gauge", "What runs.", [("", self._build, 1)])
        yield _summary(
            "updates_seconds", "Updates by outcome.", ("outcome",), program.intake.taken
        )
        calls = program.telegram.tally
        yield _summary("calls_seconds", "Calls of Telegram.", ("method", "result"), calls)
        lanes = (("answers", program.answers), ("presses", program.presses))
        waiting = [("", (("lanes", name),), each.waiting) for name, each in lanes]
        yield Metric("caretaker_lanes_waiting", "gauge", "Jobs that wait for a chat.", waiting)
        yield _gauge("tick_age_seconds", "Time since a tick last turned.", lag)
        retried, failed = program.units.retried, program.units.failed
        yield _counter("database_retries_total", "Transactions that were tried again.", retried)
        yield _counter("database_failures_total", "Transactions that could not be made.", failed)


def _look(unit: Unit) -> tuple[datetime, Stand]:
    return unit.now, stand(unit)


def _stored(now: datetime, found: Stand) -> Iterator[Metric]:
    age = max((now - found.oldest).total_seconds(), 0) if found.oldest else 0
    yield _gauge("outbox_owed", "Messages that wait to be sent.", found.owed)
    yield _gauge("outbox_oldest_seconds", "How long the oldest of them is due.", age)
    yield _gauge("parked_updates", "Updates that could not be handled.", found.parked)
    opened = [
        ("", (("kind", kind), ("status", status)), count)
        for (kind, status), count in sorted(found.open.items())
    ]
    yield Metric("caretaker_tickets_open", "gauge", "Open tickets.", opened)
    broken = [("", (("clock", kind),), count) for kind, count in sorted(found.broken.items())]
    yield Metric("caretaker_tickets_late", "gauge", "Broken promises of open tickets.", broken)
    told = [("", (("kind", kind),), count) for kind, count in sorted(found.alerts.items())]
    yield Metric("caretaker_alerts", "gauge", "Troubles of the last 30 days.", told)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return Metric(f"caretaker_{name}", "gauge", meaning, [("", _NO_LABELS, value)])


def _counter(name: str, meaning: str, value: float) -> Metric:
    return Metric(f"caretaker_{name}", "counter", meaning, [("", _NO_LABELS, value)])


def _summary(name: str, meaning: str, labels: tuple[str, ...], tally: Tally) -> Metric:
    samples = []
    for words, count, seconds in tally:
        shown = tuple(zip(labels, words, strict=True))
        samples += [("_count", shown, count), ("_sum", shown, seconds)]
    return Metric(f"caretaker_{name}", "summary", meaning, samples)
