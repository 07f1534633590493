"""Polling: nothing is confirmed before it is on disk, and no answer ends it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.failures import wait_of
from bot.polling import poll
from bot.telegram import Telegram, TelegramError, TelegramUnreachable
from domain.school import School
from models.unit import Units
from tests.bot.desks import Desk
from tests.bot.lines import Way, way
from tests.bot.shapes import NOT_UNDERSTOOD, message, says
from tests.support.debts import owed
from tests.support.tickets import filed

TOKEN = "7000000001:token-of-no-real-bot"  # noqa: S105  for this server only
FRIEND = 3002


class Server:
    """Gives one answer after the other to getUpdates, and remembers what it was asked."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []
        self.status = 200
        self.empty = asyncio.Event()
        self.url = ""

    async def answer(self, request: web.Request) -> web.Response:
        """Give the next answer; when there is none left, an empty batch after a while."""
        self.offsets.append((await request.json()).get("offset"))
        if not self.answers:
            self.empty.set()
            await asyncio.sleep(0.01)
        body = self.answers.pop(0) if self.answers else batch()
        return web.Response(body=body, status=self.status)


def batch(*updates: bytes) -> bytes:
    """Return an answer with these updates."""
    return b'{"ok":true,"result":[' + b",".join(updates) + b"]}"


@asynccontextmanager
async def serving(server: Server) -> AsyncIterator[Telegram]:
    """Give a line to the server."""
    app = web.Application()
    app.router.add_post("/{path:.*}", server.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with Telegram(f"http://127.0.0.1:{runner.addresses[0][1]}", TOKEN) as line:
        yield line
    await runner.cleanup()


async def polled(server: Server, opened: Way) -> None:
    """Poll until the server has nothing left, and let everything be said."""
    async with serving(server) as telegram:
        task = asyncio.get_running_loop().create_task(poll(telegram, opened.intake, opened.clock))
        async with asyncio.timeout(60):
            await asyncio.wait(
                [task, asyncio.get_running_loop().create_task(server.empty.wait())],
                return_when=asyncio.FIRST_COMPLETED,
            )
        await opened.quiet()
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def numbered(number: int, text: str, user_id: int = 3001) -> bytes:
    """Return an update with this id."""
    return json.dumps({**json.loads(says(text, user_id)), "update_id": number}).encode()


@pytest.fixture
def desk(school: School) -> Desk:
    """Give handlers in a school that is in force."""
    return Desk()


async def test_a_broken_update_is_passed_by_in_its_batch(units: Units, desk: Desk) -> None:
    """Its neighbours are heard, and all are confirmed together."""
    deep = b'{"update_id":6,"message":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    digits = b'{"update_id":8,"message":' + b"9" * 5_000 + b"}"
    server = Server(batch(numbered(5, "a"), deep, numbered(7, "b"), digits, numbered(9, "c")))
    async with way(units, desk.router) as opened:
        await polled(server, opened)
        assert opened.line.said(3001) == ["a", "b", "c"]
        assert [each.update_id for each in await opened.parked()] == [6, 8]
    assert server.offsets[:2] == [None, 10]


async def test_ids_may_begin_again_anywhere(units: Units, desk: Desk) -> None:
    """After an empty answer nothing is confirmed, so lower ids than before are not hidden."""
    server = Server(batch(numbered(900, "a")), batch(), batch(numbered(7, "b")))
    async with way(units, desk.router) as opened:
        await polled(server, opened)
        assert opened.line.said(3001) == ["a", "b"]
    assert server.offsets[:4] == [None, 901, None, 8]


async def test_what_has_no_id_is_passed_by_with_the_next(units: Units, desk: Desk) -> None:
    """Alone it is asked for again and again, a second apart, and parked once."""
    alone = batch(NOT_UNDERSTOOD["a large update id"])
    server = Server(alone, alone, batch(b"null", numbered(5, "a")))
    async with way(units, desk.router) as opened:
        await polled(server, opened)
        assert opened.line.said(3001) == ["a"]
        assert len(await opened.parked()) == 2
    assert server.offsets[:4] == [None, None, None, 6]


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>502 Bad Gateway</html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b"9" * 5_000,
        b"null",
        b"[]",
        b'{"ok":true}',
        b'{"ok":true,"result":{}}',
        b'{"ok":true,"result":[{"update_id":5}',
        b'{"ok":false}',
        b'{"ok":false,"error_code":"429","description":7,"parameters":[]}',
        b'{"ok":false,"error_code":null,"parameters":{"retry_after":"soon"}}',
        b'{"ok":false,"error_code":429,"parameters":{"retry_after":-5}}',
        b'{"ok":false,"error_code":429,"parameters":{"retry_after":1000000000000}}',
        b'{"ok":false,"error_code":429,"parameters":{"retry_after":1e999}}',
        b'{"ok":false,"error_code":429,"parameters":{"retry_after":NaN}}',
        b'{"ok":false,"error_code":409,"description":"Conflict"}',
        b'{"ok":false,"error_code":401,"description":"Unauthorized"}',
        b'{"ok":false,"error_code":1' + b"0" * 100 + b"}",
    ],
)
async def test_no_answer_ends_it(answer: bytes, units: Units, desk: Desk) -> None:
    """Whatever comes instead of updates, the next batch is taken."""
    async with way(units, desk.router) as opened:
        await polled(Server(answer, answer, batch(numbered(5, "a"))), opened)
        assert opened.line.said(3001) == ["a"]


