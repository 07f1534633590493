"""Work for many chats at once, in order within each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from domain.traces import trace_of

Job = Callable[[], Awaitable[object]]
MANY = 2_000
PATIENCE = timedelta(hours=1)
"""How long a job may be put off before it is given up."""

_HELD = 1_000
log = logging.getLogger(__name__)


class NotYet(Exception):
    """A job may not be done before ``moment``. It is begun anew then, as if it never had been.

    ``everyone``: no other chat's jobs may be done before either.
    """

    def __init__(self, moment: datetime, *, everyone: bool = False) -> None:
        super().__init__(str(moment))
        self.moment = moment
        self.everyone = everyone


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A job, and when it was put in line."""

    job: Job
    since: datetime


class Lanes:
    """One lane for each chat; a slow chat delays only itself.

    At most ``at_once`` chats are worked for at a time, one job each, and whoever came first is
    first. Of one chat at most ``most`` jobs wait: above that the oldest is given up. Tasks belong
    to ``group``. A job that fails is logged, and the lane goes on. A job that raises NotYet holds
    its lane until then, or all lanes; at most a thousand are held one by one.
    """

    def __init__(self, group: asyncio.TaskGroup, at_once: int, most: int, clock: Clock) -> None:
        self._group = group
        self._at_once = at_once
        self._most = most
        self._clock = clock
        self._lanes: dict[int, deque[_Waiting]] = {}
        self._held: dict[int, datetime] = {}
        self._closed_until: datetime | None = None
        self._alarm: tuple[datetime, asyncio.Task[None]] | None = None
        self._ready: deque[int] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._waiting = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._room = asyncio.Event()
        self._room.set()

    def put(self, chat_id: int, job: Job) -> None:
        """Do a job after all earlier ones for the same chat."""
        if chat_id not in self._lanes:
            self._lanes[chat_id] = deque()
            self._ready.append(chat_id)
        lane, held = self._lanes[chat_id], chat_id in self._held
        lane.append(_Waiting(job, self._clock.now()))
        self._count(0 if held else 1)
        if len(lane) > self._most:
            lane.popleft()
            self._count(0 if held else -1)
            log.debug("a chat has too much waiting: its oldest job is given up")
        self._begin()

    def reopen(self) -> None:
        """Let all lanes go on that wait for everyone's sake; who still may not is held anew."""
        self._closed_until = None
        self._begin()

    def cancel(self) -> None:
        """Give up what is still waiting; what is owed stays in the outbox."""
        if self._alarm is not None:
            self._alarm[1].cancel()
        for task in self._workers:
            task.cancel()
        self._held.clear()
        self._lanes.clear()
        self._ready.clear()
        self._count(-self._waiting)

    async def idle(self) -> None:
        """Return when no lane has anything to do now."""
        await self._idle.wait()

    async def room(self) -> None:
        """Return when so little waits that more may be taken on."""
        await self._room.wait()

    @property
    def full(self) -> bool:
        """Tell whether more should wait outside until some of this is done."""
        return not self._room.is_set()

    @property
    def waiting(self) -> int:
        """Return how many jobs nobody has begun."""
        return self._waiting

    @property
    def busy(self) -> bool:
        """Tell whether any lane has something to do now."""
        return not self._idle.is_set()

    @property
    def chats(self) -> frozenset[int]:
        """Return the chats whose lane has something to do, now or later."""
        return frozenset(self._lanes)

    @property
    def rests_until(self) -> datetime | None:
        """Return when something that is held goes on; None when nothing is."""
        held = min(self._held.values(), default=None)
        moments = (held, self._closed_until if self._ready else None)
        return min((moment for moment in moments if moment), default=None)

    def _begin(self) -> None:
        while self._ready and len(self._workers) < self._at_once and not self._closed_until:
            self._idle.clear()
            task = self._group.create_task(self._work(self._ready.popleft()))
            self._workers.add(task)
            task.add_done_callback(self._ended)  # also of one that is cancelled before it begins

    async def _work(self, chat_id: int) -> None:
        """Do the next job of a chat, and then of whichever has waited longest, until none has."""
        while True:
            lane = self._lanes[chat_id]
            waiting = lane.popleft()
            self._count(-1)
            wait = await self._done(waiting)
            if wait is not None:
                self._hold(chat_id, waiting, wait)
            elif lane:
                self._ready.append(chat_id)
            else:
                self._lanes.pop(chat_id, None)
            if not self._ready or self._closed_until:
                return
            chat_id = self._ready.popleft()

    async def _done(self, waiting: _Waiting) -> NotYet | None:
        """Do a job; return how long it must wait, if it must and is worth it."""
        try:
            await waiting.job()
        except NotYet as wait:
            if wait.moment <= waiting.since + PATIENCE and len(self._held) < _HELD:
                return wait
            log.warning("an answer is given up: it could not be said before %s", wait.moment)
        except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
            log.error("a job for a chat failed: %s", trace_of(error))  # noqa: TRY400  as above
        return None

    def _hold(self, chat_id: int, waiting: _Waiting, wait: NotYet) -> None:
        lane = self._lanes[chat_id]
        if len(lane) < self._most:
            lane.appendleft(waiting)
            self._count(1)
        if wait.everyone:
            self._ready.appendleft(chat_id)
            self._closed_until = max(wait.moment, self._closed_until or wait.moment)
        else:
            self._count(-len(lane))
            self._held[chat_id] = wait.moment
        self._wake_in_time()

    def _wake_in_time(self) -> None:
        moment = self.rests_until
        if moment is None or (self._alarm is not None and self._alarm[0] <= moment):
            return
        if self._alarm is not None:
            self._alarm[1].cancel()
        self._alarm = moment, self._group.create_task(self._ring(moment))

    async def _ring(self, moment: datetime) -> None:
        """Let go on what was held until now."""
        await self._clock.sleep_until(moment)
        self._alarm, now = None, self._clock.now()
        if self._closed_until is not None and self._closed_until <= now:
            self._closed_until = None
        for chat_id in [each for each, until in self._held.items() if until <= now]:
            del self._held[chat_id]
            self._count(len(self._lanes[chat_id]))
            self._ready.append(chat_id)
        self._begin()
        self._wake_in_time()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._workers.discard(task)
        self._begin()
        if not self._workers:
            self._idle.set()

    def _count(self, more: int) -> None:
        self._waiting += more
        if self._waiting < MANY:
            self._room.set()
        else:
            self._room.clear()
