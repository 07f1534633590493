"""Each update on its own: decoded, handled in its transaction, answered; then it is confirmed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TypeVar

from aiogram import Router

from bot.addresses import Address
from bot.decoding import Undecodable, decoded
from bot.hearing import Hearing
from bot.lanes import Lanes, NotYet
from bot.live import LiveMessages, is_drawn_anew
from bot.parking import Raw
from bot.speech import Speech
from bot.tallies import Tally
from domain.refusal import Refusal
from domain.traces import trace_of
from handlers.replies import Reply
from models import conversations, posts
from models.crashes import crash_point
from models.unit import DatabaseTrouble, Unit, Units
from services.interruptions import fall_silent, hear_again
from services.posts import owe_pressed
from views.screens import Screen

TRIES = 5
_PATIENCE = 0.5  # seconds that the tries of one update may take from those behind it
T = TypeVar("T")
log = logging.getLogger(__name__)


class Intake:
    """The one way in, for polling and webhook alike.

    Screens are drawn in the lanes of ``answers``, one for each chat; presses are answered in those
    of ``presses``, one for each person, and never behind a slow screen.
    """

    def __init__(
        self, units: Units, router: Router, speech: Speech, answers: Lanes, presses: Lanes
    ) -> None:
        self._units = units
        self._router = router
        self._speech = speech
        self._answers = answers
        self._presses = presses
        self._live = LiveMessages()
        self.taken = Tally()
        self.me = ""

    @property
    def full(self) -> bool:
        """Tell whether so many answers wait that Telegram should keep what it has for a while."""
        return self._answers.full

    async def room(self) -> None:
        """Return when more may be taken."""
        await self._answers.room()

    async def fall_silent(self, since: datetime) -> None:
        """Write down that nothing can be taken since a moment."""
        await self._write_down(partial(fall_silent, since=since))

    async def hear_again(self, until: datetime) -> None:
        """Tell teams that what they pressed was lost while nothing could be taken."""
        await self._write_down(partial(hear_again, until=until))

    async def take(self, body: bytes) -> None:
        """Handle one update as Telegram sent it; when this returns it may be confirmed.

        An update that cannot be decoded, or not handled in five tries, is parked with its reason;
        it is never a reason to stop. Raises DatabaseTrouble, and nothing else, when it can be
        neither handled nor parked now: then it must not be confirmed.
        """
        await self.take_raw(Raw(body))

    async def take_raw(self, raw: Raw) -> None:
        """Handle an update, also one that was parked: it is settled together with its change.

        It is counted by its outcome: ``handled``, ``refused``, ``parked``, or ``trouble``.
        """
        began, outcome = perf_counter(), "trouble"
        try:
            outcome = await self._take(raw)
        finally:
            self.taken.add(outcome, seconds=perf_counter() - began)

    async def _take(self, raw: Raw) -> str:
        try:
            update = decoded(raw.body)
        except Undecodable as error:
            await self._park(raw, str(error), 0)
            return "parked"
        crash_point("intake.decoded")
        hearing = Hearing(update, self.me, raw.number)
        reply = await self._handle(hearing, raw)
        crash_point("intake.committed")
        if hearing.address is not None:
            self._answer(hearing.address, reply)
        return hearing.outcome

    async def _handle(self, hearing: Hearing, raw: Raw) -> Reply:
        tries = _Tries()
        while True:
            try:
                return await self._try(hearing)
            except DatabaseTrouble:
                raise
            except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
                if tries.more():
                    continue
                hearing.outcome = "parked"
                parked = await self._park(raw, f"failed: {trace_of(error)}", tries.made)
                return hearing.refused(Refusal("broken")) if parked else hearing.silent()

    async def _try(self, hearing: Hearing) -> Reply:
        """Handle it; one that is refused is remembered too, or it would be refused again."""
        try:
            return await self._units.run(partial(hearing.work, router=self._router))
        except Refusal as refusal:
            crash_point("intake.refused")
            hearing.outcome = "refused"
            answer = hearing.refused(refusal)
            log.info("update %s is refused: %s", hearing.update.update_id, refusal.reason)
            first = await self._write_down(partial(hearing.turns_away, reason=refusal.reason))
            return answer if first else hearing.silent()

    async def _park(self, raw: Raw, reason: str, tries: int) -> bool:
        """Park an update; False when it was handled or parked meanwhile."""
        number = await self._write_down(partial(raw.park, reason=reason, tries=tries))
        crash_point("intake.parked")
        if number is not None:
            log.error("parked an update as number %s: %s", number, reason)
        return number is not None

    async def _write_down(self, work: Callable[[Unit], T]) -> T:
        """Do what cannot fail but for the database, so that any failure of it is trouble."""
        try:
            return await self._units.run(work)
        except DatabaseTrouble:
            raise
        except Exception as error:
            raise DatabaseTrouble(type(error).__name__) from error

    def _answer(self, address: Address, reply: Reply) -> None:
        if address.query_id is not None:
            answer = partial(self._acknowledge, address, address.query_id, reply)
            self._presses.put(address.user_id, answer)
        if reply.screen is None:
            return
        say: Callable[[], Awaitable[object]] = partial(self._say, address, reply)
        if reply.card and address.pressed_id is not None:
            say = partial(self._redraw, address, address.pressed_id, reply.screen)
        elif is_drawn_anew(address, reply):
            self._live.expect(address)
            say = partial(self._draw, address, reply)
        self._answers.put(address.chat_id, say)

    async def _acknowledge(self, address: Address, query_id: str, reply: Reply) -> None:
        """Answer a press; a card whose press shows nothing else is drawn once more."""
        answered = await self._speech.answer(query_id, reply)
        drawn = reply.screen is not None and not reply.fresh
        if not answered and not drawn and address.pressed_id is not None:
            await self._owe_card(address.chat_id, address.pressed_id)

    async def _redraw(self, address: Address, card_id: int, screen: Screen) -> None:
        """Draw on a card. One that is gone is owed: a message sent here would be a second one."""
        if not await self._speech.redraw(address, card_id, screen):
            await self._owe_card(address.chat_id, card_id)

    async def _owe_card(self, chat_id: int, card_id: int) -> None:
        await self._units.run(lambda unit: owe_pressed(unit, chat_id, card_id))

    async def _draw(self, address: Address, reply: Reply) -> None:
        if self._live.is_overtaken(address):
            return
        try:
            message_id = await self._say(address, reply)
        except NotYet:
            raise  # it is still to be drawn, unless a newer one overtakes it
        except BaseException:
            self._live.drawn(address, None)
            raise
        self._live.drawn(address, message_id)

    async def _say(self, address: Address, reply: Reply) -> int | None:
        message_id = await self._speech.show(address, reply)
        crash_point("intake.said")
        if message_id is None:
            return None
        if reply.live:
            place = (address.chat_id, address.user_id, message_id)
            await self._units.run(lambda unit: conversations.point(unit, *place))
            if address.live_id is not None:
                retire = partial(self._speech.retire, address.chat_id, address.live_id)
                self._answers.put(address.chat_id, retire)
        if reply.about is not None:
            post = posts.Post(
                address.chat_id, message_id, reply.about, reply.purpose, picture=False
            )
            await self._units.run(lambda unit: posts.add(unit, post))
        return message_id


class _Tries:
    """Counts the tries of one update, of which there are as many as the time allows."""

    def __init__(self) -> None:
        self.made = 0
        self._end = asyncio.get_running_loop().time() + _PATIENCE

    def more(self) -> bool:
        """Count a try that failed, and tell whether there may be another one at once."""
        self.made += 1
        return self.made < TRIES and asyncio.get_running_loop().time() < self._end
