"""The webhook: only who knows the secret is heard, and nothing sent is an error of ours."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from io import BytesIO
from typing import Any

import pytest
from aiohttp import ClientSession, web

from tests.support.canaries import listening as listening_to_logs
from web import webhook
from web.serving import runner_for
from web.webhook import PATH, SECRET_HEADER, application

SECRET = "the-secret-of-this-test"  # noqa: S105  of no real bot
KNOWS = {SECRET_HEADER: SECRET}
WAITS = 0.5


class Trouble(Exception):
    """What says that an update must be sent again."""


class Desk:
    """Notes what it takes, and has as much trouble as it is told."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.full = False
        self.trouble = False
        self.bug: Exception | None = None

    async def take(self, body: bytes) -> None:
        """Note the bytes."""
        if self.trouble:
            raise Trouble
        if self.bug is not None:
            raise self.bug
        self.taken.append(body)


class Hook:
    """A webhook that listens, and whoever posts to it."""

    def __init__(self, desk: Desk, session: ClientSession, port: int) -> None:
        self.desk = desk
        self.port = port
        self._session = session

    async def asks(self, method: str = "POST", path: str = PATH, **what: Any) -> tuple[int, str]:  # noqa: ANN401  as aiohttp's own
        """Return the status of an answer, and after how many seconds to come again."""
        url = f"http://127.0.0.1:{self.port}{path}"
        async with self._session.request(method, url, **what) as answer:
            return answer.status, answer.headers.get("Retry-After", "")

    async def sends(self, *pieces: bytes) -> bytes:
        """Return the first line that answers bytes written into a connection of their own."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
        line = b""
        with suppress(TimeoutError, ConnectionError):  # a request that is not whole has no answer
            async with asyncio.timeout(WAITS):
                line = await reader.readline()
        writer.close()
        return line.strip()


@asynccontextmanager
async def listening() -> AsyncIterator[Hook]:
    """Give a webhook on a port of its own."""
    desk = Desk()
    runner = runner_for(application(desk, SECRET, Trouble), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with ClientSession() as session:
        yield Hook(desk, session, runner.addresses[0][1])
    await runner.cleanup()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    """Give a webhook that listens."""
    async with listening() as opened:
        yield opened


@pytest.mark.parametrize(
    "body", [b'{"update_id":1}', b"", b"[]", b"\xff\xfe", b"[" * 300_000, b"{oops"]
)
async def test_every_body_is_taken_as_it_came(body: bytes, hook: Hook) -> None:
    """What it is worth is for the intake to say: nothing is lost here, nothing is an error."""
    assert await hook.asks(data=body, headers=KNOWS) == (200, "")
    assert hook.desk.taken == [body]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: "wrong"},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: "секрет"},
    ],
)
async def test_whoever_does_not_know_the_secret_is_not_heard(
    headers: dict[str, str], hook: Hook
) -> None:
    """401, whatever the header holds, and the body is not even read."""
    assert await hook.asks(data=b"{}", headers=headers) == (401, "")
    assert await hook.asks(data=BytesIO(b"x" * 3_000_000), headers=headers) == (401, "")
    assert hook.desk.taken == []


async def test_the_secret_is_compared_as_bytes(hook: Hook) -> None:
    """A header of bytes that are no text is wrong, and no error."""
    request = b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n"
    header = SECRET_HEADER.encode() + b": \xff\xfe\x80\r\n\r\n{}"
    assert (await hook.sends(request, header)).split()[1] == b"401"


async def test_a_body_that_is_too_large_is_refused(hook: Hook) -> None:
    """413, also when its length was not announced."""

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * 100_000

    assert (await hook.asks(data=BytesIO(b"x" * 1_100_000), headers=KNOWS))[0] == 413
    assert (await hook.asks(data=pieces(), headers=KNOWS))[0] == 413
    assert hook.desk.taken == []


async def test_a_body_that_does_not_come_is_not_waited_for(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """408 after a while."""
    # real time on a real socket: only the patience is shorter than ten seconds
    monkeypatch.setattr(webhook, "READING_SECONDS", 0.1)
    reader, writer = await asyncio.open_connection("127.0.0.1", hook.port)
    secret = f"{SECRET_HEADER}: {SECRET}\r\n".encode()
    writer.write(
        b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n" + secret + b"\r\n{"
    )
    assert (await reader.readline()).split()[1] == b"408"
    writer.close()


async def test_other_paths_and_verbs(hook: Hook) -> None:
    """404 and 405, with and without the secret."""
    for headers in ({}, KNOWS):
        assert (await hook.asks(path="/", headers=headers))[0] == 404
        assert (await hook.asks(path="/telegram/x%00%ff", headers=headers))[0] == 404
        for verb in ("GET", "PUT", "DELETE", "OPTIONS", "PATCH"):
            assert (await hook.asks(verb, headers=headers))[0] == 405
    assert hook.desk.taken == []


async def test_a_desk_that_is_busy_or_in_trouble_asks_for_it_again(hook: Hook) -> None:
    """503, and how long to wait."""
    hook.desk.full = True
    assert await hook.asks(data=b"{}", headers=KNOWS) == (503, "5")
    hook.desk.full, hook.desk.trouble = False, True
    assert await hook.asks(data=b"{}", headers=KNOWS) == (503, "5")
    hook.desk.trouble = False
    assert await hook.asks(data=b"{}", headers=KNOWS) == (200, "")


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
        b"Content-Length: 2\r\nContent-Encoding: deflate\r\n\r\n{}",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"Content-Length: -1\r\n\r\n{}",
        b"Content-Length: 99\r\n\r\n{}",
        b"Content-Type: multipart/form-data\r\nContent-Length: 2\r\n\r\n{}",
        b"Expect: miracles\r\nContent-Length: 2\r\n\r\n{}",
        b"Expect: 100-continue\xff\r\nContent-Length: 2\r\n\r\n{}",
        b"X: " + b"y" * 20_000 + b"\r\n\r\n",
        b"\xff\xfe: x\r\n\r\n",
    ],
)
async def test_bodies_that_are_not_what_their_headers_say(
    rest: bytes, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused as the sender's mistake, or taken; never an error of ours."""
    # real time on a real socket: only the patience is shorter than ten seconds
    monkeypatch.setattr(webhook, "READING_SECONDS", 0.1)
    secret = f"{SECRET_HEADER}: {SECRET}\r\n".encode()
    line = await hook.sends(b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + secret, rest)
    assert line.split()[1][:1] in b"24"
    assert await hook.asks(data=b"{}", headers=KNOWS) == (200, "")


