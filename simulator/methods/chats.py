"""Looking at chats and changing them: members, titles, pins."""

from simulator.errors import bad_request
from simulator.methods.registry import Call, Result, method
from simulator.methods.targets import message_of, own_member, readable_chat, require_right
from simulator.shapes import Json
from simulator.world.chats import Chat
from simulator.world.hearing import announce
from simulator.world.members import Member
from simulator.world.messages import Message
from simulator.world.shaping import chat_shape, message_shape

_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


@method("getChat")
def get_chat(call: Call) -> Result:
    """Tell everything about a chat."""
    chat = readable_chat(call)
    shown = chat_shape(chat, call.bot.id)
    shown |= {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if chat.description:
        shown["description"] = chat.description
    if not chat.is_private:
        shown["permissions"] = chat.permissions
    if chat.pinned:
        pinned = chat.messages[chat.pinned[-1]]
        shown["pinned_message"] = message_shape(chat, pinned, call.bot.id, nested=True)
    return shown


@method("getChatMember")
def get_chat_member(call: Call) -> Result:
    """Tell one account's standing; about others only an administrator learns for certain."""
    chat = readable_chat(call)
    user = call.world.users.get(call.number("user_id"))
    if user is None:
        raise bad_request(
            "invalid user_id specified" if not call.number("user_id") else "PARTICIPANT_ID_INVALID"
        )
    if chat.is_private:
        return Member(user, "member").shape()
    member = chat.members.get(user.id)
    if member is None and not own_member(call, chat).administers:
        raise bad_request("member not found")
    return (member or Member(user, "left")).shape()


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> Result:
    """Tell the administrators of a group, other bots excepted."""
    chat = _group(call, "there are no administrators in the private chat")
    return [
        member.shape()
        for member in chat.present()
        if member.administers and (not member.user.is_bot or member.user.id == call.bot.id)
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> Result:
    """Count the members."""
    chat = readable_chat(call)
    return 2 if chat.is_private else len(chat.present())


@method("setChatTitle")
def set_chat_title(call: Call) -> Result:
    """Rename a group."""
    chat = _group(call, "can't change title of private chat")
    require_right(call, chat, "can_change_info", "not enough rights to change chat title")
    if not call.text("title"):
        raise bad_request("title must be non-empty")
    chat.title = call.text("title")
    _tell(call, chat, {"new_chat_title": chat.title})
    return True


@method("setChatDescription")
def set_chat_description(call: Call) -> Result:
    """Describe a group."""
    chat = _group(call, "can't change description of private chat")
    require_right(call, chat, "can_change_info", "not enough rights to set chat description")
    if chat.description == call.text("description"):
        raise bad_request("chat description is not modified")
    chat.description = call.text("description")
    return True


@method("pinChatMessage")
def pin_chat_message(call: Call) -> Result:
    """Pin a message."""
    chat = readable_chat(call)
    require_right(
        call, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    message = message_of(call, chat, "message to pin not found")
    if message.id not in chat.pinned:
        chat.pinned.append(message.id)
        shown = message_shape(chat, message, call.bot.id, nested=True)
        _tell(call, chat, {"pinned_message": shown})
    return True


@method("unpinChatMessage")
def unpin_chat_message(call: Call) -> Result:
    """Unpin one message, the newest when none is named."""
    chat = readable_chat(call)
    require_right(
        call, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    wanted = call.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    call.world.touch(chat)
    return True


@method("unpinAllChatMessages")
def unpin_all_chat_messages(call: Call) -> Result:
    """Unpin everything."""
    chat = readable_chat(call)
    require_right(
        call, chat, "can_pin_messages", "not enough rights to manage pinned messages in the chat"
    )
    chat.pinned.clear()
    call.world.touch(chat)
    return True


@method("exportChatInviteLink")
def export_chat_invite_link(call: Call) -> Result:
    """Make a new primary invite link."""
    return _new_link(call)


@method("createChatInviteLink")
def create_chat_invite_link(call: Call) -> Result:
    """Make an additional invite link."""
    shown: Json = {"invite_link": _new_link(call), "creator": call.bot.user.shape()}
    shown |= {"creates_join_request": call.flag("creates_join_request")}
    shown |= {"is_primary": False, "is_revoked": False}
    for name in ("name", "expire_date", "member_limit"):
        if name in call.fields:
            shown[name] = call.fields[name]
    return shown


def _new_link(call: Call) -> str:
    chat = _group(call, "can't create invite link for private chat")
    require_right(call, chat, "can_invite_users", "not enough rights to manage chat invite link")
    link = f"https://t.me/+{call.world.random.getrandbits(64):016x}"
    chat.invite_links.append(link)
    return link


def _group(call: Call, refused: str) -> Chat:
    chat = readable_chat(call)
    if chat.is_private:
        raise bad_request(refused)
    return chat


def _tell(call: Call, chat: Chat, content: Json) -> None:
    message = call.world.keep(chat, Message(0, 0, call.bot.user, content, service=True))
    announce(call.world, chat, message)
