"""An intake on a real database, with a line to Telegram that only notes what is called."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from aiogram import Router

from bot.clock import Clock
from bot.intake import Intake
from bot.lanes import Lanes
from bot.outages import Outages
from bot.pace import Limits, Pace
from bot.speech import Speech
from bot.telegram import Files, Telegram, TelegramError, TelegramUnreachable
from bot.turns import Turns
from models import updates
from models.unit import Units
from models.updates import Parked
from tests.support.clocks import StillClock


class LeapingClock(StillClock):
    """A clock that goes where somebody waits for, at once."""

    async def sleep_until(self, moment: datetime) -> None:
        """Go there."""
        self._moment = max(moment, self._moment)
        await asyncio.sleep(0)


class Line(Telegram):
    """Notes each call; while ``open`` is not set, nothing but presses is answered.

    The next calls fail with ``refusals``, one each.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__("http://127.0.0.1:9", "token-of-no-bot")
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.moments: dict[int, list[datetime]] = {}
        self._clock = clock
        self.refusals: list[TelegramError | TelegramUnreachable] = []
        self.open = asyncio.Event()
        self.open.set()

    async def call(
        self, method: str, params: Mapping[str, Any], files: Files | None = None
    ) -> Any:  # noqa: ANN401  JSON
        """Note a call and say that it was done."""
        del files
        self.calls.append((method, dict(params)))
        self.moments.setdefault(params.get("chat_id", 0), []).append(self._clock.now())
        if self.refusals:
            raise self.refusals.pop(0)
        if method != "answerCallbackQuery":
            await self.open.wait()
        return {"message_id": len(self.calls)} if method.startswith("send") else True

    def said(self, chat_id: int) -> list[str]:
        """Return the texts that were sent to a chat."""
        calls = [params for _, params in self.calls if params.get("chat_id") == chat_id]
        return [params["text"] for params in calls if "text" in params]

    @property
    def answered(self) -> list[str]:
        """Return the ids of presses that were answered."""
        return [
            params["callback_query_id"]
            for method, params in self.calls
            if method == "answerCallbackQuery"
        ]


class Way:
    """An intake, what it says, and what it parked."""

    def __init__(
        self, units: Units, router: Router, group: asyncio.TaskGroup, clock: Clock
    ) -> None:
        self.units = units
        self.clock = clock
        self.line = Line(clock)
        self.answers = Lanes(group, 32, 20, self.clock)
        self.presses = Lanes(group, 12, 20, self.clock)
        self.outages = Outages(self.line, clock)
        speech = Speech(self.line, Turns(Pace(Limits()), clock, units, self.outages))
        self.intake = Intake(units, router, speech, self.answers, self.presses)
        self.intake.me = "caretaker_bot"

    async def takes(self, raw: bytes) -> None:
        """Take an update, and let everything be said."""
        await self.intake.take(raw)
        await self.quiet()

    async def quiet(self) -> None:
        """Return when everything is said, also what had to wait for its turn."""
        await self.presses.idle()
        await self.answers.idle()
        while self.answers.chats:
            await self.clock.sleep_until(self.answers.rests_until or self.clock.now())
            await self.answers.idle()

    async def parked(self) -> list[Parked]:
        """Return what is parked."""
        return await self.units.run(updates.waiting)


@asynccontextmanager
async def way(units: Units, router: Router, clock: Clock | None = None) -> AsyncIterator[Way]:
    """Give an intake whose tasks end with the block; time passes as it waits, if not told."""
    async with asyncio.TaskGroup() as group:
        opened = Way(units, router, group, clock or LeapingClock())
        yield opened
        opened.answers.cancel()
        opened.presses.cancel()
