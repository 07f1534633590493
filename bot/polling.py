"""Asking Telegram for updates, and confirming them only after they were handled."""

import logging
from datetime import timedelta

from bot.clock import Clock
from bot.failures import Failure, failure_of, wait_of
from bot.intake import Intake
from bot.outages import PROBE
from bot.silence import Silence
from bot.splitting import id_of
from bot.telegram import ALLOWED_UPDATES, Telegram, TelegramError, TelegramUnreachable
from models.crashes import crash_point
from models.unit import DatabaseTrouble

LONG_POLL = 30
_PATIENCE = 10
_A_SECOND = timedelta(seconds=1)
_LONGEST = timedelta(seconds=10)
log = logging.getLogger(__name__)


async def poll(telegram: Telegram, intake: Intake, clock: Clock) -> None:
    """Take updates until cancelled; while many answers wait, Telegram keeps the rest.

    The first question, and the next one after an answer that never came, does not wait for news:
    so the end of a silence is known at once, and a proxy that cuts long questions only slows.
    """
    questions, silence = Questions(telegram, intake), Silence(intake, clock)
    failures, seconds = 0, 0
    while True:
        asked = clock.now()
        try:
            await silence.note()
            if not await questions.ask(seconds):
                await clock.sleep_until(clock.now() + _A_SECOND)
            await silence.end(asked)
            failures, seconds = 0, LONG_POLL
            await intake.room()
        except (TelegramError, TelegramUnreachable, DatabaseTrouble) as error:
            silence.lasts = True
            failures += 1
            seconds = 0 if isinstance(error, TelegramUnreachable) else LONG_POLL
            log.warning("no updates taken: %s", error)
            await clock.sleep_until(clock.now() + _patience(error, failures))


class Questions:
    """What to ask for next.

    Asking with an offset confirms everything below it (Bot API, getUpdates), so the offset moves
    only past updates that are on disk. After an empty answer there is nothing left to confirm and
    the offset is forgotten: after a week without updates the ids begin again anywhere, and an
    offset from before must not hide them (Bot API, Update).
    """

    def __init__(self, telegram: Telegram, intake: Intake) -> None:
        self._telegram = telegram
        self._intake = intake
        self._offset: int | None = None

    async def ask(self, seconds: int) -> bool:
        """Take what comes in time; False when something came and none of it can be confirmed."""
        crash_point("polling.asking")
        question = _question(self._offset, seconds)
        batch = await self._telegram.updates(question, seconds + _PATIENCE)
        crash_point("polling.fetched")
        if not batch:
            self._offset = None
        before = self._offset
        for raw in batch:
            await self._intake.take(raw)
            crash_point("polling.handled")
            number = id_of(raw)
            if number is not None:
                self._offset = number + 1
        return not batch or self._offset != before


def _patience(
    error: TelegramError | TelegramUnreachable | DatabaseTrouble, failures: int
) -> timedelta:
    """Return how long to wait: what Telegram says, half a minute if it does not want us at all.

    The first time it may be the last question of a desk that has just ended. Else not long,
    because Telegram keeps a press for 150 seconds only.
    """
    if isinstance(error, DatabaseTrouble):
        return _A_SECOND
    failure = failure_of(error)
    if failure is Failure.NOT_OURS and failures > 1:
        return PROBE
    told = wait_of(error, failures)
    return told if failure is Failure.SLOW_DOWN else min(told, _LONGEST)


def _question(offset: int | None, seconds: int) -> dict[str, object]:
    return {"offset": offset, "timeout": seconds, "allowed_updates": list(ALLOWED_UPDATES)}
