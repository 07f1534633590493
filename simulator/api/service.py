"""The Bot API as a service: from an HTTP request to an answer."""

import re
from collections import deque
from dataclasses import dataclass, field

from aiohttp import web

import simulator.methods.answers
import simulator.methods.chats
import simulator.methods.editing
import simulator.methods.identity
import simulator.methods.media
import simulator.methods.members
import simulator.methods.sending
import simulator.methods.topics  # noqa: F401 - these imports fill the table of methods
from simulator.api.answers import (
    BEFORE,
    Answer,
    cut,
    encoded,
    failure,
    proxy_page,
    spoiled,
    success,
)
from simulator.api.faults import Fault, Faults
from simulator.api.limits import Meter
from simulator.api.receiving import Receiver
from simulator.api.requests import RawCall, read_call
from simulator.description import METHODS, missing_parameter, read_parameters
from simulator.errors import ApiError, bad_request, flood
from simulator.methods.registry import HANDLERS, Call, Options
from simulator.shapes import Json
from simulator.world.bots import Bot
from simulator.world.world import World

_TOKEN = re.compile(r"[1-9]\d{0,19}:[\w-]{1,80}", re.ASCII)
_COUNTED = re.compile(r"send(?!chataction)|copymessage|forwardmessage")
_EDITS = re.compile(r"editmessage")
REMEMBERED_CALLS = 20_000


@dataclass(slots=True)
class BotApi:
    """Everything between the wire and the world, for all bots."""

    world: World
    options: Options
    meter: Meter
    faults: Faults = field(default_factory=Faults)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=REMEMBERED_CALLS))
    receivers: dict[int, Receiver] = field(default_factory=dict)

    def receiver(self, bot: Bot) -> Receiver:
        """Tell how a bot gets its updates."""
        if bot.id not in self.receivers:
            self.receivers[bot.id] = Receiver(self.world, bot)
        return self.receivers[bot.id]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer `/bot<token>/<method>`."""
        with self.world.activity.working():
            try:
                bot = self.bot(request.match_info["token"])
                name = known_method(request.match_info["method"])
                raw = await read_call(request)
            except ApiError as error:
                return failure(error).response()
            fault = self.faults.take(name, _chat_id(raw.values))
            if fault is not None and fault.kind in BEFORE:
                return self._before(request, fault, (bot, name, raw))
            answer = await self.answer(bot, name, raw)
            if fault is not None:
                return await spoiled(request, fault, answer, self.world)
            return answer.response()

    async def download(self, request: web.Request) -> web.Response:
        """Answer `/file/bot<token>/<path>`."""
        try:
            bot = self.bot(request.match_info["token"])
        except ApiError as error:
            return failure(error).response()
        file = self.world.files.download(
            bot.id, request.match_info["path"], self.world.clock.now()
        )
        if file is None:
            return failure(ApiError(404, "Not Found")).response()
        return web.Response(body=file.data, content_type="application/octet-stream")

    def bot(self, token: str) -> Bot:
        """Find the bot of a token; malformed and unknown ones are refused."""
        if not _TOKEN.fullmatch(token):
            raise ApiError(401, "Unauthorized: invalid token specified")
        bot = self.world.tokens.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized")
        return bot

    async def answer(self, bot: Bot, name: str, raw: RawCall) -> Answer:
        """Do one call and keep it in the log; `name` is in lower case."""
        try:
            answer = await self._done(bot, name, raw)
        except ApiError as error:
            answer = failure(error)
        self._log(bot, name, raw, answer)
        return answer

    async def _done(self, bot: Bot, name: str, raw: RawCall) -> Answer:
        fields = read_parameters(name, raw.values, strict=self.options.strict)
        if missing := missing_parameter(name, fields.keys() | raw.uploads.keys()):
            raise bad_request(f'parameter "{missing}" is required')
        if name == "getupdates":
            return success(await self.receiver(bot).get_updates(fields))
        if name in {"setwebhook", "deletewebhook"}:
            return success(b"true", self.receiver(bot).set_webhook(_webhook_fields(name, fields)))
        if name == "getwebhookinfo":
            return success(encoded(self.receiver(bot).webhook.shape(bot)))
        handler = HANDLERS.get(name)
        if handler is None:
            shown = METHODS[name].__api_method__
            raise ApiError(
                501, f"Not Implemented: the simulator knows {shown} but does not do it yet"
            )
        self._spend(bot, name, fields)
        return success(encoded(handler(Call(self.world, bot, self.options, fields, raw.uploads))))

    def _spend(self, bot: Bot, name: str, fields: Json) -> None:
        chat_id = fields.get("chat_id")
        if not isinstance(chat_id, int):
            return
        if _COUNTED.match(name) or (_EDITS.match(name) and chat_id < 0):
            count = len(fields.get("media", ())) if name == "sendmediagroup" else 1
            now = self.world.clock.now().timestamp()
            self.meter.spend(bot.id, chat_id, now, count=max(count, 1))

    def _before(
        self, request: web.Request, fault: Fault, call: tuple[Bot, str, RawCall]
    ) -> web.Response:
        if fault.kind == "html_5xx":
            return proxy_page(fault.status)
        if fault.kind in {"drop", "reset"}:
            return cut(request, reset=fault.kind == "reset")
        refused = (
            flood(fault.retry_after)
            if fault.kind == "flood"
            else ApiError(fault.code, fault.description)
        )
        answer = failure(refused)
        self._log(*call, answer)
        return answer.response()

    def _log(self, bot: Bot, name: str, raw: RawCall, answer: Answer) -> None:
        if name == "getupdates":
            return
        entry: Json = {
            "method": METHODS[name].__api_method__,
            "bot_id": bot.id,
            "parameters": raw.values,
        }
        entry |= {"files": sorted(raw.uploads), "status": answer.status, "answer": answer.body}
        entry["at"] = self.world.clock.now()
        self.calls.append(entry)


def known_method(name: str) -> str:
    """Find a method of the API, in any case of letters; gives it in lower case."""
    if name.lower() not in METHODS:
        raise ApiError(404, "Not Found: method not found")
    return name.lower()


def not_found(_request: web.Request) -> web.Response:
    """Answer every path that is no path of the API."""
    return failure(ApiError(404, "Not Found")).response()


def _webhook_fields(name: str, fields: Json) -> Json:
    if name == "deletewebhook":
        return {"drop_pending_updates": fields.get("drop_pending_updates")}
    return fields


def _chat_id(values: Json) -> int | None:
    text = str(values.get("chat_id", ""))
    return int(text) if text.lstrip("-").isdecimal() else None
