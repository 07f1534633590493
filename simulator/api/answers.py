"""Answers: the envelope, and the ways in which an answer can be spoiled on request."""

import json
from dataclasses import dataclass

from aiohttp import web

from simulator.api.faults import Fault
from simulator.errors import ApiError
from simulator.shapes import Json
from simulator.world.world import World

HTML_PAGE = "<html>\r\n<body><h1>{0} Bad Gateway</h1></body>\r\n</html>\r\n"
BEFORE = frozenset({"refuse", "flood", "html_5xx", "drop", "reset"})


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the bot."""

    status: int
    body: bytes
    retry_after: int | None = None

    def response(self) -> web.Response:
        """Make the HTTP response."""
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return web.Response(
            status=self.status, body=self.body, content_type="application/json", headers=headers
        )


def success(result: bytes, description: str = "") -> Answer:
    """Wrap an encoded result."""
    told = b',"description":' + json.dumps(description).encode() if description else b""
    return Answer(200, b'{"ok":true,"result":' + result + told + b"}")


def failure(error: ApiError) -> Answer:
    """Wrap a refusal."""
    shown: Json = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        shown["parameters"] = error.parameters
    return Answer(error.code, encoded(shown), (error.parameters or {}).get("retry_after"))


def encoded(value: object) -> bytes:
    """Write JSON; bytes that are not UTF-8 go out raw, as from the real server."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogateescape"
    )


def proxy_page(status: int) -> web.Response:
    """Make the HTML page of the proxy in front of the server."""
    return web.Response(status=status, text=HTML_PAGE.format(status), content_type="text/html")


async def spoiled(
    request: web.Request, fault: Fault, answer: Answer, world: World
) -> web.StreamResponse:
    """Deliver an answer to a call that was done, badly."""
    if fault.kind == "delay":
        with world.activity.idling():
            await world.clock.sleep(fault.seconds)
    elif fault.kind == "bad_charset":
        return web.Response(
            status=answer.status,
            body=b'{"ok":true,"result":"\xff\xfe"}',
            content_type="application/json",
        )
    elif fault.kind == "truncate":
        return await _truncated(request, answer)
    elif fault.kind == "lose_answer":
        return cut(request, reset=False)
    return answer.response()


def cut(request: web.Request, *, reset: bool) -> web.Response:
    """Close the connection without an answer, politely or by a reset."""
    transport = request.transport
    if transport is not None:
        if reset:
            transport.abort()
        else:
            transport.close()
    return web.Response()


async def _truncated(request: web.Request, answer: Answer) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={"Content-Type": "application/json", "Content-Length": str(len(answer.body))}
    )
    await response.prepare(request)
    await response.write(answer.body[: len(answer.body) // 2])
    cut(request, reset=False)
    return response
