"""Saying a reply after the commit, at most once; what is owed to others is in the outbox."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.addresses import Address
from bot.drawing import editing, sending
from bot.failures import Failure, failure_of
from bot.lanes import NotYet
from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from bot.turns import Turns
from handlers.replies import Reply
from models.crashes import crash_point
from views.screens import Screen

log = logging.getLogger(__name__)


class Speech:
    """Speaks to whoever is waiting for an answer right now."""

    def __init__(self, telegram: Telegram, turns: Turns) -> None:
        self._telegram = telegram
        self._turns = turns

    async def answer(self, query_id: str, reply: Reply) -> bool:
        """Answer a press, also without words: else the button goes on spinning.

        False when that may not have been seen: it was too late, or nobody took it. Telegram's
        limits count what is said in chats, so this never waits for its turn.
        """
        words = {"text": reply.toast or None, "show_alert": reply.alert or None}
        params = {"callback_query_id": query_id, **words}
        try:
            await self._telegram.call("answerCallbackQuery", params)
        except (TelegramError, TelegramUnreachable) as error:
            log.warning("not answered: %s", error)
            return False
        return True

    async def show(self, address: Address, reply: Reply) -> int | None:
        """Draw the screen of a reply; return the id of the message when a new one was sent.

        Raises NotYet, with nothing drawn, when the chat may not be spoken to now.
        """
        if reply.screen is None:
            return None
        if address.pressed_id is not None and not reply.fresh:
            if await self.redraw(address, address.pressed_id, reply.screen):
                return None
            address.pressed_id = None  # whoever must wait now begins with the new message
        return await self._send(address, reply, reply.screen)

    async def redraw(self, address: Address, message_id: int, screen: Screen) -> bool:
        """Edit a message; False when it is gone, or shows neither words nor a picture.

        Raises NotYet as :meth:`show` does.
        """
        for picture in (address.picture, not address.picture):
            method, params = editing(screen, picture=picture)
            try:
                await self._say(address.chat_id, method, {"message_id": message_id, **params})
            except (TelegramError, TelegramUnreachable) as error:
                failure = failure_of(error)
                if failure is not Failure.NOTHING_NEW:
                    log.warning("not redrawn (%s): %s", failure, error)
                if failure is Failure.OTHER_SHAPE:
                    continue  # of an old message Telegram does not always tell what it shows
                return failure is not Failure.MESSAGE_GONE
            return True
        return False

    async def retire(self, chat_id: int, message_id: int) -> None:
        """Take away the old live message, or at least its buttons (deleting ends after 48 h).

        It goes only when there is a new one: a refused message must not leave nothing. Raises
        NotYet when the chat has to be left alone: its buttons would stay for good.
        """
        crash_point("speech.replaced")
        where = {"chat_id": chat_id, "message_id": message_id}
        for method in ("deleteMessage", "editMessageReplyMarkup"):
            self._turns.wait(chat_id)
            if await self._done(method, where):
                return

    async def _send(self, address: Address, reply: Reply, screen: Screen) -> int | None:
        method, params = sending(replace(screen, photo=None) if address.only_words else screen)
        params["message_thread_id"] = address.thread_id
        if reply.quote and address.asked_id is not None:
            answered = {"message_id": address.asked_id, "allow_sending_without_reply": True}
            params["reply_parameters"] = answered
        try:
            sent = await self._say(address.chat_id, method, params)
        except (TelegramError, TelegramUnreachable) as error:
            log.warning("not said: %s", error)
            if failure_of(error) is not Failure.NO_FILES or address.only_words:
                return None
            address.only_words = True  # as above: the next try may have to wait
            return await self._send(address, reply, screen)
        return int(sent["message_id"]) if isinstance(sent, dict) else None

    async def _say(self, chat_id: int, method: str, params: Mapping[str, Any]) -> Any:  # noqa: ANN401  JSON
        """Call when it is the chat's turn; NotYet when nothing was done and it may be later."""
        self._turns.take(chat_id)
        try:
            return await self._telegram.call(method, {"chat_id": chat_id, **params})
        except TelegramError as error:
            if failure_of(error) is not Failure.SLOW_DOWN:
                raise
            raise NotYet(await self._turns.hold(chat_id, error)) from None
        except TelegramUnreachable as error:
            if error.connected:
                raise
            raise self._turns.later(error) from None

    async def _done(self, method: str, params: Mapping[str, Any]) -> bool:
        try:
            await self._telegram.call(method, params)
        except TelegramError as error:
            if failure_of(error) is Failure.SLOW_DOWN:
                raise NotYet(await self._turns.hold(int(params["chat_id"]), error)) from None
            return False
        except TelegramUnreachable as error:
            if error.connected:
                return False
            raise self._turns.later(error) from None
        return True
