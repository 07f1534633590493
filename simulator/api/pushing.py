"""Pushing updates to a webhook, with Telegram's lanes, patience and retries (A9)."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus

from aiohttp import ClientError, ClientSession, ClientTimeout

from simulator.api.receiving import Receiver, Webhook
from simulator.shapes import Json
from simulator.world.updates import Entry, Lane

PATIENCE = 60.0
MAX_RETRY_AFTER = 3600
_SUCCESS = 2
GONE_FOR = 23 * 3600
LONGEST_FROM, LONGEST_TO = 60, 120
HEADER = "X-Telegram-Bot-Api-Secret-Token"

Perform = Callable[[Json], Awaitable[object]]


@dataclass(slots=True)
class _Outcome:
    confirmed: bool
    wait: int | None = None
    body: bytes = b""


@dataclass(slots=True)
class _Lane:
    """One queue of a webhook: its updates go one after the other."""

    failures: int = 0
    delay: float = 0


@dataclass(eq=False, slots=True)
class Pusher:
    """Pushes one bot's updates: serial in a lane, parallel between lanes."""

    receiver: Receiver
    session: ClientSession
    perform: Perform
    random: random.Random
    _lanes: dict[Lane, asyncio.Task[None]] = field(default_factory=dict)
    _gone_since: float | None = None

    async def run(self) -> None:
        """Push for ever; cancelled when the server closes."""
        async with asyncio.TaskGroup() as group:
            while True:
                news = self.receiver.bot.queue.arrived.listen()
                self._start(group)
                await news

    def _start(self, group: asyncio.TaskGroup) -> None:
        webhook = self.receiver.webhook
        if not webhook.url:
            return
        for entry in self.receiver.bot.queue.living():
            if len(self._lanes) >= webhook.connections:
                return
            if entry.lane not in self._lanes:
                task = group.create_task(self._drain(entry.lane, webhook))
                self._lanes[entry.lane] = task

    async def _drain(self, lane: Lane, webhook: Webhook) -> None:
        state = _Lane()
        try:
            while self.receiver.webhook is webhook and (entry := self._head(lane)) is not None:
                await self._turn(entry, state)
        finally:
            del self._lanes[lane]
            self.receiver.bot.queue.arrived.ring()
            self.receiver.world.activity.note()

    def _head(self, lane: Lane) -> Entry | None:
        return next(
            (entry for entry in self.receiver.bot.queue.living() if entry.lane == lane), None
        )

    async def _turn(self, entry: Entry, state: _Lane) -> None:
        outcome = await self._push(entry)
        if outcome.confirmed:
            state.failures, state.delay = 0, 0
            await self._answered(outcome.body)
            self.receiver.bot.queue.confirm(entry)
            self.receiver.world.activity.note()
            return
        state.failures += 1
        wait = outcome.wait if outcome.wait is not None else self._backoff(state)
        if wait:
            await self._rest(entry.lane, wait)

    async def _rest(self, lane: Lane, seconds: float) -> None:
        self.receiver.resting.add(lane)
        self.receiver.world.activity.note()
        try:
            await self.receiver.world.clock.sleep(seconds)
        finally:
            self.receiver.resting.discard(lane)

    def _backoff(self, state: _Lane) -> float:
        if state.failures == 1:
            return 0
        longest = self.random.uniform(LONGEST_FROM, LONGEST_TO)
        state.delay = min(state.delay * 2 or 2, longest)
        return state.delay

    async def _push(self, entry: Entry) -> _Outcome:
        webhook = self.receiver.webhook
        headers = {"Content-Type": "application/json"}
        if webhook.secret:
            headers[HEADER] = webhook.secret
        try:
            async with (
                asyncio.timeout(PATIENCE),
                self.session.post(
                    webhook.url, data=entry.body, headers=headers, allow_redirects=False
                ) as response,
            ):
                body = await response.read()
                return self._judged(response.status, response.headers.get("Retry-After", ""), body)
        except TimeoutError:
            return self._failed("Read timeout expired")
        except ClientError as error:
            return self._failed(f"Connection failed: {type(error).__name__}")

    def _judged(self, status: int, retry_after: str, body: bytes) -> _Outcome:
        if status // 100 == _SUCCESS:
            self._gone_since = None
            return _Outcome(confirmed=True, body=body)
        outcome = self._failed(f"Wrong response from the webhook: {status}")
        if retry_after.isdecimal():
            outcome.wait = min(int(retry_after), MAX_RETRY_AFTER)
        self._note_gone(status)
        return outcome

    def _note_gone(self, status: int) -> None:
        now = self.receiver.world.clock.now().timestamp()
        if status != HTTPStatus.GONE:
            self._gone_since = None
        elif self._gone_since is None:
            self._gone_since = now
        elif now - self._gone_since >= GONE_FOR:
            self.receiver.set_webhook({})

    def _failed(self, what: str) -> _Outcome:
        webhook = self.receiver.webhook
        webhook.last_error, webhook.last_error_at = what, self.receiver.world.clock.unix()
        return _Outcome(confirmed=False)

    async def _answered(self, body: bytes) -> None:
        try:
            asked = json.loads(body) if body.strip() else None
        except ValueError:
            return
        if isinstance(asked, dict) and "method" in asked:
            await self.perform(asked)


def new_session() -> ClientSession:
    """Open the HTTP client for pushes; certificates of test servers are not checked."""
    return ClientSession(timeout=ClientTimeout(total=PATIENCE))
