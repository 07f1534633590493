"""The people's routes: chats and messages."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from simulator.errors import WorldError
from simulator.people import acting, groups, launches, screens
from simulator.people.requests import Act, Asked, answering
from simulator.shapes import Json
from simulator.world.messages import Message
from simulator.world.users import User
from simulator.world.world import World

PRESS_WAIT = 10.0
NO_PRESS: Json = {"id": "", "answered": True, "text": "", "alert": False}
FIRST_USER = 1001
KINDS = frozenset({"photo", "document", "voice", "video", "audio", "animation", "video_note"})
_USER_FIELDS = ("first_name", "last_name", "username", "language_code", "is_premium")


def people_routes(world: World) -> list[web.RouteDef]:
    """Make the routes that act on chats and show screens."""
    routes = [web.get(path, answering(world, act)) for path, act in _SHOWN.items()]
    routes += [web.post(path, answering(world, act)) for path, act in _DONE.items()]
    return [*routes, web.get("/people/files/{id}", _file(world))]


async def _world(ask: Asked) -> Json:
    return screens.world_view(ask.world)


async def _screen(ask: Asked) -> Json:
    place = ask.place()
    return screens.screen_view(ask.world, place.user, place.chat)


async def _chats(ask: Asked) -> list[Json]:
    return screens.chat_list(ask.world, ask.user())


async def _changes(ask: Asked) -> Json:
    after = ask.number("after")
    await ask.world.journal.wait(after, ask.seconds("wait"))
    return {**screens.stamp(ask.world), "screens": ask.world.journal.changed(after)}


async def _say(ask: Asked) -> Json:
    place = ask.place()
    said = acting.say(ask.world, place, ask.text("text"), ask.fields.get("entities"))
    return screens.seen(place.chat, said, place.user.id)


async def _tap(ask: Asked) -> Json:
    place = ask.place()
    keyboard = place.chat.reply_keyboards.get(place.user.id)
    labels = [_label(button) for row in (keyboard or {}).get("keyboard", []) for button in row]
    if ask.text("text") not in labels:
        raise WorldError(f"the keyboard shows no button {ask.text('text')!r}; it shows {labels}")
    if keyboard and keyboard.get("one_time_keyboard"):
        del place.chat.reply_keyboards[place.user.id]
    return screens.seen(place.chat, acting.say(ask.world, place, ask.text("text")), place.user.id)


async def _send(ask: Asked) -> list[Json]:
    place, kind = ask.place(), ask.text("kind") or "photo"
    if kind not in KINDS or not ask.uploads:
        sentence = (
            f"kind must be one of {sorted(KINDS)}"
            if ask.uploads
            else "at least one file is needed"
        )
        raise WorldError(sentence)
    sent = acting.send(ask.world, place, acting.Files(kind, ask.uploads, ask.text("caption")))
    return [screens.seen(place.chat, message, place.user.id) for message in sent]


async def _press(ask: Asked) -> Json:
    place = ask.place()
    message = ask.message(place.chat)
    if "data" in ask.fields:
        data = ask.text("data")
    else:
        button = _button(message, ask.text("button"))
        if "callback_data" not in button:
            return {**NO_PRESS, **_opened(ask, message, button)}
        data = button["callback_data"]
    made = acting.press(ask.world, place, message, data)
    for _ in range(1, int(ask.fields.get("times") or 1)):
        acting.announce_press(ask.world, made)
    wait = ask.seconds("wait", PRESS_WAIT if "wait" not in ask.fields else 0)
    if not made.answered and wait > 0:
        await made.settled.heard(wait)
    return made.shape()


def _opened(ask: Asked, message: Message, button: Json) -> Json:
    sender = message.sender.id if message.sender is not None else 0
    return launches.opened(button, ask.world.bots[sender], ask.user(), ask.world.clock.unix())


async def _pressed(ask: Asked) -> Json:
    made = ask.world.presses.get(ask.text("id"))
    if made is None:
        raise WorldError(f"there is no press {ask.text('id')}", 404)
    return made.shape()


async def _edit(ask: Asked) -> Json:
    place = ask.place()
    edited = acting.edit(ask.world, place, ask.number("message_id"), ask.text("text"))
    return screens.seen(place.chat, edited, place.user.id)


async def _delete(ask: Asked) -> Json:
    acting.delete(ask.world, ask.place(), ask.number("message_id"))
    return screens.stamp(ask.world)


async def _open(ask: Asked) -> Json:
    user, bot_id = ask.user(), ask.bot_id()
    said = acting.open_bot(ask.world, user, bot_id, ask.text("payload"))
    return screens.seen(ask.world.private(bot_id, user.id), said, user.id)


async def _block(ask: Asked) -> Json:
    acting.set_blocked(ask.world, ask.user(), ask.bot_id(), blocked=True)
    return screens.stamp(ask.world)


async def _unblock(ask: Asked) -> Json:
    acting.set_blocked(ask.world, ask.user(), ask.bot_id(), blocked=False)
    return screens.stamp(ask.world)


async def _join(ask: Asked) -> Json:
    groups.join(ask.world, ask.group(), ask.user())
    return screens.stamp(ask.world)


async def _leave(ask: Asked) -> Json:
    groups.leave(ask.world, ask.group(), ask.user())
    return screens.stamp(ask.world)


async def _promote(ask: Asked) -> Json:
    groups.promote(ask.world, ask.group(), {**ask.fields, "user_id": ask.number("user_id")})
    return screens.stamp(ask.world)


async def _react(ask: Asked) -> Json:
    place = ask.place()
    acting.react(ask.world, place, ask.message(place.chat), ask.text("emoji"))
    return screens.stamp(ask.world)


async def _new_user(ask: Asked) -> Json:
    known = {name: ask.fields[name] for name in _USER_FIELDS if name in ask.fields}
    user_id = ask.number("id") if "id" in ask.fields else _free_user_id(ask.world)
    if not known.get("first_name"):
        raise WorldError("the field first_name is missing")
    return ask.world.add_user(User(user_id, **known)).shape()


async def _new_chat(ask: Asked) -> Json:
    chat = groups.make_group(ask.world, ask.fields)
    return {"id": chat.id, "type": chat.type, "title": chat.title}


async def _new_topic(ask: Asked) -> Json:
    return groups.open_topic(ask.world, ask.group(), ask.user(), ask.text("name")).shape()


async def _migrate(ask: Asked) -> Json:
    chat = groups.migrate(ask.world, ask.group())
    return {"id": chat.id, "type": chat.type, "title": chat.title}


def _label(button: Json | str) -> str:
    return button if isinstance(button, str) else str(button["text"])


def _button(message: Message, label: str) -> Json:
    buttons = [button for row in message.inline_keyboard for button in row]
    found = next((button for button in buttons if button["text"] == label), None)
    if found is None:
        labels = [button["text"] for button in buttons]
        raise WorldError(f"message {message.id} has no button {label!r}; it has {labels}")
    return found


def _free_user_id(world: World) -> int:
    number = FIRST_USER
    while number in world.users:
        number += 1
    return number


def _file(world: World) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        file = world.files.by_unique_id(request.match_info["id"])
        if file is None:
            return web.json_response({"error": "there is no such file"}, status=404)
        return web.Response(body=file.data, content_type=file.content_type)

    return handler


_SHOWN: dict[str, Act] = {
    "/people/world": _world,
    "/people/screen": _screen,
    "/people/chats": _chats,
    "/people/changes": _changes,
    "/people/press": _pressed,
}
_DONE: dict[str, Act] = {
    "/people/say": _say,
    "/people/tap": _tap,
    "/people/send": _send,
    "/people/press": _press,
    "/people/edit": _edit,
    "/people/delete": _delete,
    "/people/open": _open,
    "/people/block": _block,
    "/people/unblock": _unblock,
    "/people/join": _join,
    "/people/leave": _leave,
    "/people/promote": _promote,
    "/people/react": _react,
    "/people/users": _new_user,
    "/people/chats": _new_chat,
    "/people/topics": _new_topic,
    "/people/migrate": _migrate,
}
