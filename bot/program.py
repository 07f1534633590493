"""The desk, put together: one object for each part, each part told only what it needs."""

import asyncio
import logging
from collections.abc import Collection, Coroutine, Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from aiogram import Router

from bot.alerting import Alerting
from bot.clock import Clock
from bot.commands import publish
from bot.delivery import Delivery
from bot.intake import Intake
from bot.lanes import Lanes
from bot.looking import Looking
from bot.outages import Outage, Outages
from bot.pace import Pace
from bot.polling import poll
from bot.postman import Postman
from bot.pushes import watch
from bot.replaying import Replaying
from bot.speech import Speech
from bot.telegram import Telegram
from bot.turns import Turns
from handlers import manager, private, team
from models.crashes import crash_point
from models.unit import Units
from scheduler.clockwork import run_all
from services.interruptions import come_back

_ANSWERS, _PRESSES, _LETTERS = 32, 12, 16
"""How many chats, or people who pressed, are served at the same moment."""
_MOST = 20  # answers that wait for one chat; the oldest ones say nothing new any more
DRAIN_SECONDS = 4  # systemd and people wait about ten seconds; what is owed stays in the outbox
log = logging.getLogger(__name__)


@cache
def root() -> Router:
    """Return all handlers; aiogram lets a router be attached once per process."""
    router = Router()
    router.include_routers(manager.router(), team.router(), private.router())
    return router


class Program:
    """A desk on one database, one bot and one clock; its tasks belong to ``group``."""

    def __init__(
        self, units: Units, telegram: Telegram, clock: Clock, pace: Pace, group: asyncio.TaskGroup
    ) -> None:
        self.units = units
        self.answers = Lanes(group, _ANSWERS, _MOST, clock)
        self.presses = Lanes(group, _PRESSES, _MOST, clock)
        self.letters = Lanes(group, _LETTERS, _MOST, clock)
        self.telegram = telegram
        self._clock = clock
        self._group = group
        self._kept: list[asyncio.Task[None]] = []
        self._lanes = (self.answers, self.presses, self.letters)
        self._outages = Outages(telegram, clock)
        speech = Speech(telegram, Turns(pace, clock, units, self._outages))
        self.intake = Intake(units, root(), speech, self.answers, self.presses)
        self._replaying = Replaying(self.intake, units)
        self.alerting = Alerting(units, clock, lambda: self.outage)
        self._looking = Looking(self._look)
        postman = Postman(telegram, pace, clock, self._outages)
        self.delivery = Delivery(units, postman, self.letters)
        self._outages.ended = self._goes_on
        units.after_debt = self.delivery.wake

    @property
    def outage(self) -> Outage | None:
        """Return the outage there is now: nothing is sent in it, updates are still taken."""
        return self._outages.outage

    async def start(self, me: Mapping[str, Any], operators: Collection[int]) -> None:
        """Begin to pay what is owed; ``me`` is what Telegram calls this bot (getMe)."""
        self.intake.me = str(me["username"])
        self.alerting.operators = operators
        await self.units.run(come_back)
        await publish(self.telegram)
        crash_point("start.published")
        self.keep(self.delivery.run(self._group))
        self.keep(self._looking.run())
        self.keep(self._outages.watch())

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something for as long as the desk is open."""
        self._kept.append(self._group.create_task(work))

    def poll(self) -> None:
        """Begin to ask Telegram for updates."""
        self.keep(poll(self.telegram, self.intake, self._clock))

    def watch_pushes(self) -> None:
        """Begin to look whether Telegram can push updates."""
        self.keep(watch(self.telegram, self.intake, self._clock))

    async def tick(self) -> None:
        """Do everything that is due now, once; the clockwork does the same by itself."""
        await run_all(self.units)
        await self._look()
        self.delivery.wake()

    def wake(self) -> None:
        """Look for what may be owed, asked for, and told to operators."""
        self.delivery.wake()
        self._looking.wake()

    async def _look(self) -> None:
        await self._replaying.look()
        await self.alerting.look()

    def _goes_on(self) -> None:
        """Say what an outage kept from being said."""
        self.answers.reopen()
        self.delivery.wake(())

    async def stop(self) -> None:
        """Take nothing new, finish what was begun, and give up what takes too long."""
        for task in self._kept:
            task.cancel()
        crash_point("stop.begun")
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                await self._drain()
                crash_point("stop.drained")
                await self.delivery.finish()
        except TimeoutError:
            log.warning("closed before everything that was begun had been said")
        for lanes in self._lanes:
            lanes.cancel()

    async def quiet(self) -> None:
        """Return when nothing is being handled, said or delivered."""
        while any(lanes.busy for lanes in self._lanes) or not self.delivery.resting:
            await self._idle()
            await self.delivery.rested()

    @property
    def rests_until(self) -> datetime | None:
        """Return when something will be said by itself, None for never."""
        moments = (self.delivery.rests_until, *(lanes.rests_until for lanes in self._lanes))
        return min((moment for moment in moments if moment), default=None)

    async def _drain(self) -> None:
        """Return when all is said that need not wait longer than the desk does."""
        until = self._clock.now() + timedelta(seconds=DRAIN_SECONDS)
        await self._idle()
        for lanes in self._lanes:
            while lanes.rests_until is not None and lanes.rests_until < until:
                await self._clock.sleep_until(lanes.rests_until)
                await lanes.idle()

    async def _idle(self) -> None:
        for lanes in self._lanes:
            await lanes.idle()
