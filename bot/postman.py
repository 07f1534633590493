"""Carrying one letter to Telegram, and what a refusal means for the debt behind it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from bot.charts import draw
from bot.clock import Clock
from bot.consequences import TRIES, Trouble, write_down
from bot.desk import Chart, Letter
from bot.drawing import editing, sending
from bot.failures import Failure, failure_of
from bot.outages import Outages
from bot.pace import Pace
from bot.telegram import Files, Telegram, TelegramError, TelegramUnreachable
from models import outbox, posts
from models.crashes import crash_point
from models.posts import Post
from models.unit import Unit
from services.chats import arrived, lose_topic

_FILES = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "voice": "sendVoice",
    "video": "sendVideo",
    "audio": "sendAudio",
}
Outcome = Callable[[Unit], None]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Postman:
    """Sends letters, and tells what became of each."""

    telegram: Telegram
    pace: Pace
    clock: Clock
    outages: Outages

    async def carry(self, letter: Letter) -> list[Outcome]:
        """Send or redraw; return what to write down about it. A refusal is never raised.

        Nothing is sent to a chat that was told to wait since the letter was written, nor to
        anybody in an outage; then it does not count as spoken to.
        """
        now = self.clock.now()
        if self.outages.outage or self.pace.held_until(letter.chat_id) > now:
            self.pace.unspoke(letter.chat_id, now)
            return [partial(outbox.give_back, debt=debt) for debt in letter.debts]
        try:
            message_id = await self._send(letter)
        except (TelegramError, TelegramUnreachable) as error:
            return await self._failed(letter, error)
        return [partial(_sent, letter, message_id)]

    async def _send(self, letter: Letter) -> int | None:
        """Return the id of a new message, None when one was redrawn."""
        method, params = call_for(letter)
        files = await _drawn(letter.chart) if letter.chart else None
        sent = await self.telegram.call(method, {"chat_id": letter.chat_id, **params}, files)
        is_new = letter.edit is None and isinstance(sent, dict)
        return int(sent["message_id"]) if is_new else None

    async def _failed(
        self, letter: Letter, error: TelegramError | TelegramUnreachable
    ) -> list[Outcome]:
        failure = failure_of(error)
        log.warning("debt %s (%s): %s", letter.debt.id, failure, error)
        gone = failure in {Failure.MESSAGE_GONE, Failure.OTHER_SHAPE}
        if failure is Failure.NOTHING_NEW or (gone and not letter.anew):
            return [partial(_sent, letter, None)]
        if gone and letter.edit:
            crash_point("delivery.anew")
            return [partial(_forget, letter.edit), partial(outbox.give_back, debt=letter.debt)]
        if _may_want_no_topic(letter, failure):
            return await self._without_topic(letter, failure)
        if failure is Failure.NO_FILES and letter.carries_file:
            self.pace.spoke(letter.chat_id, self.clock.now())
            return await self.carry(letter.only_words())
        trouble = Trouble(letter, error, self.clock.now())
        if failure is Failure.SLOW_DOWN:
            self.pace.hold(letter.chat_id, trouble.next_try)
        return [
            partial(write_down, replace(trouble, letter=replace(letter, debt=debt)))
            for debt in letter.debts
        ]

    async def _without_topic(self, letter: Letter, failure: Failure) -> list[Outcome]:
        self.pace.spoke(letter.chat_id, self.clock.now())
        again = await self.carry(replace(letter, thread_id=None))
        lost = [partial(_topic_lost, letter)] if failure is Failure.TOPIC_GONE else []
        return [*lost, *again]


def _may_want_no_topic(letter: Letter, failure: Failure) -> bool:
    """Tell whether to try the main chat: the words that tell of a lost topic may have changed."""
    unknown = failure is Failure.UNKNOWN and letter.debt.attempts >= TRIES and not letter.edit
    return letter.thread_id is not None and (failure is Failure.TOPIC_GONE or unknown)


async def _drawn(chart: Chart) -> Files:
    picture = await draw(chart.figures, chart.school, chart.language)
    return {"photo": ("digest.png", picture)}


def call_for(letter: Letter) -> tuple[str, dict[str, Any]]:
    """Return method and parameters for a letter, the chat apart."""
    if letter.edit is not None:
        method, params = editing(letter.screen, picture=letter.edit.picture)
        return method, {"message_id": letter.edit.message_id, **params}
    method, params = sending(letter.screen)
    if letter.file is not None or letter.chart is not None:
        media, file_id = letter.file or ("photo", None)
        caption = params.pop("text")
        params.pop("link_preview_options")
        method, params = _FILES[media], {**params, media: file_id, "caption": caption}
    params["message_thread_id"] = letter.thread_id
    if letter.quote_id is not None:
        quoted = {"message_id": letter.quote_id, "allow_sending_without_reply": True}
        params["reply_parameters"] = quoted
    return method, params


def _sent(letter: Letter, message_id: int | None, unit: Unit) -> None:
    if message_id is not None:
        arrived(unit, letter.chat_id)
    if message_id is not None and letter.debt.ticket_id is not None and not letter.merged:
        picture = letter.screen.photo is not None or letter.file is not None
        where = (letter.chat_id, message_id, letter.debt.ticket_id)
        posts.add(unit, Post(*where, letter.purpose, picture=picture))
    for debt in letter.debts:
        outbox.settle(unit, debt.id, outbox.SUMMED_UP if letter.merged else "sent")


def _forget(post: Post, unit: Unit) -> None:
    posts.forget(unit, post.chat_id, post.message_id)


def _topic_lost(letter: Letter, unit: Unit) -> None:
    if letter.thread_id is not None:
        lose_topic(unit, letter.chat_id, letter.thread_id)
