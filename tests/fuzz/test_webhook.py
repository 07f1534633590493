"""Thousands of requests to the real webhook in front of the real handlers: never an error of ours.

The seed of a round stands in the assertion; ``--seed`` and ``--inputs`` repeat it.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from random import Random

import pytest
from aiohttp import web

from bot.program import root
from models.unit import DatabaseTrouble
from tests.bot.lines import Way, way
from tests.fuzz.checking import Rounds, check_nothing_failed, learn, small_desk
from tests.fuzz.making import Maker
from tests.support.canaries import listening
from tests.support.databases import Databases
from web.serving import runner_for
from web.webhook import PATH, SECRET_HEADER, application

SECRET = "the-secret-of-this-test"  # noqa: S105  of no real bot
SHARE = 0.15  # of all inputs, on each of two databases
_AT_ONCE = 20
_PATIENCE = 0.3
_LINES = (
    b"POST " + PATH.encode() + b" HTTP/1.1",
    b"POST /telegram/ HTTP/1.1",
    b"POST /%2e%2e/telegram HTTP/1.1",
    b"POST /telegram?x=\xff HTTP/1.1",
    b"GET /telegram HTTP/1.1",
    b"POST http://other.invalid/telegram HTTP/1.1",
    b"POST /telegram HTTP/1.0",
    b"POST /telegram HTTP/9.9",
    b"\x16\x03\x01",
    b"",
)
_SECRETS = (
    SECRET.encode(),
    SECRET.encode()[:-1],
    SECRET.encode() + b"x",
    SECRET.upper().encode(),
    b"",
    b"\xff\xfe\x00",
    "секрет".encode(),
    b"x" * 9_000,
)
_HEADERS = (
    b"Content-Type: application/json",
    b"Content-Encoding: gzip",
    b"Content-Encoding: br",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: identity, chunked",
    b"Content-Length: 5",
    b"Content-Length: 5, 6",
    b"Content-Length: 99999999999999999999",
    b"Expect: 100-continue",
    b"Connection: Upgrade\r\nUpgrade: websocket",
    b"Content-Type: multipart/form-data; boundary=",
    b"Host: \xff",
    b"X: " + b"y" * 10_000,
    b"no colon",
    b": no name",
    b" folded",
)


class Sender:
    """Makes requests by chance: half of them as Telegram would send them."""

    def __init__(self, maker: Maker) -> None:
        self.chance: Random = maker.chance
        self._maker = maker

    def request(self) -> bytes:
        """Return the bytes of one request."""
        body = self._maker.update()
        if self.chance.random() < 0.5:
            return _request(_LINES[0], SECRET.encode(), (), body)
        more = self.chance.sample(_HEADERS, self.chance.randrange(3))
        line = self.chance.choice(_LINES if self.chance.random() < 0.5 else _LINES[:1])
        raw = _request(line, self.chance.choice(_SECRETS), tuple(more), body)
        if self.chance.random() < 0.2:
            at = self.chance.randrange(min(len(raw), 200))
            raw = raw[:at] + self.chance.randbytes(3) + raw[at + self.chance.randrange(4) :]
        return raw


def _request(line: bytes, secret: bytes, more: tuple[bytes, ...], body: bytes) -> bytes:
    known = (b"Host: desk", b"Connection: close", SECRET_HEADER.encode() + b": " + secret)
    length = b"Content-Length: %d" % len(body)
    return b"\r\n".join((line, *known, length, *more, b"", body))


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> Rounds:
    """Give the rounds that were asked for."""
    options = request.config.option
    return Rounds(options.inputs, options.seed + 1_000_000, SHARE)


@asynccontextmanager
async def _listening(desk: Way) -> AsyncIterator[int]:
    """Give the port of a webhook in front of a desk."""
    app = application(desk.intake, SECRET, DatabaseTrouble)
    runner = runner_for(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _answer(port: int, raw: bytes) -> bytes:
    """Return what a webhook answers; a request that is not whole is ended after a while."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    said = b""
    with suppress(ConnectionError):  # closed in the middle of what is no request
        writer.write(raw)
        with suppress(TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                said = await reader.readline()
        if not said:
            writer.write_eof()
        said += await reader.read()
    writer.close()
    return said


async def test_no_request_is_an_error_of_ours(databases: Databases, rounds: Rounds) -> None:
    """2xx or 4xx, or no answer at all to what is no request; nothing leaks in answer or log."""
    for seed, inputs in rounds:
        with small_desk(databases) as (units, clock), listening() as ear:
            async with way(units, root(), clock) as desk:
                statuses = await _round(desk, Maker(seed), inputs)
                await check_nothing_failed(desk, ear.errors)
        assert ear.leaks == [], f"seed {seed}"
        assert statuses.keys() <= {b"200", b"400", b"401", b"404", b"405", b"413", b"417", b""}
        assert statuses[b"200"] > inputs // 3


async def _round(desk: Way, maker: Maker, inputs: int) -> Counter[bytes]:
    sender, statuses = Sender(maker), Counter[bytes]()
    async with _listening(desk) as port:
        for done in range(0, inputs, _AT_ONCE):
            many = [sender.request() for _ in range(min(_AT_ONCE, inputs - done))]
            answers = await asyncio.gather(*(_answer(port, raw) for raw in many))
            for raw, said in zip(many, answers, strict=True):
                status = said.split(b" ", 2)[1] if said else b""
                assert b"Traceback" not in said
                assert status[:1] != b"5", (raw[:2_000], said[:300])
                statuses[status] += 1
            await desk.quiet()
            learn(desk, maker)
    return statuses
