"""A desk that lives in a task of its own, because what it opens must be closed where it was."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


async def hosted(live: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> asyncio.Task[None]:
    """Begin a life and return its task once the life has set the event; raise why it cannot."""
    opened = asyncio.Event()
    loop = asyncio.get_running_loop()
    host = loop.create_task(live(opened))
    waiting = loop.create_task(opened.wait())
    await asyncio.wait({host, waiting}, return_when=asyncio.FIRST_COMPLETED)
    if host.done():
        waiting.cancel()
        host.result()
    return host
