"""Updates pushed by Telegram: answered only after they were handled (Bot API, setWebhook)."""

import hmac
import json
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import web

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  the name of a header
_BODY_AT_MOST = 1024**2  # Telegram's own limit for one update is half of it
Take = Callable[[Mapping[str, Any]], Awaitable[None]]
log = logging.getLogger(__name__)


def application(take: Take, secret: str, trouble: type[Exception]) -> web.Application:
    """Return the application that receives updates.

    ``take`` returns when an update may be confirmed; ``trouble`` is what it raises when Telegram
    must send the update again.
    """

    async def receive(request: web.Request) -> web.Response:
        """Take one update: 200 confirms it, 503 asks for it again, 401 is for anybody else."""
        if not _knows(request, secret):
            return web.Response(status=401)
        raw = _parsed(await request.read())
        if raw is None:
            log.error("the webhook got a body that is not an update")
            return web.Response(status=200)
        try:
            await take(raw)
        except trouble:
            return web.Response(status=503)
        return web.Response(status=200)

    app = web.Application(client_max_size=_BODY_AT_MOST)
    app.router.add_post(PATH, receive)
    return app


def _knows(request: web.Request, secret: str) -> bool:
    """Compare the secret as bytes: a header that is not ASCII is just wrong."""
    given = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), secret.encode())


def _parsed(body: bytes) -> Mapping[str, Any] | None:
    try:
        raw = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return raw if isinstance(raw, dict) else None
