"""Editing and deleting messages (A2)."""

from simulator.errors import bad_request
from simulator.keyboards import checked_markup
from simulator.methods.media import media_field
from simulator.methods.posting import caption_fields, caption_source, shown
from simulator.methods.registry import Call, Result, method
from simulator.methods.sending import text_fields, text_source
from simulator.methods.targets import message_of, readable_chat
from simulator.shapes import Json
from simulator.text.formatted import parsed
from simulator.world.chats import Chat
from simulator.world.messages import MEDIA_KINDS, Message

_CAPTION = ("caption", "caption_entities", "show_caption_above_media")
_TEXT = ("text", "entities", "link_preview_options")
_EDITABLE_MEDIA = frozenset({"photo", "document", "video", "audio", "animation"})
MAX_DELETIONS = 100


@method("editMessageText")
def edit_message_text(call: Call) -> Result:
    """Change the text and the inline keyboard of the bot's own text message."""
    source = text_source(call)
    chat, message, markup = _editable(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    fields = text_fields(call, source)
    kept = {name: value for name, value in message.content.items() if name not in _TEXT}
    return _apply(call, (chat, message), {**kept, **fields}, markup)


@method("editMessageCaption")
def edit_message_caption(call: Call) -> Result:
    """Change the caption of the bot's own message with a file."""
    source = caption_source(call)
    chat, message, markup = _editable(call)
    if not message.media_kind:
        raise bad_request("there is no caption in the message to edit")
    kept = {name: value for name, value in message.content.items() if name not in _CAPTION}
    return _apply(call, (chat, message), {**kept, **caption_fields(call, source)}, markup)


@method("editMessageReplyMarkup")
def edit_message_reply_markup(call: Call) -> Result:
    """Change only the inline keyboard."""
    chat, message, markup = _editable(call)
    return _apply(call, (chat, message), message.content, markup)


@method("editMessageMedia")
def edit_message_media(call: Call) -> Result:
    """Replace the file (and caption) of the bot's own message; a text becomes a file too."""
    media: Json = call.fields.get("media") or {}
    if media.get("type") not in _EDITABLE_MEDIA:
        raise bad_request(
            'parameter "media" is required' if not media else "type of the media is not supported"
        )
    source = parsed(
        media.get("caption") or "", media.get("parse_mode"), media.get("caption_entities")
    )
    chat, message, markup = _editable(call)
    file = media_field(call, media["type"], media["media"], media)
    dropped = {*_TEXT, *_CAPTION, *MEDIA_KINDS}
    kept = {name: value for name, value in message.content.items() if name not in dropped}
    return _apply(
        call,
        (chat, message),
        {**kept, media["type"]: file, **caption_fields(call, source)},
        markup,
    )


@method("deleteMessage")
def delete_message(call: Call) -> Result:
    """Delete one message: own ones, and others' with the right, none older than 48 hours."""
    chat = readable_chat(call)
    message = message_of(call, chat, "message to delete not found")
    _check_deletable(call, chat, message)
    _delete(call, chat, message)
    return True


@method("deleteMessages")
def delete_messages(call: Call) -> Result:
    """Delete up to a hundred messages; missing ones are skipped."""
    chat = readable_chat(call)
    wanted: list[int] = call.fields.get("message_ids", [])
    if not 1 <= len(wanted) <= MAX_DELETIONS:
        raise bad_request(
            "too many messages to delete" if wanted else "message identifiers are not specified"
        )
    found = [
        message
        for number in wanted
        if (message := chat.messages.get(number)) and not message.deleted
    ]
    for message in found:
        _check_deletable(call, chat, message)
    for message in found:
        _delete(call, chat, message)
    return True


def _editable(call: Call) -> tuple[Chat, Message, Json | None]:
    markup = call.fields.get("reply_markup")
    private = call.number("chat_id") > 0 if isinstance(call.fields.get("chat_id"), int) else True
    checked = checked_markup(markup, private=private, strict=call.options.strict)
    if call.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = readable_chat(call)
    message = message_of(call, chat, "message to edit not found")
    foreign = not message.is_from(call.bot.id) and chat.type != "channel"
    has_reply_keyboard = message.markup is not None and "inline_keyboard" not in message.markup
    if foreign or message.service or message.origin is not None or has_reply_keyboard:
        raise bad_request("message can't be edited")
    return chat, message, checked


def _apply(call: Call, where: tuple[Chat, Message], content: Json, markup: Json | None) -> Result:
    chat, message = where
    if content == message.content and (markup or {}) == (message.markup or {}):
        raise bad_request("MESSAGE_NOT_MODIFIED")
    if content != message.content:
        message.edit_date = call.world.clock.unix()
    message.content, message.markup = content, markup
    call.world.touch(chat)
    return shown(call, chat, message)


def _check_deletable(call: Call, chat: Chat, message: Message) -> None:
    own = message.is_from(call.bot.id)
    may = own or chat.is_private or chat.may(call.bot.id, "can_delete_messages")
    is_admin = not chat.is_private and chat.may(call.bot.id, "can_delete_messages")
    old = call.world.clock.unix() - message.date > call.options.deletable_for
    if not may or (old and not (is_admin and chat.type == "supergroup")):
        raise bad_request(
            "message can't be deleted for everyone"
            if own or chat.is_private
            else "message can't be deleted"
        )


def _delete(call: Call, chat: Chat, message: Message) -> None:
    message.deleted = True
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    call.world.touch(chat)
