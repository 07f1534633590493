"""One town on one database: desks live and die in it, and at the end its history is judged."""

import asyncio
import random
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from time import monotonic

from sqlalchemy import select

from models.tables import OutboxRow, table_of
from models.unit import Units
from tests.crash.cases import WORDS
from tests.crash.checker import duplicates, violations
from tests.crash.deaths import FIRST, Death
from tests.crash.errands import Errands
from tests.crash.history import Ending, Records
from tests.crash.lives import Command, Life
from tests.crash.people import Person, Requester, Worker, live
from tests.crash.town import Town
from tests.stories.desk import TOKEN
from tests.support.dumps import dump
from tests.support.processes import free_port

REQUESTERS = 3
_PRIVATE = re.compile(rf"{WORDS.pattern}|Person \d|师傅|{re.escape(TOKEN)}")
_outbox = table_of(OutboxRow)
_TOLD = ("ticket", "event", "outbox", "parked_update")
_LEASE_OVER = 121.0
_OPENING, _WORKING, _STOPPING, _CALMING = 60.0, 3.0, 20.0, 90.0
_MOMENT = 0.01
_LOOK = 0.005
_WAITS_FOR_LEASES = 0.8  # the share of deaths after which the next desk comes two minutes later


@dataclass(slots=True)
class Outcome:
    """What one town showed."""

    kills: list[str] = field(default_factory=list)
    acknowledged: int = 0
    duplicates: int = 0
    recoveries: list[float] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)


