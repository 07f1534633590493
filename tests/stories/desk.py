"""A whole school for a story: a simulator, a desk on a real database, people with telephones."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.program import Program
from bot.running import desk
from bot.settings import Settings
from scheduler.ticks import next_moment
from simulator.api.receiving import Receiver
from simulator.client.people import People
from simulator.client.person import Person
from simulator.clock import SimulatedClock
from simulator.server import Simulator
from tests.support.hosts import hosted

SCHOOL = Path(__file__).parents[2] / "examples" / "school.yaml"
TOKEN = "7000000001:token-of-no-real-bot-000000000000000"  # noqa: S105  for the simulator only
BOT_ID = int(TOKEN.partition(":")[0])
REPAIR = -1001000000001
DESK_CHAT = -1001000000009
STEP, LONGEST = timedelta(minutes=5), timedelta(hours=1)
PATIENCE = timedelta(minutes=2)  # how long Telegram's limits may hold a message within one scene


class Desk:
    """The desk of a story, which can close, crash and open again on the same database."""

    def __init__(self, simulator: Simulator, people: People, settings: Settings) -> None:
        self.simulator = simulator
        self.people = people
        self.settings = settings
        self.clock: SimulatedClock = simulator.clock
        self._program: Program | None = None
        self._host: asyncio.Task[None] | None = None
        self._closing = asyncio.Event()
        simulator.settled.append(self.settles)

    @property
    def program(self) -> Program:
        """Return the running desk."""
        if self._program is None:
            raise RuntimeError("the desk is closed")
        return self._program

    @property
    def receiver(self) -> Receiver:
        """Return how Telegram gives the desk its updates."""
        return self.simulator.api.receiver(self.simulator.world.bots[BOT_ID])

    async def opens(self) -> None:
        """Start the desk; it is ready, and asks for updates, when this returns."""
        self._closing = asyncio.Event()
        self._host = await hosted(self._live)
        if self.settings.webhook_url is None:
            await self._asks()
        await self.people.quiet()

    async def cannot_ask(self) -> None:
        """Let no question for updates be answered any more, from the one under way on."""
        await self._asks()
        self.receiver.abort("terminated by other getUpdates request")
        await self.people.fails("drop", method="getUpdates", times=0)

    async def closes(self) -> None:
        """Stop the desk as an operator does."""
        self._closing.set()
        await self._end()

    async def crashes(self) -> None:
        """Stop the desk in the middle of whatever it does."""
        if self._host is not None:
            self._host.cancel()
        await self._end()

    async def settles(self) -> None:
        """Return when the desk has done what it can, letting Telegram's limits pass."""
        while self._program is not None:
            await self._program.quiet()
            rest = self._program.rests_until
            if rest is None or rest > self.clock.now() + PATIENCE:
                return
            self.clock.move_to(max(rest, self.clock.now()))
            await asyncio.sleep(0)

    async def forward(self, *, days: int = 0, hours: int = 0, minutes: int = 0) -> None:
        """Let time pass in small steps, with everything done that falls due on the way."""
        await self.until(self.clock.now() + timedelta(days=days, hours=hours, minutes=minutes))

    async def until(self, moment: datetime) -> None:
        """Let time pass until a moment, in leaps before its last hour while nothing is due."""
        while self.clock.now() < moment:
            self.clock.move_to(min(await self._stop(moment - LONGEST), moment))
            await self.program.tick()
            await self.people.quiet()

    async def leaps(self, moment: datetime) -> None:
        """Let days pass at once, as for a desk that was asleep, and do what is due then."""
        self.clock.move_to(moment)
        await self.program.tick()
        await self.people.quiet()

    def person(self, user_id: int, chat_id: int | None = None) -> Person:
        """Return somebody with a telephone, in a chat or in private with the desk."""
        return self.people.person(user_id, chat_id)

    async def _asks(self) -> None:
        """Return when a question for updates waits for news."""
        while not self.receiver.is_waiting:  # noqa: ASYNC110  a question has no event
            await asyncio.sleep(0)

    async def _stop(self, leaps_until: datetime) -> datetime:
        """Return where to stop next: a step on, or further where nothing is due before."""
        now, due = self.clock.now(), await self.program.units.run(next_moment)
        if self.program.outage is not None:
            return now + STEP
        moments = (now + LONGEST, leaps_until, due, self.program.rests_until)
        return max(now + STEP, min(each for each in moments if each))

    async def _live(self, opened: asyncio.Event) -> None:
        async with desk(self.settings, self.clock) as program:
            self._program = program
            opened.set()
            await self._closing.wait()

    async def _end(self) -> None:
        self._program = None
        if self._host is not None:
            with suppress(asyncio.CancelledError):
                await self._host
            self._host = None


def settings_for(api_base: str, database_url: str) -> Settings:
    """Return the settings of a desk that talks to a simulator."""
    return Settings(
        token=SecretStr(TOKEN),
        api_base=api_base,
        database_url=database_url,
        school=str(SCHOOL),
    )
