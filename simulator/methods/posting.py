"""Putting a bot's message into a chat."""

from simulator.methods.registry import Call
from simulator.methods.targets import Target
from simulator.shapes import Json
from simulator.text.formatted import MAX_CAPTION, Parsed, finished, parsed
from simulator.world.chats import Chat
from simulator.world.messages import Message
from simulator.world.shaping import message_shape


def post(call: Call, place: Target, content: Json, *, album_id: str = "") -> Message:
    """Keep a new message of the bot and show its reply keyboard to those it is for."""
    message = Message(
        0,
        0,
        call.bot.user,
        content,
        markup=place.markup,
        reply_to=place.reply_to,
        thread_id=place.thread_id,
        album_id=album_id,
        protected=call.flag("protect_content"),
    )
    if place.chat.type == "channel":
        message.sender, message.sender_chat = (
            None,
            {"id": place.chat.id, "type": "channel", "title": place.chat.title},
        )
    call.world.keep(place.chat, message)
    _show_keyboard(place.chat, message)
    return message


def shown(call: Call, chat: Chat, message: Message) -> Json:
    """Show a message to the calling bot."""
    return message_shape(chat, message, call.bot.id)


def caption_source(call: Call) -> Parsed:
    """Parse the caption of a call, before the chat is looked at."""
    return parsed(
        call.text("caption"), call.fields.get("parse_mode"), call.fields.get("caption_entities")
    )


def caption_fields(call: Call, source: Parsed) -> Json:
    """Finish a parsed caption into the message's fields."""
    text, entities = finished(source, MAX_CAPTION)
    shown_fields: Json = {}
    if text:
        shown_fields["caption"] = text
    if entities:
        shown_fields["caption_entities"] = named(call, entities)
    if text and call.flag("show_caption_above_media"):
        shown_fields["show_caption_above_media"] = True
    return shown_fields


def named(call: Call, entities: list[Json]) -> list[Json]:
    """Replace the user ids of mentions by the users; a mention of a stranger is no entity."""
    result: list[Json] = []
    for entity in entities:
        user_id = entity.get("user_id") or (entity.get("user") or {}).get("id")
        if entity["type"] != "text_mention":
            result.append(entity)
        elif user_id in call.world.users:
            rest = {name: entity[name] for name in ("type", "offset", "length")}
            result.append({**rest, "user": call.world.users[user_id].shape()})
    return result


def _show_keyboard(chat: Chat, message: Message) -> None:
    markup = message.markup or {}
    if "keyboard" not in markup and "remove_keyboard" not in markup:
        return
    for user_id in _addressed(chat, message, selective=bool(markup.get("selective"))):
        if "keyboard" in markup:
            chat.reply_keyboards[user_id] = markup
        else:
            chat.reply_keyboards.pop(user_id, None)


def _addressed(chat: Chat, message: Message, *, selective: bool) -> list[int]:
    if not selective or chat.is_private:
        return chat.people()
    entities = message.content.get("entities", [])
    mentioned = {entity["user"]["id"] for entity in entities if "user" in entity}
    if message.reply_to is not None and message.reply_to.sender is not None:
        mentioned.add(message.reply_to.sender.id)
    return [user_id for user_id in chat.people() if user_id in mentioned]
