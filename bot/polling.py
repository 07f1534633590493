"""Asking Telegram for updates, and confirming them only after they were handled."""

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.failures import wait_of
from bot.intake import ALLOWED_UPDATES, Intake
from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from models.unit import DatabaseTrouble

LONG_POLL = 30
_PATIENCE = 10
log = logging.getLogger(__name__)


async def poll(telegram: Telegram, intake: Intake, clock: Clock) -> None:
    """Take updates until cancelled.

    Asking with an offset confirms everything below it (Bot API, getUpdates), so the offset moves
    only past updates that are on disk.
    """
    offset: int | None = None
    failures = 0
    while True:
        try:
            for raw in await telegram.updates(_question(offset), LONG_POLL + _PATIENCE):
                await intake.take(raw)
                offset = int(raw["update_id"]) + 1
            failures = 0
        except (TelegramError, TelegramUnreachable, DatabaseTrouble) as error:
            failures += 1
            log.warning("no updates taken: %s", error)
            await clock.sleep_until(clock.now() + _patience(error, failures))


def _patience(error: Exception, failures: int) -> timedelta:
    told = wait_of(error, failures) if isinstance(error, TelegramError) else timedelta(seconds=1)
    return min(told, timedelta(seconds=LONG_POLL))


def _question(offset: int | None) -> dict[str, object]:
    return {"offset": offset, "timeout": LONG_POLL, "allowed_updates": list(ALLOWED_UPDATES)}
