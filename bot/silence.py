"""Since when no updates can be taken, and what that costs teams."""

from datetime import datetime

from bot.clock import Clock
from bot.intake import Intake


class Silence:
    """A time in which no updates can be taken; set ``lasts`` when one begins.

    A desk that has just started is in one until it hears the first answer; the database knows
    since when. Both methods raise DatabaseTrouble.
    """

    def __init__(self, intake: Intake, clock: Clock) -> None:
        self.lasts = True
        self._intake = intake
        self._clock = clock
        self._heard: datetime | None = None

    async def note(self) -> None:
        """Write down since when it lasts, if it does: a restart must not make it shorter."""
        if self.lasts and self._heard is not None:
            await self._intake.fall_silent(self._heard)

    async def end(self, asked: datetime) -> None:
        """Note that updates come that were asked for at a moment."""
        if self.lasts:
            await self._intake.hear_again(asked)
        self.lasts, self._heard = False, self._clock.now()
