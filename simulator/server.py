"""The simulator as one server: Bot API, file downloads, people's side and page."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterable
from email.utils import format_datetime
from pathlib import Path
from typing import Self

from aiohttp import ClientSession, web

from simulator.api.limits import PUBLISHED, UNLIMITED, Limits, Meter
from simulator.api.pushing import Pusher, new_session
from simulator.api.requests import RawCall
from simulator.api.service import BotApi, known_method, not_found
from simulator.clock import SimulatedClock
from simulator.methods.registry import Options
from simulator.people.controls import control_routes
from simulator.people.groups import make_group
from simulator.people.routes import people_routes
from simulator.shapes import Json
from simulator.world.bots import Bot
from simulator.world.chats import Chat
from simulator.world.files import MAX_UPLOAD_BYTES
from simulator.world.users import User
from simulator.world.world import World

PAGE = Path(__file__).parent / "page"
SETTLING_TURNS = 5

Settled = Callable[[], Awaitable[object]]


class Simulator:
    """An async context manager: `start`, `url`, world building, `quiet`, `close`.

    `limits` are the published ones when the clock flows and none when it stands, unless given.
    `settled` are awaited before the world counts as quiet: the bots' own ways to say that their
    work is done.
    """

    def __init__(
        self,
        clock: SimulatedClock,
        *,
        limits: Limits | None = None,
        options: Options | None = None,
        settled: Iterable[Settled] = (),
        seed: int = 0,
    ) -> None:
        """Make an empty world around a clock."""
        self.clock = clock
        self.world = World(clock, seed=seed)
        by_clock = PUBLISHED if clock.flowing else UNLIMITED
        self.api = BotApi(
            self.world, options or Options(), Meter(by_clock if limits is None else limits)
        )
        self.settled = list(settled)
        self.url = ""
        self._random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self._runner: web.AppRunner | None = None
        self._session: ClientSession | None = None
        self._pushers: dict[int, asyncio.Task[None]] = {}

    async def __aenter__(self) -> Self:
        """Start on a free port of the loopback, unless it runs already."""
        if self._runner is None:
            await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close."""
        await self.close()

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> str:
        """Listen; port 0 takes a free one. Tells the address, which is also `url`."""
        self._runner = web.AppRunner(
            self._application(), handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        self._session = new_session()
        for bot in self.world.bots.values():
            self._push_for(bot)
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        address = self._runner.addresses[0]
        self.url = f"http://{host}:{address[1]}"
        return self.url

    async def close(self) -> None:
        """Stop listening and pushing."""
        for task in self._pushers.values():
            task.cancel()
        await asyncio.gather(*self._pushers.values(), return_exceptions=True)
        self._pushers.clear()
        if self._session is not None:
            await self._session.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self._session = self._runner = None

    def add_bot(self, token: str, username: str, name: str = "", *, privacy: bool = True) -> Bot:
        """Register a bot; its id is the token's first part."""
        account = User(
            int(token.partition(":")[0]), name or username, username=username, is_bot=True
        )
        bot = self.world.add_bot(token, account)
        bot.privacy = privacy
        self._push_for(bot)
        return bot

    def add_user(
        self,
        user_id: int,
        first_name: str,
        *,
        last_name: str = "",
        username: str = "",
        language_code: str = "",
    ) -> User:
        """Register a person."""
        return self.world.add_user(User(user_id, first_name, last_name, username, language_code))

    def add_group(self, title: str, members: Iterable[int | Json], **details: object) -> Chat:
        """Make a group of user ids or `{user_id, status, rights}`; `details` as in world files."""
        return make_group(self.world, {"title": title, "members": list(members), **details})

    async def quiet(self, seconds: float = 30.0) -> bool:
        """Wait until no call is in flight, attended bots have no updates, and `settled` say so.

        False when that did not happen within real `seconds`.
        """
        try:
            async with asyncio.timeout(seconds):
                while not await self._is_settled():
                    pass
        except TimeoutError:
            return False
        return True

    async def _pending_after(self, seconds: float) -> str:
        return "" if await self.quiet(seconds) else self.pending()

    def pending(self) -> str:
        """Say what keeps the world from being quiet."""
        waiting = {
            bot.user.username: len(bot.queue) for bot in self.world.bots.values() if bot.attended
        }
        return f"calls in flight: {self.world.activity.in_flight}, unconfirmed updates: {waiting}"

    async def _is_settled(self) -> bool:
        activity = self.world.activity
        while not self._is_quiet():
            await activity.bell.heard()
        serial = activity.serial
        for settled in self.settled:
            await settled()
        for _ in range(SETTLING_TURNS):
            await asyncio.sleep(0)
        return activity.serial == serial and self._is_quiet()

    def _is_quiet(self) -> bool:
        if self.world.activity.in_flight:
            return False
        attended = [bot for bot in self.world.bots.values() if bot.attended]
        return all(self.api.receiver(bot).is_done for bot in attended)

    def _push_for(self, bot: Bot) -> None:
        if self._session is None or bot.id in self._pushers:
            return

        async def perform(asked: Json) -> object:
            values = {name: value for name, value in asked.items() if name != "method"}
            return await self.api.answer(bot, known_method(str(asked["method"])), RawCall(values))

        pusher = Pusher(self.api.receiver(bot), self._session, perform, self._random)
        self._pushers[bot.id] = asyncio.get_running_loop().create_task(pusher.run())

    async def _dated(self, _: web.Request, response: web.StreamResponse) -> None:
        """Tell the moment of an answer as every HTTP server does (RFC 9110, 6.6.1)."""
        response.headers["Date"] = format_datetime(self.clock.now(), usegmt=True)

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=MAX_UPLOAD_BYTES * 2)
        application.on_response_prepare.append(self._dated)
        for path, handler in (
            ("/bot{token}/{method:[^/]*}", self.api.handle),
            ("/file/bot{token}/{path:.+}", self.api.download),
        ):
            application.router.add_route("GET", path, handler)
            application.router.add_route("POST", path, handler)
        application.add_routes(people_routes(self.world))
        application.add_routes(control_routes(self.api, self._pending_after))
        application.router.add_route("*", "/{path:.*}", _page)
        return application


async def _page(request: web.Request) -> web.StreamResponse:
    wanted = (PAGE / (request.match_info["path"] or "index.html")).resolve()
    if request.method == "GET" and wanted.is_relative_to(PAGE) and wanted.is_file():
        return web.FileResponse(wanted, headers={"Cache-Control": "no-cache"})
    return not_found(request)