@pytest.mark.parametrize(("failures", "told"), [(16, 0), (17, 1)])
async def test_an_outage_that_costs_presses_is_told(
    units: Units, desk: Desk, failures: int, told: int
) -> None:
    """Telegram keeps presses for 150 seconds; the desk asks again every ten seconds."""
    with units.open() as unit:
        filed(unit)
    down = [b"<html>502 Bad Gateway</html>"] * failures
    async with way(units, desk.router) as opened:
        await polled(Server(batch(), *down, batch(numbered(5, "a"))), opened)
    kinds = [debt.kind for debt in owed(units)]
    assert kinds.count("interrupted") == told


async def test_a_backlog_is_drained_in_order(
    units: Units, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two messages each of many chats: in order for each, with few tasks, waiting for room."""
    # the bound is the same at any number, and 2,000 waiting answers are many for one test
    monkeypatch.setattr("bot.lanes.MANY", 50)
    updates = [
        json.dumps({"update_id": n, "message": said(n % 400, str(n))}).encode() for n in range(800)
    ]
    answers = [batch(*updates[begin : begin + 100]) for begin in range(0, 800, 100)]
    async with way(units, desk.router) as opened:
        before = len(asyncio.all_tasks())
        await polled(Server(*answers), opened)
        assert len(asyncio.all_tasks()) <= before + 64
        for chat_id in (1, 399):
            assert opened.line.said(chat_id) == [str(chat_id), str(chat_id + 400)]
        assert len(opened.line.calls) == 800
        assert len(desk.heard) == 800


def said(user_id: int, text: str) -> dict[str, Any]:
    """Return what somebody writes in private."""
    who = {"id": user_id or FRIEND, "is_bot": False, "first_name": "A"}
    return message({"id": user_id or FRIEND, "type": "private"}, who, text=text)


@pytest.mark.parametrize("answer", [b"\x05\xff", b"\x04", b"", b"HTTP/1.1 500 x\r\n\r\n"])
@pytest.mark.parametrize("scheme", ["socks5", "socks4", "http"])
async def test_a_proxy_that_refuses_is_no_connection(scheme: str, answer: bytes) -> None:
    """As if nobody listened: nothing can have been done; also when it just hangs up."""

    async def refuses(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(3)
        writer.write(answer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(refuses, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with Telegram("http://127.0.0.1:9", TOKEN, f"{scheme}://127.0.0.1:{port}") as line:
        with pytest.raises(TelegramUnreachable) as caught:
            await line.updates({}, 5)
    assert not caught.value.connected
    assert TOKEN not in str(caught.value)
    server.close()


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (10_072, 10_072),
        (0.5, 1),
        (10**12, 30 * 24 * 3600),
        (0, 4),
        (-5, 4),
        ("7", 4),
        (None, 4),
        ([], 4),
        (float("nan"), 4),
    ],
)
def test_how_long_to_wait(told: object, seconds: int) -> None:
    """What Telegram says, if it is a time at all; else the usual."""
    error = TelegramError("getMe", 429, "", {"retry_after": told})
    assert wait_of(error, 2) == timedelta(seconds=seconds)
    assert wait_of(error, 10**9) <= timedelta(days=30)
