"""What a person does in a chat: say, send, edit, delete, press, react."""

import re
from dataclasses import dataclass, field

from simulator.errors import ApiError, WorldError
from simulator.shapes import Json
from simulator.text.entities import MAX_ENTITIES, with_found
from simulator.text.formatted import MAX_TEXT
from simulator.world.chats import Chat
from simulator.world.files import Upload
from simulator.world.hearing import announce, announce_member, announce_reaction
from simulator.world.messages import Message
from simulator.world.presses import Press
from simulator.world.shaping import chat_shape, message_shape
from simulator.world.users import ANONYMOUS_ADMIN, User
from simulator.world.world import World

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Place:
    """A person in a chat, and what they answer to there."""

    user: User
    chat: Chat
    reply_to: Message | None = None
    thread_id: int | None = None


@dataclass(frozen=True, slots=True)
class Files:
    """What a person sends at once: several files make an album."""

    kind: str
    uploads: list[Upload]
    caption: str = ""
    facts: Json = field(default_factory=dict)


def say(world: World, place: Place, text: str, entities: list[Json] | None = None) -> Message:
    """Say something; the bots that are entitled to it learn of it."""
    _check_may_speak(place)
    words = text.strip()
    if not 1 <= len(words) <= MAX_TEXT:
        raise WorldError(f"a message needs some text, at most {MAX_TEXT} characters")
    content: Json = {"text": words}
    if found := with_found(words, entities or [])[:MAX_ENTITIES]:
        content["entities"] = found
    return _put(world, place, content)


def send(world: World, place: Place, files: Files) -> list[Message]:
    """Send files; more than one share an album id and are announced one by one."""
    _check_may_speak(place)
    album_id = str(world.random.getrandbits(53)) if len(files.uploads) > 1 else ""
    try:
        kept = [world.files.keep(files.kind, upload, files.facts) for upload in files.uploads]
    except ApiError as error:
        raise WorldError(error.description) from error
    sent: list[Message] = []
    for number, file in enumerate(kept):
        content: Json = {files.kind: file}
        if number == 0 and files.caption:
            content["caption"] = files.caption
            if found := with_found(files.caption, []):
                content["caption_entities"] = found
        sent.append(_put(world, place, content, album_id=album_id))
    return sent


def edit(world: World, place: Place, message_id: int, text: str) -> Message:
    """Change one's own words; bots learn of it as an edited message."""
    message = _own(place, message_id)
    name = "text" if "text" in message.content else "caption"
    content = {
        key: value
        for key, value in message.content.items()
        if key not in {"entities", "caption_entities"}
    }
    content[name] = text.strip()
    if found := with_found(text.strip(), []):
        content["entities" if name == "text" else "caption_entities"] = found
    message.content, message.edit_date = content, world.clock.unix()
    world.touch(place.chat)
    announce(world, place.chat, message, edited=True)
    return message


def delete(world: World, place: Place, message_id: int) -> None:
    """Take a message away from everybody's screen; bots are not told."""
    _own(place, message_id).deleted = True
    world.touch(place.chat)


def press(world: World, place: Place, message: Message, data: str) -> Press:
    """Press a callback button: its bot gets a callback query, even for old or forged data."""
    bot = world.bots.get(message.sender.id) if message.sender is not None else None
    if bot is None:
        raise WorldError("only a bot's message has buttons to press")
    number = str(world.random.getrandbits(62))
    made = Press(number, bot.id, place.user, place.chat, message, data, world.clock.unix())
    world.presses[number] = made
    announce_press(world, made)
    return made


def announce_press(world: World, made: Press) -> None:
    """Queue a press for its bot; a client that reconnects does so again, with a new update id."""
    chat, message, bot = made.chat, made.message, world.bots[made.bot_id]
    instance = str(chat.id * 2654435761 % 2**63)
    query: Json = {
        "id": made.id,
        "from": made.user.shape(),
        "chat_instance": instance,
        "data": made.data,
    }
    if message.deleted:
        query["message"] = {"chat": chat_shape(chat, bot.id), "message_id": message.id, "date": 0}
    else:
        query["message"] = message_shape(chat, message, bot.id)
    bot.queue.add("callback_query", query, ("press", made.user.id))
    world.activity.note()


def open_bot(world: World, user: User, bot_id: int, payload: str = "") -> Message:
    """Open a bot by its link and press Start."""
    if payload and not _PAYLOAD.fullmatch(payload):
        raise WorldError("a deep link's payload is 1 to 64 of A-Z, a-z, 0-9, _ and -")
    chat = world.private(bot_id, user.id)
    if chat.blocked:
        set_blocked(world, user, bot_id, blocked=False)
    return say(world, Place(user, chat), f"/start {payload}".strip())


def set_blocked(world: World, user: User, bot_id: int, *, blocked: bool) -> None:
    """Block a bot or let it speak again; it learns of it as a change of its own membership."""
    chat = world.private(bot_id, user.id)
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    account = world.bots[bot_id].user.shape()
    member: Json = {"user": account, "status": "member"}
    kicked: Json = {"user": account, "status": "kicked", "until_date": 0}
    announce_member(world, chat, user, (member, kicked) if blocked else (kicked, member))
    world.touch(chat)


def react(world: World, place: Place, message: Message, emoji: str) -> None:
    """Put one reaction on a message, or take it away with an empty emoji."""
    old = message.reactions.get(place.user.id, [])
    new: list[Json] = [{"type": "emoji", "emoji": emoji}] if emoji else []
    message.reactions[place.user.id] = new
    change: Json = {"user": place.user.shape(), "date": world.clock.unix()}
    announce_reaction(
        world, place.chat, message, {**change, "old_reaction": old, "new_reaction": new}
    )
    world.touch(place.chat)


def _put(world: World, place: Place, content: Json, album_id: str = "") -> Message:
    message = Message(
        0,
        0,
        place.user,
        content,
        reply_to=place.reply_to,
        thread_id=_thread(place),
        album_id=album_id,
    )
    member = place.chat.members.get(place.user.id)
    if member is not None and member.is_anonymous:
        message.sender = ANONYMOUS_ADMIN
        message.sender_chat = chat_shape(place.chat, 0)
    if place.chat.type == "channel":
        message.sender, message.sender_chat = None, chat_shape(place.chat, 0)
    if place.chat.is_private:
        place.chat.started = True
    world.keep(place.chat, message)
    announce(world, place.chat, message)
    return message


def _thread(place: Place) -> int | None:
    if place.thread_id is not None:
        return place.thread_id
    target = place.reply_to
    if target is None or place.chat.type != "supergroup":
        return None
    return target.thread_id if target.thread_id is not None else target.id


def _check_may_speak(place: Place) -> None:
    if place.chat.is_private:
        if place.chat.blocked:
            raise WorldError("the bot is blocked: unblock it before you write to it")
        return
    if place.chat.migrated_to is not None:
        raise WorldError(f"this group became the supergroup {place.chat.migrated_to}: write there")
    if not place.chat.may(place.user.id, "can_send_messages"):
        raise WorldError(
            f"{place.user.first_name} may not write in {place.chat.title}: not in it, or muted"
        )


def _own(place: Place, message_id: int) -> Message:
    message = place.chat.messages.get(message_id)
    if message is None or message.deleted or not message.is_from(place.user.id):
        raise WorldError(
            f"message {message_id} is not one of {place.user.first_name}'s own in this chat", 404
        )
    return message
