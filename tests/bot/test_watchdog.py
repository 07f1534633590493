"""systemd hears of a desk whose event loop turns, and of no other."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.settings import Service
from bot.watchdog import Watchdog

PERIOD = 0.02
HANG = 10 * PERIOD


@pytest.fixture
def systemd() -> Iterator[socket.socket]:
    """Give the socket on which systemd listens; its path is short, as such paths must be."""
    with (
        TemporaryDirectory(prefix="notify-") as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening,
    ):
        listening.bind(str(Path(folder) / "s"))
        listening.setblocking(False)  # noqa: FBT003  the socket's own argument
        yield listening


def service(listening: socket.socket) -> Service:
    """Return what systemd tells a service."""
    return Service(notify_socket=listening.getsockname(), watchdog_usec=int(PERIOD * 1_000_000))


def heard(listening: socket.socket) -> int:
    """Return how many beats have come, and take them."""
    count = 0
    while True:
        try:
            assert listening.recv(100) == b"WATCHDOG=1"
        except BlockingIOError:
            return count
        count += 1


async def test_it_beats_while_the_loop_turns_and_no_longer(systemd: socket.socket) -> None:
    """A loop that hangs is silent, and so is a desk that has closed."""
    with Watchdog(service(systemd)):
        loop = asyncio.get_running_loop()
        for _ in range(3):
            async with asyncio.timeout(5):
                await loop.sock_recv(systemd, 100)
        heard(systemd)
        threading.Event().wait(HANG)
        assert heard(systemd) == 0
    await asyncio.sleep(PERIOD)
    assert heard(systemd) == 0


async def test_nobody_needs_to_listen(systemd: socket.socket) -> None:
    """Without a service manager nothing happens; one that is gone for a moment is no error."""
    with Watchdog(Service()):
        pass
    told = service(systemd)
    systemd.close()
    with Watchdog(told):
        await asyncio.sleep(3 * PERIOD)
