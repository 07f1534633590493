"""Updates pushed by Telegram: answered only after they were handled (Bot API, setWebhook)."""

import asyncio
import hmac
from typing import Protocol

from aiohttp import web

from models.crashes import crash_point
from web.serving import refuse_to_wait

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
READING_SECONDS = 10.0
_BODY_AT_MOST = 1024**2  # Telegram's own limit for one update is half of it
_LATER = {"Retry-After": "5"}


class Taker(Protocol):
    """What takes updates."""

    @property
    def full(self) -> bool:
        """Tell whether updates should be sent again later."""

    async def take(self, body: bytes) -> None:
        """Return when an update may be confirmed, whatever bytes it is."""


def application(taker: Taker, secret: str, trouble: type[Exception]) -> web.Application:
    """Return the application that receives updates.

    ``trouble`` is what ``taker`` raises when Telegram must send the update again.
    """

    async def receive(request: web.Request) -> web.Response:
        """Take one update: 200 confirms it, 503 asks for it again, 401 is for anybody else."""
        if not _knows(request, secret):
            return web.Response(status=401)
        if taker.full:
            return web.Response(status=503, headers=_LATER)
        try:
            body = await _read(request)
            crash_point("webhook.received")
            await taker.take(body)
            crash_point("webhook.handled")
        except trouble:
            return web.Response(status=503, headers=_LATER)
        return web.Response(status=200)

    app = web.Application(client_max_size=_BODY_AT_MOST)
    app.router.add_post(PATH, receive, expect_handler=refuse_to_wait)
    app.router.add_route("*", PATH, _other_verb, expect_handler=refuse_to_wait)
    return app


async def _other_verb(request: web.Request) -> web.StreamResponse:
    raise web.HTTPMethodNotAllowed(request.method, ["POST"])


def _knows(request: web.Request, secret: str) -> bool:
    """Compare the secret as bytes: a header that is not ASCII is just wrong."""
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


async def _read(request: web.Request) -> bytes:
    """Return the body; one that is too large, too slow or badly packed is refused.

    aiohttp raises errors of many classes for a body that is not what its headers say.
    """
    try:
        async with asyncio.timeout(READING_SECONDS):
            return await request.read()
    except web.HTTPException:
        raise
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except Exception as error:
        raise web.HTTPBadRequest from error
