"""Days on which something goes wrong each minute, and what they leave behind."""

import gc
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

from bot.settings import Settings
from models.unit import Unit
from simulator.client.people import People
from simulator.client.person import text_of
from simulator.client.wire import NotDone
from tests.processes.school import BOT_ID, REPAIR
from tests.soak.checks import Seen, wrongs
from tests.soak.faults import Faults
from tests.soak.house import House
from tests.soak.people import Requester, Worker
from tests.soak.town import REQUESTERS, WORKERS

DAY = 24 * 60
_WAKING = range(15 * 60)
"""The minutes of a day in which people act: it begins at seven."""

_CALM = 60
"""Minutes without faults at the end: more than anybody is told to wait."""

_FILING, _WORKING = 0.05, 0.1
"""How likely it is in each waking minute that somebody files or judges, and that one works."""

_RESTART, _DATABASE, _BLOCKING, _MOVING = 5 * 60 + 7, 3 * 60 + 1, 45, 20 * 60
_WARMING = 53
"""Minutes between restarts on the first day: the program keeps what it has worked out for the last
eight editions, and each start in this process reads one of its own."""

_PAGE = 4096
_ABOUT_A_TICKET = re.compile(r"[RCS]-\d{4}")


@dataclass(slots=True)
class Result:
    """What came of it. ``memory`` is the resident size at the end of each day, in bytes."""

    minutes: int = 0
    filed: int = 0
    faults: int = 0
    restarts: int = 0
    copies: int = 0
    copies_at_most: int = 0
    memory: list[int] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Return by how much memory grew after the first day."""
        return self.memory[-1] / self.memory[0] - 1 if self.memory else 0.0


class Week:
    """The people, the desk and the bad luck; ``tell`` hears of each minute that has passed."""

    def __init__(
        self, people: People, settings: Settings, seed: int, tell: Callable[[int], None]
    ) -> None:
        self._people = people
        self._chance = Random(seed)  # noqa: S311  repeatable on purpose
        self._faults = Faults(people, self._chance)
        self._house = House(settings)
        self._requesters = [Requester(people, user_id) for user_id in REQUESTERS]
        self._workers = [Worker(people, user_id, REPAIR) for user_id in WORKERS]
        self._tell = tell
        self._group = REPAIR
        self._blocking: Requester | None = None

    async def lives(self, minutes: int) -> Result:
        """Let the time pass, and return what came of it."""
        result = Result()
        await self._house.opens()
        try:
            for minute in range(minutes):
                await self._minute(minute)
                if (minute + 1) % DAY == 0:
                    result.memory.append(_resident())
            await self._calms()
            await self._tells(result)
        finally:
            await self._house.closes()
        return result

    async def _minute(self, minute: int) -> None:
        every = _WARMING if minute < DAY else _RESTART
        if minute % every == every - 1:
            await self._restarts(abruptly=minute % 2 == 0)
        await self._faults.plan()
        if minute % _DATABASE == _DATABASE - 1:
            await self._house.disturbs_the_database()
        if minute % DAY in _WAKING:
            with suppress(NotDone):  # nobody waits for ever: it is left for later
                await self._acts(minute)
        await self._passes()

    async def _acts(self, minute: int) -> None:
        if minute % _MOVING == _MOVING - 1 and self._group == REPAIR:
            await self._moves()
        if minute % _BLOCKING == 0:
            await self._quarrels()
        if self._chance.random() < _FILING:
            await self._chance.choice(self._requesters).acts(self._chance)
        if self._chance.random() < _WORKING:
            await self._chance.choice(self._workers).acts(self._chance)

    async def _passes(self) -> None:
        """Let a minute pass, with all that comes of it."""
        with suppress(NotDone):  # what is not done by now is done in the next
            await self._people.clock.forward(minutes=1)
        self._tell(1)

    async def _restarts(self, *, abruptly: bool) -> None:
        """Start the desk anew; Telegram answers meanwhile, or it would wait for the clock."""
        await self._people.behaves()
        if abruptly:
            await self._house.restarts_abruptly()
        else:
            await self._house.restarts_politely()

    async def _moves(self) -> None:
        """Turn the repair team's group into a supergroup."""
        moved = await self._people.post("migrate", chat_id=self._group)
        self._group = int(moved["id"])
        for worker in self._workers:
            worker.chat_id = self._group

    async def _quarrels(self) -> None:
        """Let whoever blocked the bot unblock it, or somebody block it."""
        if self._blocking is None:
            self._blocking = self._chance.choice(self._requesters)
            await self._blocking.turns()
        else:
            await self._blocking.turns()
            self._blocking = None

    async def _calms(self) -> None:
        """Let all go well for a while."""
        await self._people.behaves()
        if self._blocking is not None:
            with suppress(NotDone):
                await self._blocking.turns()
        for _ in range(_CALM):
            await self._passes()
        await self._house.settles()

    async def _tells(self, result: Result) -> None:
        seen = await self._seen()
        result.faults = self._faults.planned
        result.restarts = self._house.restarts
        result.copies = seen.copies
        result.copies_at_most = self._faults.ambiguous + self._house.restarts
        result.filed = sum(len(numbers) for numbers in seen.numbers.values())
        found = partial(_found, seen=seen, copies_at_most=result.copies_at_most)
        result.wrongs = await self._house.program.units.run(found)

    async def _seen(self) -> Seen:
        numbers, texts = {}, {}
        for user_id, each in zip(REQUESTERS, self._requesters, strict=True):
            numbers[user_id] = await each.numbers()
            texts[user_id] = await self._read(user_id, BOT_ID)
        texts[self._group] = await self._read(WORKERS[0], self._group)
        return Seen(numbers, texts)

    async def _read(self, user_id: int, chat_id: int) -> list[str]:
        """Return what the bot says of tickets in a chat."""
        messages = await self._people.person(user_id).sees(chat_id)
        said = [text_of(each) for each in messages if each["from"]["id"] == BOT_ID]
        return [text for text in said if _ABOUT_A_TICKET.search(text)]


def _found(unit: Unit, seen: Seen, copies_at_most: int) -> list[str]:
    return list(wrongs(unit, seen, copies_at_most))


def _resident() -> int:
    """Return how much memory this process has, in bytes (proc_pid_statm(5))."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * _PAGE
