"""Reading what the people's side is asked: fields, persons, chats, messages, files."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from simulator.errors import ApiError, WorldError
from simulator.people.acting import Place
from simulator.shapes import Json
from simulator.world.chats import Chat
from simulator.world.files import Upload
from simulator.world.messages import Message
from simulator.world.users import User
from simulator.world.world import World

MAX_WAIT = 60.0


@dataclass(slots=True)
class Asked:
    """One request of a person: its fields and files."""

    world: World
    fields: Json
    uploads: list[Upload]

    def number(self, name: str) -> int:
        """Tell an integer field; one clear sentence when it is missing or wrong."""
        try:
            return int(self.fields[name])
        except KeyError as error:
            raise WorldError(f"the field {name} is missing") from error
        except (TypeError, ValueError) as error:
            raise WorldError(f"the field {name} must be an integer") from error

    def text(self, name: str) -> str:
        """Tell a text field, empty when absent."""
        return str(self.fields.get(name) or "")

    def seconds(self, name: str, default: float = 0) -> float:
        """Tell a number of real seconds to wait, at most a minute."""
        return min(float(self.fields.get(name) or default), MAX_WAIT)

    def user(self) -> User:
        """Find the person who acts."""
        return self.user_of("user_id")

    def user_of(self, name: str) -> User:
        """Find a user whom a field names."""
        user = self.world.users.get(self.number(name))
        if user is None:
            raise WorldError(f"there is no user {self.fields[name]}", 404)
        return user

    def bot_id(self) -> int:
        """Find the bot that is meant; the only one needs no name."""
        if "bot_id" not in self.fields and len(self.world.bots) == 1:
            return next(iter(self.world.bots))
        if self.number("bot_id") not in self.world.bots:
            raise WorldError(f"there is no bot {self.fields['bot_id']}", 404)
        return self.number("bot_id")

    def group(self) -> Chat:
        """Find a group."""
        chat = self.world.chats.get(self.number("chat_id"))
        if chat is None:
            raise WorldError(f"there is no group {self.fields['chat_id']}", 404)
        return chat

    def place(self) -> Place:
        """Find the person in the chat, what they reply to, and the topic."""
        user = self.user()
        chat = self.world.chat_of(user.id, self.number("chat_id"))
        reply_to = self.message(chat, "reply_to") if self.fields.get("reply_to") else None
        thread_id = self.number("thread_id") if self.fields.get("thread_id") else None
        return Place(user, chat, reply_to, thread_id)

    def message(self, chat: Chat, name: str = "message_id") -> Message:
        """Find a message of a chat, a deleted one too: an old screen may still show it."""
        message = chat.messages.get(self.number(name))
        if message is None:
            raise WorldError(f"there is no message {self.fields[name]} in this chat", 404)
        return message


Act = Callable[[Asked], Awaitable[Json | list[Json]]]


async def asked(world: World, request: web.Request) -> Asked:
    """Read a request: query, JSON or multipart."""
    fields: Json = dict(request.query)
    uploads: list[Upload] = []
    if request.content_type == "multipart/form-data":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                uploads.append(Upload(value.filename, value.content_type, value.file.read()))
            else:
                fields[name] = value
    elif request.can_read_body:
        fields |= _json(await request.read())
    return Asked(world, fields, uploads)


def answering(world: World, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Make an HTTP handler of an act: its result as JSON, a refusal as one sentence."""

    async def handler(request: web.Request) -> web.Response:
        try:
            result = await act(await asked(world, request))
        except WorldError as error:
            return web.json_response({"error": str(error)}, status=error.status)
        except ApiError as error:
            return web.json_response({"error": error.description}, status=400)
        return web.json_response(result, dumps=_dumps)

    return handler


def _json(body: bytes) -> Json:
    try:
        parsed = json.loads(body)
    except ValueError as error:
        raise WorldError("the body must be a JSON object") from error
    if not isinstance(parsed, dict):
        raise WorldError("the body must be a JSON object")
    return parsed


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_written)


def _written(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
