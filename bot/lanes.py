"""Work for many chats at once, in order within each chat."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable

Job = Callable[[], Awaitable[object]]
log = logging.getLogger(__name__)


class Lanes:
    """One lane for each chat; a slow chat delays only itself.

    Tasks belong to ``group``. A job that fails is logged, and the lane goes on.
    """

    def __init__(self, group: asyncio.TaskGroup) -> None:
        self._group = group
        self._waiting: dict[int, deque[Job]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    def put(self, chat_id: int, job: Job) -> None:
        """Do a job after all earlier ones for the same chat."""
        if chat_id in self._waiting:
            self._waiting[chat_id].append(job)
            return
        self._waiting[chat_id] = deque([job])
        self._idle.clear()
        task = self._group.create_task(self._run(chat_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def cancel(self) -> None:
        """Give up what is still waiting; what is owed stays in the outbox."""
        for task in self._running:
            task.cancel()

    async def idle(self) -> None:
        """Return when no lane has anything to do."""
        await self._idle.wait()

    @property
    def busy(self) -> bool:
        """Tell whether any lane has something to do."""
        return bool(self._waiting)

    @property
    def chats(self) -> frozenset[int]:
        """Return the chats whose lane has something to do."""
        return frozenset(self._waiting)

    async def _run(self, chat_id: int) -> None:
        jobs = self._waiting[chat_id]
        try:
            while jobs:
                await _done(jobs.popleft())
        finally:
            del self._waiting[chat_id]
            if not self._waiting:
                self._idle.set()


async def _done(job: Job) -> None:
    try:
        await job()
    except Exception:
        log.exception("a job for a chat failed")