class Epoch:
    """The desks of one town, one after another."""

    def __init__(self, town: Town, errands: Errands) -> None:
        self.town = town
        self.outcome = Outcome()
        self._errands = errands
        self._chance: random.Random = town.random
        self._began = 0.0
        self._records = Records({}, town.world.clock.now())
        people = [Requester(town, user_id, self._accepted) for user_id in town.people]
        self._people: list[Person] = [
            *people,
            *(Worker(town, user_id) for user_id in town.workers),
        ]

    async def run(self, planned: Iterator[Death]) -> Outcome:
        """Let desks live and die as planned, then one in calm, and judge what happened."""
        async with self.town.simulator, asyncio.TaskGroup() as group:
            tasks = [group.create_task(live(person)) for person in self._people]
            tasks.append(group.create_task(self.town.watch()))
            for death in planned:
                await self._cycle(death)
            await self._calm()
            for task in tasks:
                task.cancel()
        self._judge()
        return self.outcome

    async def _cycle(self, death: Death) -> None:
        life = await self._begin(death.order, webhook=death.webhook, whole=death.whole)
        if await self._opens(life):
            self.outcome.violations += await self._errands.run(death, self.town)
            self.outcome.kills += self._errands.killed()
            await self._end(life, death)
        await self._bury(life, death)
        if self._chance.random() < _WAITS_FOR_LEASES:
            self.town.pass_over(_LEASE_OVER)

    async def _begin(self, place: str, *, webhook: bool = False, whole: bool = False) -> Life:
        settings = settings_for(self.town.simulator.url, self._errands)
        if webhook:
            port = str(free_port())
            settings |= {"webhook_url": f"http://127.0.0.1:{port}", "webhook_port": port}
        self.town.expect_desk()
        self._began = monotonic()
        return await self._errands.nursery.begin(Command(("run",), settings, place, whole))

    async def _opens(self, life: Life) -> bool:
        """Wait until a desk is open; False when it has died before."""
        end = monotonic() + _OPENING
        while not self.town.open:
            if not await life.lasts(_LOOK):
                return False
            if monotonic() > end:
                self.outcome.violations.append("a desk did not open")
                return True
        return True

    async def _end(self, life: Life, death: Death) -> None:
        await self._works(life, death.calls)
        life.signal(signal.SIGTERM if death.stopped else signal.SIGKILL)
        if death.stopped and await life.lasts(_STOPPING):
            self.outcome.violations.append("a desk did not stop")
            life.signal(signal.SIGKILL)

    async def _works(self, life: Life, calls: int) -> None:
        """Wait until a desk has made so many calls, is dead, or has nothing more to do."""
        before, end = self.town.calls, monotonic() + _WORKING
        while self.town.calls - before < calls and monotonic() < end:
            if not await life.lasts(_LOOK):
                return
        await life.lasts(self._chance.uniform(0, _MOMENT))

    async def _bury(self, life: Life, death: Death) -> None:
        """Write down how a life ended, and what it has said to the last."""
        status = await life.end()
        killed = status == -signal.SIGKILL
        how = "stopped" if death.stopped and not status else f"status {status}"
        if killed:
            how = "kill -9" if signal.SIGKILL in life.told else death.place
            self.outcome.kills.append(how)
        await self._hear_the_last()
        self.town.look()
        self.town.history.endings.append(Ending(how, killed))

    async def _hear_the_last(self) -> None:
        """Let Telegram take in what was sent before the end: it may lie in a socket."""
        await asyncio.sleep(4 * _LOOK)
        while self.town.world.activity.in_flight:  # noqa: ASYNC110  a count has no event
            await asyncio.sleep(_LOOK)

    async def _calm(self) -> None:
        """Open a last desk that nobody disturbs, until everybody has what they wait for."""
        for person in self._people:
            person.closing = True
        self.town.pass_over(_LEASE_OVER)
        life = await self._begin("")
        await self._opens(life)
        units = self._errands.units(self.town.world.clock.now)
        try:
            async with asyncio.timeout(_CALMING):
                await self._rests(units)
                self.town.pass_over(_LEASE_OVER)
                await self._rests(units)
        except TimeoutError:
            self.outcome.violations.append(f"never came to rest: {self._restless(units)}")
        units.close()
        stop = Death("", 1, 0, stopped=True)
        await self._end(life, stop)
        await self._bury(life, stop)

    async def _rests(self, units: Units) -> None:
        still = 0
        while still < 10:
            await asyncio.sleep(4 * _LOOK)
            still = 0 if self._restless(units) else still + 1

    def _restless(self, units: Units) -> list[str]:
        """Return who or what keeps the town from resting."""
        now = self.town.world.clock.now()
        with units.snapshot() as unit:
            open_debts = select(_outbox.c.id).where(_outbox.c.settled_at.is_(None))
            due = unit.execute(open_debts.where(_outbox.c.due_at <= now)).scalars()
            owed = [f"debt {number}" for number in due]
        awake = [f"person {person.user_id}" for person in self._people if not person.rests]
        waiting = [f"{len(self.town.bot.queue)} updates"] if len(self.town.bot.queue) else []
        return owed + awake + waiting

    def _judge(self) -> None:
        history = self.town.history
        history.waiting = {entry.id for entry in self.town.bot.queue.living()}
        units = self._errands.units(self.town.world.clock.now)
        with units.snapshot() as unit:
            records = Records(dump(unit), unit.now)
        units.close()
        self._records = records
        self.outcome.violations += [*violations(history, records), *self._leaks()]
        self.outcome.acknowledged = len(history.filed)
        self.outcome.duplicates = duplicates(history, records)

    def story(self) -> str:
        """Return all that people did and saw, how the desks ended, and what they said."""
        history = self.town.history
        parts = (self.outcome.violations, history.endings, history.deeds, history.filed)
        lines = [str(each) for part in (*parts, history.shown) for each in part]
        lines += [f"{table} {dict(row)}" for table in _TOLD for row in self._records.tables[table]]
        return "\n".join([*lines, self._log()])

    def _log(self) -> str:
        log = self._errands.nursery.log
        return log.read_text(encoding="utf-8") if log.exists() else ""

    def _leaks(self) -> list[str]:
        """Return the lines of the log that tell words or names of people, or the token."""
        lines = self._log().splitlines()
        return [f"in the log: {line}" for line in lines if _PRIVATE.search(line)]

    def _accepted(self) -> None:
        """Note how long after the beginning of its life a desk first took a ticket."""
        if self._began:
            self.outcome.recoveries.append(monotonic() - self._began)
            self._began = 0.0


def town_for(seed: int) -> Town:
    """Return a town of which everything but the moments of death follows from a number."""
    return Town(seed, REQUESTERS)


def settings_for(url: str, errands: Errands) -> dict[str, str]:
    """Return the settings of a desk whose own pace never makes it wait."""
    return {
        "token": TOKEN,
        "api_base": url,
        "clock_url": f"{url}/people/clock",
        "database_url": errands.database_url,
        "school": str(errands.school),
        "webhook_secret": "a-secret-of-this-town",
        "pace_in_all": "1e6",
        "pace_person": "1e6",
        "pace_group_a_minute": "6e7",
        "log_level": "WARNING",
    }


def first_deaths(number: int, then: Iterator[Death]) -> Iterator[Death]:
    """Let the first desk of the town die where only a first one comes."""
    place = FIRST[number % len(FIRST)]
    times = 1 + number * 3 % 11 if place == "migration.step" else 1
    return chain([Death(place, times, 0)], then)
