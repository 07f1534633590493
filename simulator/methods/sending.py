"""Sending text, actions, contacts and places; forwarding and copying."""

import copy

from simulator.errors import bad_request
from simulator.methods.posting import caption_fields, caption_source, named, post, shown
from simulator.methods.registry import Call, Result, method
from simulator.methods.targets import known_chat, readable_chat, target, writable_chat
from simulator.shapes import Json
from simulator.text.formatted import MAX_TEXT, Parsed, finished, parsed
from simulator.world.chats import Chat
from simulator.world.messages import Message
from simulator.world.shaping import chat_shape

ACTION_SECONDS = 5
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def text_source(call: Call) -> Parsed:
    """Parse the text of a call, before the chat is looked at."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    return parsed(call.text("text"), call.fields.get("parse_mode"), call.fields.get("entities"))


def text_fields(call: Call, source: Parsed) -> Json:
    """Finish a parsed text into the message's fields."""
    text, entities = finished(source, MAX_TEXT)
    if not text:
        raise bad_request("text must be non-empty")
    fields: Json = {"text": text}
    if entities:
        fields["entities"] = named(call, entities)
    if options := call.fields.get("link_preview_options"):
        fields["link_preview_options"] = options
    return fields


@method("sendMessage")
def send_message(call: Call) -> Result:
    """Send a text."""
    source = text_source(call)
    place = target(call)
    return shown(call, place.chat, post(call, place, text_fields(call, source)))


@method("sendContact")
def send_contact(call: Call) -> Result:
    """Send a telephone contact."""
    names = ("phone_number", "first_name", "last_name", "vcard")
    content = {name: call.text(name) for name in names if call.text(name)}
    place = target(call)
    return shown(call, place.chat, post(call, place, {"contact": content}))


@method("sendLocation")
def send_location(call: Call) -> Result:
    """Send a point on the map."""
    content = {
        name: call.fields[name] for name in ("latitude", "longitude") if name in call.fields
    }
    place = target(call)
    return shown(call, place.chat, post(call, place, {"location": content}))


@method("sendChatAction")
def send_chat_action(call: Call) -> Result:
    """Show for five seconds that the bot is typing."""
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(call)
    chat.actions[call.bot.id] = (call.text("action"), call.world.clock.unix() + ACTION_SECONDS)
    call.world.touch(chat)
    return True


@method("forwardMessage")
def forward_message(call: Call) -> Result:
    """Send a message again, with a link to where it came from."""
    source_chat, original = _original(call, "forward")
    place = target(call)
    return shown(call, place.chat, _forward(call, (source_chat, original)))


@method("forwardMessages")
def forward_messages(call: Call) -> Result:
    """Send several messages again; missing ones are skipped."""
    target(call)
    found = _originals(call)
    return [{"message_id": _forward(call, source).id} for source in found]


@method("copyMessage")
def copy_message(call: Call) -> Result:
    """Send a message's content again without a link to its origin."""
    source = _original(call, "copy")
    return {"message_id": _copy(call, source).id}


@method("copyMessages")
def copy_messages(call: Call) -> Result:
    """Copy several messages; missing ones are skipped."""
    target(call)
    return [{"message_id": _copy(call, source).id} for source in _originals(call)]


def _original(call: Call, verb: str) -> tuple[Chat, Message]:
    chat = readable_chat(call, "from_chat_id")
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted or message.service:
        raise bad_request(f"message to {verb} not found")
    if message.protected:
        raise bad_request("the message can't be forwarded")
    return chat, message


def _originals(call: Call) -> list[tuple[Chat, Message]]:
    chat = known_chat(call, "from_chat_id")
    wanted = call.fields.get("message_ids", [])
    found = [chat.messages.get(number) for number in wanted]
    return [(chat, message) for message in found if message is not None and not message.deleted]


def _forward(call: Call, source: tuple[Chat, Message]) -> Message:
    place = target(call)
    message = post(call, place, copy.deepcopy(source[1].content))
    message.origin = source[1].origin or _origin(call, *source)
    return message


def _copy(call: Call, source: tuple[Chat, Message]) -> Message:
    caption = caption_source(call)
    place = target(call)
    content = copy.deepcopy(source[1].content)
    if "caption" in call.fields and source[1].media_kind:
        for name in ("caption", "caption_entities"):
            content.pop(name, None)
        content |= caption_fields(call, caption)
    return post(call, place, content)


def _origin(call: Call, chat: Chat, message: Message) -> Json:
    if message.sender_chat is not None:
        kind = "channel" if chat.type == "channel" else "chat"
        where = {"chat": chat_shape(chat, call.bot.id), "message_id": message.id}
        place = where if kind == "channel" else {"sender_chat": message.sender_chat}
        return {"type": kind, "date": message.date, **place}
    sender = message.sender or call.bot.user
    return {"type": "user", "date": message.date, "sender_user": sender.shape()}
