"""The program's clock: the machine's, or one that is moved from outside."""

import asyncio
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the moment (aware, UTC) and wakes who sleeps until one."""

    def now(self) -> datetime:
        """Return the present moment."""

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the moment has come, at once if it has passed."""


class MachineClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the present moment."""
        return datetime.now(UTC)  # noqa: TID251  the one place that reads the machine's clock

    async def sleep_until(self, moment: datetime) -> None:
        """Return when the moment has come."""
        await asyncio.sleep(max((moment - self.now()).total_seconds(), 0))
