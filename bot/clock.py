"""The program's clock: the machine's, or a simulator's that can be moved forward."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol, Self

from aiohttp import ClientError, ClientSession

LONG_POLL = 30
_RETRY_SECONDS = 1
_LOOK_SECONDS = 5.0
log = logging.getLogger(__name__)


class Clock(Protocol):
    """Tells the moment (aware, UTC) and wakes who sleeps until one."""

    def now(self) -> datetime:
        """Return the present moment."""

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the moment has come, at once if it has passed."""


def _read() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  the one place that reads the machine's clock


class MachineClock:
    """The clock of the machine, which may be set, and stands still while the machine sleeps.

    Whoever sleeps looks at it every ``look`` seconds.
    """

    def __init__(self, read: Callable[[], datetime] = _read, look: float = _LOOK_SECONDS) -> None:
        self._read = read
        self._look = look

    def now(self) -> datetime:
        """Return the present moment."""
        return self._read()

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the moment has come, or as many seconds have passed as there were to it.

        The second holds when the clock is set back meanwhile: nobody shall sleep for all that.
        """
        loop = asyncio.get_running_loop()
        end = loop.time() + (moment - self.now()).total_seconds()
        while (left := min((moment - self.now()).total_seconds(), end - loop.time())) > 0:  # noqa: ASYNC110  nobody tells when the machine's clock is set
            await asyncio.sleep(min(left, self._look))


class FollowedClock:
    """A simulator's clock, followed over HTTP: the machine's, and how far it was moved.

    Open it with ``async with`` and run :meth:`follow`; before that it tells the machine's time.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._machine = MachineClock()
        self._ahead = timedelta()
        self._version = -1
        self._moved = asyncio.Event()
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = ClientSession()
        await self._ask({})
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self._machine.now() + self._ahead

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the moment has come, by waiting or by a move of the clock."""
        while (left := (moment - self.now()).total_seconds()) > 0:
            moved = self._moved
            try:
                async with asyncio.timeout(left):
                    await moved.wait()
            except TimeoutError:
                continue

    async def follow(self, then: Callable[[], Awaitable[None]]) -> None:
        """Follow the clock until cancelled, and do ``then`` whenever it was moved."""
        while True:
            try:
                known = self._version
                await self._ask({"after": str(known), "wait": str(LONG_POLL)})
            except (ClientError, OSError, ValueError) as error:
                log.warning("the simulator's clock does not answer: %s", type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)
                continue
            if self._version != known:
                await then()

    async def _ask(self, question: dict[str, str]) -> None:
        if self._session is None:
            raise RuntimeError("open the clock with `async with` first")
        async with self._session.get(self._url, params=question) as response:
            answer: dict[str, Any] = json.loads(await response.read())
        if answer["version"] != self._version:
            self._version = answer["version"]
            self._ahead = datetime.fromisoformat(answer["now"]) - self._machine.now()
            self._moved.set()
            self._moved = asyncio.Event()
