"""Saying a reply after the commit, at most once; what is owed to others is in the outbox."""

import logging
from collections.abc import Mapping
from typing import Any

from bot.clock import Clock
from bot.drawing import editing, sending
from bot.failures import Failure, failure_of
from bot.hearing import Address
from bot.pace import Pace
from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from handlers.replies import Reply
from models.crashes import crash_point
from views.screens import Screen

log = logging.getLogger(__name__)


class Speech:
    """Speaks to whoever is waiting for an answer right now."""

    def __init__(self, telegram: Telegram, pace: Pace, clock: Clock) -> None:
        self._telegram = telegram
        self._pace = pace
        self._clock = clock

    async def answer(self, query_id: str, reply: Reply) -> None:
        """Answer a press, also without words: else the button goes on spinning."""
        words = {"text": reply.toast or None, "show_alert": reply.alert or None}
        await self._call("answerCallbackQuery", {"callback_query_id": query_id, **words})

    async def show(self, address: Address, reply: Reply) -> int | None:
        """Draw the screen of a reply; return the id of the message when a new one was sent."""
        if reply.screen is None:
            return None
        if address.pressed_id is not None and not reply.fresh:
            if await self._redraw(address, address.pressed_id, reply.screen):
                return None
            return await self._send(address, reply, reply.screen)
        sent_id = await self._send(address, reply, reply.screen)
        # The old form goes only when there is a new one: a refused message must not leave nothing.
        crash_point("speech.replaced")
        if sent_id is not None and reply.live and address.live_id is not None:
            await self._retire(address, address.live_id)
        return sent_id

    async def _redraw(self, address: Address, message_id: int, screen: Screen) -> bool:
        """Edit a message; False when there is no such message any more."""
        method, params = editing(screen, picture=address.picture)
        where = {"chat_id": address.chat_id, "message_id": message_id}
        self._pace.spoke(address.chat_id, self._clock.now())
        failure = await self._try(method, {**where, **params})
        return failure not in {Failure.MESSAGE_GONE, Failure.OTHER_SHAPE}

    async def _retire(self, address: Address, message_id: int) -> None:
        """Take away the old live message, or at least its buttons (deleting ends after 48 h)."""
        where = {"chat_id": address.chat_id, "message_id": message_id}
        if await self._try("deleteMessage", where) is not None:
            await self._try("editMessageReplyMarkup", where)

    async def _send(self, address: Address, reply: Reply, screen: Screen) -> int | None:
        method, params = sending(screen)
        where: dict[str, Any] = {
            "chat_id": address.chat_id,
            "message_thread_id": address.thread_id,
        }
        if reply.quote and address.asked_id is not None:
            answered = {"message_id": address.asked_id, "allow_sending_without_reply": True}
            where["reply_parameters"] = answered
        self._pace.spoke(address.chat_id, self._clock.now())
        sent = await self._call(method, {**where, **params})
        return int(sent["message_id"]) if isinstance(sent, dict) else None

    async def _call(self, method: str, params: Mapping[str, Any]) -> Any:  # noqa: ANN401  JSON
        try:
            return await self._telegram.call(method, params)
        except (TelegramError, TelegramUnreachable) as error:
            log.warning("not said: %s", error)
            return None

    async def _try(self, method: str, params: Mapping[str, Any]) -> Failure | None:
        try:
            await self._telegram.call(method, params)
        except (TelegramError, TelegramUnreachable) as error:
            failure = failure_of(error)
            return None if failure is Failure.NOTHING_NEW else failure
        return None
