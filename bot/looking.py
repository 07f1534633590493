"""Looking again each time there may be something to do."""

import asyncio
from collections.abc import Awaitable, Callable


class Looking:
    """Looks each time it is woken: once, however often that was since it last began."""

    def __init__(self, look: Callable[[], Awaitable[None]]) -> None:
        self._look = look
        self._woken = asyncio.Event()

    def wake(self) -> None:
        """Look again: there may be something."""
        self._woken.set()

    async def run(self) -> None:
        """Look each time it is woken, until cancelled."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            await self._look()
