"""The simulated clock: it stands still or flows, and it can be moved forward."""

import asyncio
import heapq
import itertools
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from simulator.bell import Bell

_SHORTEST_STEP = timedelta(minutes=5)
_SHORTEST_STOP = timedelta(minutes=1)
_MOST_STEPS = 60
_FOLLOWING_SECONDS = 10.0  # a bot may draw a picture before it comes back


def real_moment() -> datetime:
    """Tell the real moment, in UTC: where a clock of a separate process starts."""
    return datetime.fromtimestamp(time.clock_gettime(time.CLOCK_REALTIME), UTC)


class SimulatedClock:
    """Moments are aware UTC datetimes. A `flowing` clock follows real time plus its moves."""

    def __init__(self, start: datetime, *, flowing: bool = False) -> None:
        """Begin at `start`, which must be aware."""
        if start.tzinfo is None:
            message = (
                "the clock needs an aware datetime to start from, for example with tzinfo=UTC"
            )
            raise ValueError(message)
        self.flowing = flowing
        self.version = 0
        self._base = start.astimezone(UTC)
        self._anchor = time.monotonic()
        self._numbers = itertools.count()
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._timer: asyncio.TimerHandle | None = None
        self._moves = Bell()
        self._returns = Bell()
        self.followers = 0

    def now(self) -> datetime:
        """Tell the simulated moment, in UTC."""
        if not self.flowing:
            return self._base
        return self._base + timedelta(seconds=time.monotonic() - self._anchor)

    def unix(self) -> int:
        """Tell the simulated moment as Telegram does: whole seconds of Unix time."""
        return int(self.now().timestamp())

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the simulated moment has come; at once when it has passed."""
        if moment <= self.now():
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (moment, next(self._numbers), future))
        self._arm()
        await future

    async def sleep(self, seconds: float) -> None:
        """Return when `seconds` of simulated time have passed."""
        await self.sleep_until(self.now() + timedelta(seconds=seconds))

    async def pause(self, seconds: float) -> None:
        """Return when `seconds` have passed, simulated or real, whichever comes first."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self.sleep(seconds)

    def flow(self) -> None:
        """Follow real time from now on."""
        self.flowing = True
        self._anchor = time.monotonic()
        self._arm()

    def forward(self, seconds: float) -> datetime:
        """Move forward by `seconds` (not negative) and wake the sleepers who became due."""
        return self.move_to(self.now() + timedelta(seconds=seconds))

    def move_to(self, moment: datetime) -> datetime:
        """Move to `moment`, not in the past, and wake the sleepers who became due."""
        if moment < self.now():
            raise ValueError(
                f"the clock only moves forward: it is {self.now()}, not before {moment}"
            )
        self._base = moment.astimezone(UTC)
        self._anchor = time.monotonic()
        self.version += 1
        self._wake()
        self._moves.ring()
        return self._base

    def next_sleeper(self) -> datetime | None:
        """Tell the moment at which the earliest sleeper becomes due, if anybody sleeps."""
        while self._sleepers and self._sleepers[0][2].done():
            heapq.heappop(self._sleepers)
        return self._sleepers[0][0] if self._sleepers else None

    async def moved(self, after_version: int, seconds: float | None = None) -> int:
        """Wait for a move after `after_version`, or for real `seconds`; tells the version."""
        self.followers += 1
        self._returns.ring()
        try:
            while self.version <= after_version:
                if not await self._moves.heard(seconds):
                    break
        finally:
            self.followers -= 1
        return self.version

    async def walk_to(self, moment: datetime) -> None:
        """Move to `moment` in steps, each once all who follow the clock have come back for more.

        A program that follows the clock so meets each moment on the way, as it would in real time.
        Long steps stop where somebody sleeps until, to the minute.
        """
        step = max(_SHORTEST_STEP, (moment - self.now()) / _MOST_STEPS)
        while (now := self.now()) < moment:
            followers = self.followers
            self.move_to(min(self._stop(now, now + step), moment))
            await self._followed(followers)

    def _stop(self, now: datetime, at_most: datetime) -> datetime:
        sleeper = self.next_sleeper()
        return at_most if sleeper is None else min(at_most, max(sleeper, now + _SHORTEST_STOP))

    async def _followed(self, followers: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_FOLLOWING_SECONDS):
                await asyncio.sleep(0)
                while self.followers < followers:
                    await self._returns.heard()

    def _wake(self) -> None:
        while (moment := self.next_sleeper()) is not None and moment <= self.now():
            heapq.heappop(self._sleepers)[2].set_result(None)
        self._arm()

    def _arm(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        moment = self.next_sleeper()
        if self.flowing and moment is not None:
            delay = max((moment - self.now()).total_seconds(), 0)
            self._timer = asyncio.get_running_loop().call_later(delay, self._wake)
