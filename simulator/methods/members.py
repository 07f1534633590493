"""Changing who is in a group and what they may do."""

from simulator.errors import bad_request
from simulator.methods.registry import Call, Result, method
from simulator.methods.targets import readable_chat, require_right
from simulator.world.chats import Chat
from simulator.world.hearing import announce_member, member_shape
from simulator.world.members import ADMIN_RIGHTS, PERMISSIONS, Member
from simulator.world.users import User


@method("banChatMember")
def ban_chat_member(call: Call) -> Result:
    """Remove somebody from a group for good."""
    chat, user = _subject(call)
    require_right(
        call, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member"
    )
    _change(call, chat, Member(user, "kicked", until_date=call.number("until_date")))
    return True


@method("unbanChatMember")
def unban_chat_member(call: Call) -> Result:
    """Let somebody come back; somebody who is in the group leaves it, unless `only_if_banned`."""
    chat, user = _subject(call)
    require_right(
        call, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member"
    )
    member = chat.members.get(user.id)
    banned = member is not None and member.status == "kicked"
    if banned or not call.flag("only_if_banned"):
        _change(call, chat, Member(user, "left"))
    return True


@method("restrictChatMember")
def restrict_chat_member(call: Call) -> Result:
    """Take permissions from a member, or give all of them back."""
    chat, user = _subject(call)
    if chat.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    require_right(
        call, chat, "can_restrict_members", "not enough rights to restrict/unrestrict chat member"
    )
    wanted = call.fields.get("permissions") or {}
    rights = {name: bool(wanted.get(name)) for name in PERMISSIONS}
    status = "member" if all(rights.values()) else "restricted"
    kept = {} if status == "member" else {**rights, "is_member": True}
    _change(call, chat, Member(user, status, rights=kept, until_date=call.number("until_date")))
    return True


@method("promoteChatMember")
def promote_chat_member(call: Call) -> Result:
    """Make a member an administrator; with no right at all, a plain member again."""
    chat, user = _subject(call)
    require_right(call, chat, "can_promote_members", "not enough rights")
    rights = {name: call.flag(name) for name in ADMIN_RIGHTS}
    anonymous = call.flag("is_anonymous")
    if any(rights.values()) or anonymous:
        rights["can_manage_chat"] = True
        _change(call, chat, Member(user, "administrator", rights, is_anonymous=anonymous))
    else:
        _change(call, chat, Member(user))
    return True


@method("leaveChat")
def leave_chat(call: Call) -> Result:
    """Make the bot leave a group."""
    chat = readable_chat(call)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    _change(call, chat, Member(call.bot.user, "left"))
    return True


def _subject(call: Call) -> tuple[Chat, User]:
    chat = readable_chat(call)
    if chat.is_private:
        raise bad_request("can't restrict users in private chats")
    user = call.world.users.get(call.number("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    member = chat.members.get(user.id)
    if member is not None and member.status == "creator":
        raise bad_request("can't remove chat owner")
    return chat, user


def _change(call: Call, chat: Chat, member: Member) -> None:
    user = member.user
    old = member_shape(chat.members.get(user.id), user)
    chat.members[user.id] = member
    announce_member(call.world, chat, call.bot.user, (old, member.shape()))
    call.world.touch(chat)
