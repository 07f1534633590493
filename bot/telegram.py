"""The one way to call Telegram.

aiogram's own session is not used: it decodes a whole batch of updates as one object, and names the
token in download errors (docs/adr/0006). Here every answer is plain JSON, and every failure is one
of two exceptions that never hold the token.
"""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Self

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    FormData,
    TCPConnector,
)
from aiohttp_socks import ProxyConnector, ProxyError

from bot.splitting import updates_in
from bot.tallies import Tally
from models.crashes import crash_point

Params = Mapping[str, Any]
Files = Mapping[str, tuple[str, bytes]]
CALL_SECONDS = 30
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The kinds of updates that the desk asks for (Bot API, getUpdates)."""

_RETRYABLE = 500
_CODES = range(400, _RETRYABLE)
_NOT_CONNECTED = (ClientConnectorError, ProxyError, EOFError)  # a proxy may just hang up


class TelegramError(Exception):
    """Telegram's refusal: ``code``, its words, and the part meant for programs."""

    def __init__(self, method: str, code: int, description: str, parameters: Params) -> None:
        super().__init__(f"{method}: {code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters


class TelegramUnreachable(Exception):
    """No usable answer came.

    Whether the work was done is not known, unless ``connected`` is False: then it was not.
    """

    def __init__(self, method: str, reason: str, *, connected: bool = True) -> None:
        super().__init__(f"{method}: {reason}")
        self.connected = connected


class Telegram:
    """A bot's line to Telegram; open it with ``async with``.

    ``tally`` counts calls by method and result. ``heard_at`` is when a question for updates was
    last answered, in seconds of the event loop, ``date`` the ``Date`` of Telegram's last answer.
    ``told`` is called when a call has ended: with its method, its chat, and the error or None.
    """

    def __init__(self, base: str, token: str, proxy: str | None = None) -> None:
        self._url = f"{base.rstrip('/')}/bot{token}/"
        self._proxy = proxy
        self._session: ClientSession | None = None
        self.tally = Tally()
        self.heard_at = 0.0
        self.date: str | None = None
        self.told: Callable[[str, object, Exception | None], None] = lambda *_: None

    async def __aenter__(self) -> Self:
        connector = ProxyConnector.from_url(self._proxy) if self._proxy else TCPConnector()
        self.heard_at = asyncio.get_running_loop().time()
        self._session = ClientSession(
            connector=connector, timeout=ClientTimeout(total=CALL_SECONDS)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session is not None:
            await self._session.close()

    async def call(self, method: str, params: Params, files: Files | None = None) -> Any:  # noqa: ANN401  JSON
        """Return the result of a method.

        ``files`` maps a field to a file name and its bytes. Raises TelegramError for a refusal and
        TelegramUnreachable when there was no usable answer.
        """
        body = _form(params, files) if files else json.dumps(_given(params)).encode()
        with self._counted(method, params.get("chat_id")):
            return _result(method, await self._post(method, body, CALL_SECONDS))

    async def updates(self, params: Params, seconds: float) -> list[bytes]:
        """Return the next updates as the bytes that came, each to be decoded alone.

        One that cannot be decoded must not spoil its neighbours. Raises as ``call`` does.
        """
        body = json.dumps(_given(params)).encode()
        with self._counted("getUpdates", None):
            found = _updates(await self._post("getUpdates", body, seconds))
        self.heard_at = asyncio.get_running_loop().time()
        return found

    @contextmanager
    def _counted(self, method: str, chat_id: object) -> Iterator[None]:
        """Count a call by its result: ``ok``, the code of a refusal, ``unreachable``."""
        began, result = perf_counter(), "cancelled"
        try:
            yield
            result = "ok"
        except TelegramError as error:
            result = str(error.code) if error.code in _CODES else "other"
            self.told(method, chat_id, error)
            raise
        except TelegramUnreachable as error:
            result = "unreachable"
            self.told(method, chat_id, error)
            raise
        finally:
            self.tally.add(method, result, seconds=perf_counter() - began)
        self.told(method, chat_id, None)

    async def _post(
        self, method: str, body: FormData | bytes, seconds: float
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("open the line to Telegram with `async with` first")
        headers = {"Content-Type": "application/json"} if isinstance(body, bytes) else None
        timeout = ClientTimeout(total=seconds)
        crash_point("telegram.calling")
        request = self._session.post(
            self._url + method, data=body, headers=headers, timeout=timeout
        )
        try:
            async with request as response:
                self.date = response.headers.get("Date")
                body = await response.read()
                crash_point("telegram.answered")
                return response.status, body
        except TimeoutError:
            raise TelegramUnreachable(method, "no answer in time") from None
        except (ClientError, OSError, ProxyError, EOFError) as error:
            connected = not isinstance(error, _NOT_CONNECTED)
            raise TelegramUnreachable(method, type(error).__name__, connected=connected) from None


def _updates(answer: tuple[int, bytes]) -> list[bytes]:
    found = updates_in(answer[1])
    if found is None:
        _result("getUpdates", answer, "replace")
        raise TelegramUnreachable("getUpdates", f"HTTP {answer[0]} without a list of updates")
    return found


def _result(method: str, answer: tuple[int, bytes], errors: str = "strict") -> Any:  # noqa: ANN401  JSON
    status, body = answer
    try:
        envelope = json.loads(body.decode("utf-8", errors))
    except (ValueError, RecursionError):
        raise TelegramUnreachable(method, f"HTTP {status} without JSON") from None
    if not isinstance(envelope, dict) or "ok" not in envelope:
        raise TelegramUnreachable(method, f"HTTP {status} without an envelope")
    if envelope["ok"]:
        return envelope.get("result")
    raise _failure(method, status, envelope)


def _failure(
    method: str, status: int, envelope: dict[str, Any]
) -> TelegramError | TelegramUnreachable:
    """Return what a refusal means; a member of the wrong type is as good as none."""
    code = envelope.get("error_code")
    if not isinstance(code, int):
        code = status
    description = str(envelope.get("description", ""))
    if code >= _RETRYABLE:
        return TelegramUnreachable(method, f"{code} {description}")
    parameters = envelope.get("parameters")
    return TelegramError(
        method, code, description, parameters if isinstance(parameters, dict) else {}
    )


def _given(params: Params) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}


def _form(params: Params, files: Files) -> FormData:
    form = FormData()
    for name, value in _given(params).items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, (filename, content) in files.items():
        form.add_field(name, content, filename=filename)
    return form
