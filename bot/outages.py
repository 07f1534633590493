"""When nothing can be said at all: noticed once, left alone, asked about every half minute."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.clock import Clock
from bot.telegram import Telegram, TelegramError, TelegramUnreachable

PROBE = timedelta(seconds=30)
_SILENT, _UNANSWERED, _CONFLICTS = 3, 6, 2
_PROBED = "getMe"
_POLLS = frozenset({"getUpdates", "getWebhookInfo"})
log = logging.getLogger(__name__)


class Reason(StrEnum):
    """Why nothing can be said: each needs something else to be done."""

    UNREACHABLE = "unreachable"
    REVOKED = "revoked"
    CONFLICT = "conflict"


_WORDS = {
    Reason.UNREACHABLE: "Telegram cannot be reached",
    Reason.REVOKED: "Telegram does not know the token any more; set a new CARETAKER_TOKEN",
    Reason.CONFLICT: "another program takes this bot's updates, by webhook or polling; stop it",
}
_CODES = {401: Reason.REVOKED, 409: Reason.CONFLICT}


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which nothing is sent, since when, and why."""

    since: datetime
    reason: Reason


class Outages:
    """Hears how each call to Telegram ended, and knows whether there is an outage.

    The third call in a row that was not answered, each to another chat or to take updates, or the
    sixth to anybody, is a suspicion: Telegram is asked at once, and the outage begins when that is
    not answered either. It begins without asking when Telegram refuses the token (401), and the
    second time in a row that another program takes the updates (409): a quick restart costs one
    such answer. ``ended`` is called when it is over.
    """

    def __init__(self, telegram: Telegram, clock: Clock) -> None:
        self.outage: Outage | None = None
        self.ended: Callable[[], None] = lambda: None
        self._telegram = telegram
        self._clock = clock
        self._silent: set[object] = set()
        self._unanswered = 0
        self._polls = 0
        self._conflicts = 0
        self._asking = asyncio.Event()
        self._probe_at = clock.now()
        telegram.told = self.hear

    @property
    def probe_at(self) -> datetime:
        """Return when Telegram is asked again; in an outage always a moment to come."""
        return self._probe_at

    def hear(self, method: str, chat_id: object, error: Exception | None) -> None:
        """Take in how a call ended: with ``error``, or well."""
        if isinstance(error, TelegramUnreachable):
            self._miss(method, chat_id)
        elif isinstance(error, TelegramError) and error.code in _CODES:
            self._refused(_CODES[error.code])
        else:
            self._answered(is_poll=method in _POLLS)

    async def watch(self) -> None:
        """Ask Telegram at once on a suspicion, and every half minute in an outage.

        Until it is cancelled. Whether another program takes the updates is only known by asking
        for them.
        """
        while True:
            await self._asking.wait()
            await self._clock.sleep_until(self._probe_at)
            self._probe_at = self._clock.now() + PROBE  # the question may take as long
            if self.outage is None or self.outage.reason is not Reason.CONFLICT:
                with suppress(TelegramError, TelegramUnreachable):
                    await self._telegram.call(_PROBED, {})

    def _miss(self, method: str, chat_id: object) -> None:
        """Take in that a call was not answered."""
        if method in _POLLS:
            self._polls += 1
        else:
            self._unanswered += 1
            self._silent.add(chat_id or method)
        many = self._polls + len(self._silent) >= _SILENT or self._unanswered >= _UNANSWERED
        if self._asking.is_set() and method == _PROBED:
            self._begin(Reason.UNREACHABLE)
        elif many and not self._asking.is_set():
            self._probe_at = self._clock.now()
            self._asking.set()

    def _refused(self, reason: Reason) -> None:
        self._conflicts += reason is Reason.CONFLICT
        if reason is not Reason.CONFLICT or self._conflicts >= _CONFLICTS:
            self._begin(reason)

    def _begin(self, reason: Reason) -> None:
        if self.outage is not None and reason in {self.outage.reason, Reason.UNREACHABLE}:
            return
        self.outage = Outage(self._clock.now(), reason)
        self._probe_at = self._clock.now() + PROBE
        self._asking.set()
        log.error("nothing is sent from now: %s", _WORDS[reason])

    def _answered(self, *, is_poll: bool) -> None:
        """End an outage, if this answer tells that it is over; a poll tells only of polling."""
        self._polls = 0
        if is_poll:
            self._conflicts = 0
        else:
            self._silent.clear()
            self._unanswered = 0
        if self.outage is None and not is_poll:
            self._asking.clear()
        if self.outage is None or is_poll is not (self.outage.reason is Reason.CONFLICT):
            return
        log.error("sending goes on: Telegram answers again, after %s", self._since())
        self.outage = None
        self._asking.clear()
        self.ended()

    def _since(self) -> timedelta:
        since = self.outage.since if self.outage else self._clock.now()
        return self._clock.now() - since
