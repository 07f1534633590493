"""Watching that a desk stays the only one of its database."""

import asyncio
import logging

from models.locks import DeskLock, NotAlone
from models.unit import DatabaseTrouble

_EVERY = 5
log = logging.getLogger(__name__)


async def guard(lock: DeskLock, every: float = _EVERY) -> None:
    """Look every few seconds, until cancelled, whether the lock is held; raise NotAlone when not.

    These are seconds of the machine, also for a desk that follows another clock: other programs
    live by them. A database that cannot be asked keeps the desk waiting and not from working:
    without it nothing can be done twice.
    """
    while True:
        await asyncio.sleep(every)
        try:
            held = await asyncio.to_thread(lock.held)
        except DatabaseTrouble as trouble:
            log.warning("nobody can tell whether this desk is alone: %s", trouble)
            continue
        if not held:
            raise NotAlone(
                "This desk has lost its database: another desk works on it, or its file was "
                "moved or replaced. It has stopped; start it again when that is put right."
            )
