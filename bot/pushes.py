"""Whether Telegram can push updates to the webhook: only Telegram knows, so it is asked."""

import logging
from datetime import timedelta
from typing import Any

from bot.clock import Clock
from bot.intake import Intake
from bot.silence import Silence
from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from models.unit import DatabaseTrouble

LOOK = timedelta(seconds=30)
log = logging.getLogger(__name__)


async def watch(telegram: Telegram, intake: Intake, clock: Clock) -> None:
    """Look every half minute, until cancelled, whether pushes arrive; tell what was lost."""
    pushes, silence = Pushes(intake), Silence(intake, clock)
    while True:
        asked = clock.now()
        try:
            failed, works = pushes.judge(await telegram.call("getWebhookInfo", {}))
            silence.lasts = silence.lasts or failed
            await silence.note()
            if works:
                await silence.end(asked)
        except (TelegramError, TelegramUnreachable, DatabaseTrouble) as error:
            log.warning("nobody knows whether updates arrive: %s", error)
        await clock.sleep_until(clock.now() + LOOK)


class Pushes:
    """What Telegram says about its pushes, from one look to the next.

    It tells when one failed last, not since when, and tries again after up to two minutes (Bot
    API, WebhookInfo). So pushes work again when one arrived, or when none failed since the last
    look and none waits.
    """

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._failed_at: object = None
        self._taken = 0

    def judge(self, info: Any) -> tuple[bool, bool]:  # noqa: ANN401  JSON
        """Return whether a push failed since the last look, and whether pushes work now."""
        told = info if isinstance(info, dict) else {}
        failed_at, waiting = told.get("last_error_date"), told.get("pending_update_count")
        taken = sum(count for words, count, _ in self._intake.taken if words != ("trouble",))
        failed, came = failed_at != self._failed_at, taken != self._taken
        self._failed_at, self._taken = failed_at, taken
        return failed, came or not (failed or waiting)
