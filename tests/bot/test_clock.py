"""The machine's clock is set and stands still; nobody oversleeps for it."""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.clock import MachineClock

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
LOOK = 0.01


class HandSetClock:
    """Goes on as the event loop does, and is set forward or back by hand."""

    def __init__(self) -> None:
        self._began = asyncio.get_running_loop().time()
        self.ahead = timedelta()

    def read(self) -> datetime:
        """Return the moment that it shows."""
        return (
            NOON + timedelta(seconds=asyncio.get_running_loop().time() - self._began) + self.ahead
        )


async def test_a_moment_that_a_hop_forward_brings_wakes_at_once() -> None:
    """So does a machine that slept: its seconds stood still, the moment has passed."""
    hands = HandSetClock()
    clock = MachineClock(hands.read, LOOK)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(clock.sleep_until(NOON + timedelta(hours=8)))
        await asyncio.sleep(0)
        hands.ahead = timedelta(hours=9)
    assert clock.now() > NOON + timedelta(hours=8)


async def test_a_hop_back_lets_nobody_oversleep() -> None:
    """As many seconds as there were left are slept, and not eight hours more."""
    hands = HandSetClock()
    clock = MachineClock(hands.read, LOOK)
    async with asyncio.timeout(5), asyncio.TaskGroup() as group:
        group.create_task(clock.sleep_until(NOON + timedelta(seconds=0.1)))
        await asyncio.sleep(0)
        hands.ahead = -timedelta(hours=8)
    assert clock.now() < NOON


async def test_what_has_passed_is_not_waited_for() -> None:
    """It returns at once."""
    async with asyncio.timeout(5):
        await MachineClock().sleep_until(NOON)
