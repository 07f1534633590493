"""Small proxies: whatever they are asked for, they carry it to one place."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Self
from urllib.parse import urlsplit

Greeting = Callable[[StreamReader, StreamWriter], Awaitable[str]]
_BY_NAME = 3


async def by_socks5(reader: StreamReader, writer: StreamWriter) -> str:
    """Do the greeting of SOCKS 5 (RFC 1928) and return the host and port that were asked for."""
    _, methods = await reader.readexactly(2)
    await reader.readexactly(methods)
    writer.write(b"\x05\x00")
    *_, kind = await reader.readexactly(4)
    length = (await reader.readexactly(1))[0] if kind == _BY_NAME else 4
    host = (await reader.readexactly(length)).decode("latin-1")
    port = int.from_bytes(await reader.readexactly(2))
    writer.write(b"\x05\x00\x00\x01" + bytes(6))
    return f"{host}:{port}"


async def by_connect(reader: StreamReader, writer: StreamWriter) -> str:
    """Answer CONNECT (RFC 9110, 9.3.6) and return the host and port that were asked for."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    return head.split()[1]


class Proxy:
    """A proxy on the loopback; open it with ``async with``. ``asked_for`` is what was asked."""

    def __init__(self, greet: Greeting, place: str) -> None:
        self.asked_for: list[str] = []
        self._greet = greet
        self._place = urlsplit(place)
        self._server: asyncio.Server | None = None

    @property
    def port(self) -> int:
        """Return where it listens."""
        assert self._server is not None
        return int(self._server.sockets[0].getsockname()[1])

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()

    async def _carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        self.asked_for.append(await self._greet(reader, writer))
        there, back = await asyncio.open_connection(self._place.hostname, self._place.port)
        async with asyncio.TaskGroup() as both:
            both.create_task(_copy(reader, back))
            both.create_task(_copy(there, writer))


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(ConnectionError):
        while chunk := await reader.read(65536):
            writer.write(chunk)
            await writer.drain()
    writer.close()