async def test_no_bytes_on_the_line_are_an_error(
    hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Requests with bytes changed anywhere: 2xx, 4xx or a closed connection."""
    # real time on a real socket: only the patience is shorter than ten seconds
    monkeypatch.setattr(webhook, "READING_SECONDS", 0.1)
    secret = f"{SECRET_HEADER}: {SECRET}\r\n".encode()
    whole = b"POST /telegram HTTP/1.1\r\nHost: x\r\n" + secret + b"Content-Length: 2\r\n\r\n{}"
    chance = random.Random(4)  # noqa: S311  no secret is made of it
    for _ in range(200):
        mangled = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            mangled[chance.randrange(len(mangled))] = chance.randrange(256)
        line = await hook.sends(bytes(mangled))
        assert b" 5" not in line[:12], bytes(mangled)
    assert await hook.asks(data=b"{}", headers=KNOWS) == (200, "")


async def test_no_log_quotes_a_request(hook: Hook) -> None:
    """A header that cannot be read may be the secret, written wrongly."""
    with listening_to_logs() as ear:
        bad = b"POST /telegram HTTP/1.1\r\n" + SECRET.encode() + b"\r\n\r\n"
        assert (await hook.sends(bad)).split()[1] == b"400"
    assert (ear.leaks, ear.errors) == ([], [])


async def test_an_error_of_ours_is_logged_by_its_place(hook: Hook) -> None:
    """Not with what it says; whoever posted gets 500 and no more."""
    hook.desk.bug = ValueError(SECRET)
    with listening_to_logs() as ear:
        assert await hook.asks(data=b"{}", headers=KNOWS) == (500, "")
    assert ear.leaks == []
    (error,) = ear.errors
    assert "a request failed: ValueError at tests/web/test_webhook.py:" in error
