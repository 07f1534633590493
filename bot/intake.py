"""Each update on its own: decoded, handled in its transaction, answered; then it is confirmed."""

import json
import logging
from collections.abc import Mapping
from functools import partial
from typing import Any

from aiogram import Router
from aiogram.types import Update
from pydantic import ValidationError

from bot.hearing import Address, Hearing
from bot.lanes import Lanes
from bot.live import LiveMessages, is_drawn_anew
from bot.speech import Speech
from domain.refusal import Refusal
from handlers.replies import Reply
from models import conversations, posts, updates
from models.unit import DatabaseTrouble, Unit, Units

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
log = logging.getLogger(__name__)


class Intake:
    """The one way in, for polling and webhook alike."""

    def __init__(self, units: Units, router: Router, speech: Speech, lanes: Lanes) -> None:
        self._units = units
        self._router = router
        self._speech = speech
        self._lanes = lanes
        self._live = LiveMessages()
        self.me = ""

    async def take(self, raw: Mapping[str, Any]) -> None:
        """Handle one update as Telegram sent it; when this returns it may be confirmed.

        An update that cannot be decoded or handled is parked with its reason; it is never a reason
        to stop. Raises DatabaseTrouble when it can be neither handled nor parked now: then it must
        not be confirmed.
        """
        try:
            update = Update.model_validate(_without_keyboard(raw))
        except ValidationError as error:
            await self._park(raw, f"not understood: {error.error_count()} fields")
            return
        hearing = Hearing(update, self.me)
        reply = await self._handle(hearing, raw)
        if hearing.address is not None:
            self._answer(hearing.address, reply)

    async def _handle(self, hearing: Hearing, raw: Mapping[str, Any]) -> Reply:
        try:
            return await self._units.run(partial(hearing.work, router=self._router))
        except Refusal as refusal:
            return hearing.refused(refusal)
        except DatabaseTrouble:
            raise
        except Exception as error:
            log.exception("update %s failed", hearing.update.update_id)
            await self._park(raw, f"failed: {type(error).__name__}: {error}")
            return hearing.refused(Refusal("broken"))

    async def _park(self, raw: Mapping[str, Any], reason: str) -> None:
        log.error("parked an update: %s", reason)
        body = json.dumps(raw, ensure_ascii=True)
        number = raw.get("update_id")
        update_id = number if isinstance(number, int) else None
        await self._units.run(partial(_parked, update_id=update_id, body=body, reason=reason))

    def _answer(self, address: Address, reply: Reply) -> None:
        say = self._say
        if is_drawn_anew(address, reply):
            self._live.expect(address)
            say = self._draw
        self._lanes.put(address.chat_id, partial(say, address, reply))

    async def _draw(self, address: Address, reply: Reply) -> None:
        if not self._live.is_overtaken(address):
            self._live.drawn(address, await self._say(address, reply))

    async def _say(self, address: Address, reply: Reply) -> int | None:
        message_id = await self._speech.say(address, reply)
        if message_id is None:
            return None
        if reply.live:
            place = (address.chat_id, address.user_id, message_id)
            await self._units.run(lambda unit: conversations.point(unit, *place))
        if reply.about is not None:
            post = posts.Post(
                address.chat_id, message_id, reply.about, reply.purpose, picture=False
            )
            await self._units.run(lambda unit: posts.add(unit, post))
        return message_id


def _without_keyboard(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """Leave out the buttons below a pressed message: reading them costs twice the rest of it.

    The desk drew them itself and needs only the one that was pressed.
    """
    query = raw.get("callback_query")
    if not isinstance(query, dict) or not isinstance(query.get("message"), dict):
        return raw
    bare = {name: value for name, value in query["message"].items() if name != "reply_markup"}
    return {**raw, "callback_query": {**query, "message": bare}}


def _parked(unit: Unit, update_id: int | None, body: str, reason: str) -> None:
    if update_id is not None:
        updates.first_time(unit, update_id)
    updates.park(unit, update_id, body, reason)
