"""How chats and messages look as JSON: each bot sees its own chat ids and file ids."""

from simulator.shapes import Json
from simulator.world.chats import Chat
from simulator.world.files import file_id
from simulator.world.messages import Message
from simulator.world.users import User


def chat_shape(chat: Chat, viewer_id: int) -> Json:
    """Show a chat as a Chat object: the other party in a private chat, the title elsewhere."""
    if chat.user is not None and chat.bot is not None:
        return _private(chat.bot if viewer_id == chat.user.id else chat.user)
    shown: Json = {"id": chat.id, "type": chat.type, "title": chat.title}
    if chat.username:
        shown["username"] = chat.username
    if chat.is_forum:
        shown["is_forum"] = True
    return shown


def message_shape(chat: Chat, message: Message, viewer_id: int, *, nested: bool = False) -> Json:
    """Show a message as a Message object; a nested one is shown without what it replies to."""
    shown: Json = {"message_id": message.id}
    if message.sender is not None:
        shown["from"] = message.sender.shape()
    if message.sender_chat is not None:
        shown["sender_chat"] = message.sender_chat
    shown |= {"date": message.date, "chat": chat_shape(chat, viewer_id)}
    shown |= _place(chat, message)
    if not nested and (target := _replied(chat, message)) is not None:
        shown["reply_to_message"] = message_shape(chat, target, viewer_id, nested=True)
    shown |= _with_file_ids(message.content, viewer_id) if message.media_kind else message.content
    shown |= _marks(message)
    return shown


def _private(other: User) -> Json:
    shown: Json = {"id": other.id, "type": "private", "first_name": other.first_name}
    for name in ("last_name", "username"):
        if value := getattr(other, name):
            shown[name] = value
    return shown


def _place(chat: Chat, message: Message) -> Json:
    if message.thread_id is None:
        return {}
    if chat.is_forum and message.thread_id in chat.topics:
        return {"message_thread_id": message.thread_id, "is_topic_message": True}
    return {"message_thread_id": message.thread_id}


def _replied(chat: Chat, message: Message) -> Message | None:
    target = message.reply_to
    if target is None and message.thread_id in chat.topics and message.id != message.thread_id:
        target = chat.messages.get(message.thread_id or 0)
    return None if target is None or target.deleted else target


def _marks(message: Message) -> Json:
    shown: Json = {}
    if message.origin is not None:
        shown["forward_origin"] = message.origin
    if message.edit_date:
        shown["edit_date"] = message.edit_date
    if message.album_id:
        shown["media_group_id"] = message.album_id
    if message.protected:
        shown["has_protected_content"] = True
    if message.inline_keyboard:
        shown["reply_markup"] = message.markup
    return shown


def _with_file_ids(content: Json, viewer_id: int) -> Json:
    shown = dict(content)
    for name, value in content.items():
        if isinstance(value, dict) and "file_unique_id" in value:
            shown[name] = _named(value, viewer_id)
        elif isinstance(value, list) and value and "file_unique_id" in value[0]:
            shown[name] = [_named(item, viewer_id) for item in value]
    return shown


def _named(file: Json, viewer_id: int) -> Json:
    return {"file_id": file_id(viewer_id, file["file_unique_id"]), **file}
