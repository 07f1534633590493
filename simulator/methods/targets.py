"""Where a call acts: the chat, the topic, the message it replies to (A2, A4, A5)."""

from dataclasses import dataclass

from simulator.errors import bad_request, forbidden, refusal
from simulator.keyboards import checked_markup
from simulator.methods.registry import Call
from simulator.shapes import Json
from simulator.world.chats import GENERAL_TOPIC_ID, Chat
from simulator.world.members import Member
from simulator.world.messages import Message

_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass(slots=True)
class Target:
    """A checked place for a new message."""

    chat: Chat
    thread_id: int | None
    reply_to: Message | None
    markup: Json | None


def known_chat(call: Call, name: str = "chat_id") -> Chat:
    """Find the chat that a parameter names, as this bot knows it; no access is checked."""
    chat_id = call.fields.get(name)
    if chat_id in {None, ""}:
        raise bad_request("chat_id is empty")
    if isinstance(chat_id, str):
        return _by_username(call, chat_id)
    chat = call.world.privates.get((call.bot.id, chat_id)) or call.world.chats.get(chat_id)
    if chat is not None and (chat.is_private or call.bot.id in chat.members):
        return chat
    if chat_id in call.world.bots:
        raise forbidden("the bot can't send messages to the bot")
    if chat_id in call.world.users and _has_met(call, chat_id):
        return call.world.private(call.bot.id, chat_id)
    raise bad_request("chat not found")


def readable_chat(call: Call, name: str = "chat_id") -> Chat:
    """Find a chat of which the bot is still a part."""
    chat = known_chat(call, name)
    if chat.is_private:
        return chat
    _check_alive(chat)
    member = chat.members[call.bot.id]
    if not member.present:
        what = "was kicked from" if member.status == "kicked" else "is not a member of"
        raise forbidden(f"bot {what} the {_NAMES[chat.type]}")
    return chat


def writable_chat(call: Call, permission: str = "can_send_messages") -> Chat:
    """Find a chat to which the bot may send what the permission names."""
    chat = readable_chat(call)
    if chat.is_private:
        _check_person(chat)
    elif chat.type == "channel" and not chat.members[call.bot.id].administers:
        raise bad_request("need administrator rights in the channel chat")
    elif not chat.may(call.bot.id, permission):
        raise bad_request(
            f"not enough rights to send {_WORDS.get(permission, 'messages')} to the chat"
        )
    return chat


def target(call: Call, permission: str = "can_send_messages") -> Target:
    """Check everything about the place of a new message, in Telegram's order."""
    markup = call.fields.get("reply_markup")
    chat_id = call.fields.get("chat_id")
    private = not isinstance(chat_id, int) or chat_id > 0
    checked = checked_markup(markup, private=private, strict=call.options.strict)
    chat = writable_chat(call, permission)
    thread_id = _thread(chat, call)
    reply_to = _reply(chat, call)
    if thread_id is None and reply_to is not None:
        thread_id = _thread_of_reply(chat, reply_to)
    return Target(chat, thread_id, reply_to, checked)


def message_of(call: Call, chat: Chat, missing: str) -> Message:
    """Find the message that `message_id` names, or refuse with the words for a missing one."""
    if call.number("message_id") <= 0:
        raise bad_request("message identifier is not specified")
    message = chat.messages.get(call.number("message_id"))
    if message is None or message.deleted:
        raise bad_request(missing)
    return message


def own_member(call: Call, chat: Chat) -> Member:
    """Tell the bot's own standing in a group."""
    return chat.members.get(call.bot.id) or Member(call.bot.user)


def require_right(call: Call, chat: Chat, right: str, refused: str) -> None:
    """Refuse unless the bot holds a right in a group (in private it holds all)."""
    if not chat.is_private and not chat.may(call.bot.id, right):
        raise bad_request(refused)


_WORDS = {
    "can_send_messages": "text messages",
    "can_send_audios": "music",
    "can_send_documents": "documents",
    "can_send_photos": "photos",
    "can_send_videos": "videos",
    "can_send_video_notes": "video notes",
    "can_send_voice_notes": "voice notes",
    "can_send_other_messages": "stickers",
}


def _by_username(call: Call, name: str) -> Chat:
    for chat in call.world.chats.values():
        if chat.username and f"@{chat.username}".lower() == name.lower():
            chat.members.setdefault(call.bot.id, Member(call.bot.user, "left"))
            return chat
    raise bad_request("chat not found")


def _has_met(call: Call, user_id: int) -> bool:
    chats = call.world.chats.values()
    return any(user_id in chat.members and call.bot.id in chat.members for chat in chats)


def _check_alive(chat: Chat) -> None:
    if chat.migrated_to is not None:
        message = "group chat was upgraded to a supergroup chat"
        raise refusal(400, message, {"migrate_to_chat_id": chat.migrated_to})
    if chat.deleted:
        raise forbidden(f"the {_NAMES[chat.type]} was deleted")


def _check_person(chat: Chat) -> None:
    user = chat.user
    if user is not None and user.deleted:
        raise forbidden("user is deactivated")
    if chat.blocked:
        raise forbidden("bot was blocked by the user")
    if not chat.started:
        raise forbidden("bot can't initiate conversation with a user")


def _thread(chat: Chat, call: Call) -> int | None:
    thread_id = call.number("message_thread_id")
    if thread_id == 0:
        _check_open(chat, GENERAL_TOPIC_ID, call)
        return None
    if not chat.is_forum:
        if chat.type == "supergroup" or chat.is_private:
            return None
        raise bad_request("message thread not found")
    if thread_id == GENERAL_TOPIC_ID or thread_id not in chat.topics:
        raise bad_request("message thread not found")
    _check_open(chat, thread_id, call)
    return thread_id


def _check_open(chat: Chat, thread_id: int, call: Call) -> None:
    topic = chat.topics.get(thread_id)
    if topic is not None and topic.closed and not chat.may(call.bot.id, "can_manage_topics"):
        raise bad_request("TOPIC_CLOSED")


def _reply(chat: Chat, call: Call) -> Message | None:
    described: Json = call.fields.get("reply_parameters") or {}
    wanted = described.get("message_id", call.number("reply_to_message_id"))
    if not wanted:
        return None
    message = chat.messages.get(wanted)
    if message is not None and not message.deleted:
        return message
    if described.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _thread_of_reply(chat: Chat, reply_to: Message) -> int | None:
    if chat.type != "supergroup":
        return None
    return reply_to.thread_id if reply_to.thread_id is not None else reply_to.id
