"""Listening for requests without a word of them in the log."""

import logging
from collections.abc import MutableMapping
from typing import Any

from aiohttp import web

from domain.traces import trace_of

log = logging.getLogger(__name__)


class _Discreet(logging.LoggerAdapter[logging.Logger]):
    """Says that a request could not be read, or where one failed.

    aiohttp logs a traceback for both. That of a bad request quotes its bytes, and so a secret or
    what people wrote; and whoever looks for open ports could fill the log.
    """

    def process(
        self, msg: object, kwargs: MutableMapping[str, Any]
    ) -> tuple[object, MutableMapping[str, Any]]:
        """Leave out the traceback, at every level."""
        return msg, {**kwargs, "exc_info": None}

    def exception(self, msg: object, *args: object, exc_info: Any = None, **_: Any) -> None:  # noqa: ANN401  as the standard library's own
        """Log an error by its class and the places in this program, if it has any.

        One without came about in reading the request or in writing to whoever has gone.
        """
        del msg, args
        error = exc_info if isinstance(exc_info, BaseException) else None
        said = trace_of(error) if error else "no answer"
        if isinstance(error, web.RequestPayloadError) or (error and " at " not in said):
            self.debug("a request could not be read: %s", said)
        else:
            self.error("a request failed: %s", said)


async def refuse_to_wait(_: web.Request) -> None:
    """Refuse a request that waits to be asked for its body; neither Telegram nor proxies do.

    aiohttp would quote the header in its answer, and fail where that is no text.
    """
    raise web.HTTPExpectationFailed


def runner_for(app: web.Application, **options: Any) -> web.AppRunner:  # noqa: ANN401  as aiohttp's own
    """Return what serves an application; ``options`` are those of aiohttp's AppRunner.

    Whatever no route of it takes is not found.
    """
    app.router.add_route("*", "/{path:.*}", _nowhere, expect_handler=refuse_to_wait)
    return web.AppRunner(app, access_log=None, logger=_Discreet(log), **options)


async def _nowhere(_: web.Request) -> web.StreamResponse:
    raise web.HTTPNotFound
