"""A bell that wakes everybody who is waiting for the next change."""

import asyncio


class Bell:
    """Level-free signal: `ring` wakes those who wait now, nobody later."""

    def __init__(self) -> None:
        """Start with nobody waiting."""
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everybody who waits."""
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)

    def listen(self) -> asyncio.Future[None]:
        """Register for the next ring now, before anything else can happen; cancel it when done."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        future.add_done_callback(self._waiting.discard)
        return future

    async def heard(self, seconds: float | None = None) -> bool:
        """Wait for the next ring; false when real `seconds` passed without one."""
        try:
            async with asyncio.timeout(seconds):
                await self.listen()
        except TimeoutError:
            return False
        return True
