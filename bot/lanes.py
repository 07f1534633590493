"""Work for many chats at once, in order within each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

from domain.traces import trace_of

Job = Callable[[], Awaitable[object]]
MANY = 2_000
log = logging.getLogger(__name__)


class Lanes:
    """One lane for each chat; a slow chat delays only itself.

    At most ``at_once`` chats are worked for at a time, one job each, and whoever came first is
    first. Of one chat at most ``most`` jobs wait: above that the oldest is given up. Tasks belong
    to ``group``. A job that fails is logged, and the lane goes on.
    """

    def __init__(self, group: asyncio.TaskGroup, at_once: int, most: int) -> None:
        self._group = group
        self._at_once = at_once
        self._most = most
        self._lanes: dict[int, deque[Job]] = {}
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
        lane = self._lanes[chat_id]
        lane.append(job)
        self._count(1)
        if len(lane) > self._most:
            lane.popleft()
            self._count(-1)
            log.debug("a chat has too much waiting: its oldest job is given up")
        if self._ready and len(self._workers) < self._at_once:
            self._begin()

    def cancel(self) -> None:
        """Give up what is still waiting; what is owed stays in the outbox."""
        for task in self._workers:
            task.cancel()

    async def idle(self) -> None:
        """Return when no lane has anything to do."""
        await self._idle.wait()

    async def room(self) -> None:
        """Return when so little waits that more may be taken on."""
        await self._room.wait()

    @property
    def full(self) -> bool:
        """Tell whether more should wait outside until some of this is done."""
        return not self._room.is_set()

    @property
    def busy(self) -> bool:
        """Tell whether any lane has something to do."""
        return not self._idle.is_set()

    @property
    def chats(self) -> frozenset[int]:
        """Return the chats whose lane has something to do."""
        return frozenset(self._lanes)

    def _begin(self) -> None:
        self._idle.clear()
        task = self._group.create_task(self._work())
        self._workers.add(task)
        task.add_done_callback(self._ended)  # one that is cancelled before it begins has no end

    async def _work(self) -> None:
        """Do the next job of whichever chat has waited longest, until none has any."""
        while self._ready:
            chat_id = self._ready.popleft()
            self._count(-1)
            await _done(self._lanes[chat_id].popleft())
            if self._lanes[chat_id]:
                self._ready.append(chat_id)
            else:
                del self._lanes[chat_id]
        task = asyncio.current_task()
        if task is not None:
            self._ended(task)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._workers.discard(task)
        if not self._workers:  # only workers that were cancelled leave something behind
            self._lanes.clear()
            self._ready.clear()
            self._count(-self._waiting)
            self._idle.set()

    def _count(self, more: int) -> None:
        self._waiting += more
        if self._waiting < MANY:
            self._room.set()
        else:
            self._room.clear()


async def _done(job: Job) -> None:
    try:
        await job()
    except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
        log.error("a job for a chat failed: %s", trace_of(error))  # noqa: TRY400  as above
