"""Whose turn it is to be answered: an answer waits for Telegram's limits like everything else."""

import logging
from datetime import datetime
from functools import partial

from bot.clock import Clock
from bot.failures import wait_of
from bot.lanes import NotYet
from bot.outages import Outages
from bot.pace import Pace
from bot.telegram import TelegramError, TelegramUnreachable
from models import chats
from models.unit import DatabaseTrouble, Units

log = logging.getLogger(__name__)


class Turns:
    """Tells when an answer may be said, and keeps what Telegram said about a chat."""

    def __init__(self, pace: Pace, clock: Clock, units: Units, outages: Outages) -> None:
        self._pace = pace
        self._outages = outages
        self._clock = clock
        self._units = units

    def take(self, chat_id: int) -> None:
        """Count an answer to a chat that may be said now; NotYet when it must wait."""
        now = self._clock.now()
        if self._outages.outage is not None:
            raise NotYet(self._outages.probe_at, everyone=True)
        if (moment := self._pace.open_at(now)) > now:
            raise NotYet(moment, everyone=True)
        moment = self._pace.turn(chat_id, now)
        if moment > now:
            raise NotYet(moment)

    def later(self, error: TelegramUnreachable) -> NotYet:
        """Return the wait after a call of which nothing can have been done."""
        return NotYet(self._clock.now() + wait_of(error, 1))

    def wait(self, chat_id: int) -> None:
        """NotYet when nothing may be done in a chat now, not even what counts as no message."""
        if self._outages.outage is not None:
            raise NotYet(self._outages.probe_at, everyone=True)
        if (moment := self._pace.held_until(chat_id)) > self._clock.now():
            raise NotYet(moment)

    async def hold(self, chat_id: int, error: TelegramError) -> datetime:
        """Leave a chat alone for as long as Telegram says, also after a restart."""
        until = self._clock.now() + wait_of(error, 1)
        self._pace.hold(chat_id, until)
        try:
            await self._units.run(partial(chats.note, chat_id=chat_id, quiet_until=until))
        except DatabaseTrouble as trouble:
            log.warning("a restart would forget to leave a chat alone: %s", trouble)
        return until
