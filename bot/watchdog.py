"""Telling systemd that the desk is alive: ``WATCHDOG=1`` on a datagram socket (sd_notify(3))."""

import asyncio
import socket
from contextlib import suppress
from typing import Self

from bot.settings import Service

_TWICE = 2_000_000  # microseconds in a second, two beats in each period (sd_watchdog_enabled(3))


class Watchdog:
    """Beats for as long as the event loop turns, until the block ends.

    One that hangs is killed and started again by systemd. Nothing happens where nobody watches.
    """

    def __init__(self, service: Service) -> None:
        name = service.notify_socket
        self._address = f"\0{name[1:]}" if name.startswith("@") else name
        self._seconds = service.watchdog_usec / _TWICE
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.setblocking(False)  # noqa: FBT003  the socket's own argument
        self._timer: asyncio.TimerHandle | None = None

    def __enter__(self) -> Self:
        if self._address and self._seconds:
            self._beat()
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._socket.close()

    def _beat(self) -> None:
        with suppress(OSError):  # systemd itself is being restarted: the next beat reaches it
            self._socket.sendto(b"WATCHDOG=1", self._address)
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._beat)
