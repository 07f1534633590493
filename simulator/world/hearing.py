"""Which bot learns of what: privacy mode, bots among themselves, membership (A10)."""

import re

from simulator.shapes import Json
from simulator.world.bots import Bot
from simulator.world.chats import Chat
from simulator.world.members import Member
from simulator.world.messages import Message
from simulator.world.shaping import chat_shape, message_shape
from simulator.world.users import User
from simulator.world.world import World

_COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@(\w+))?(?=\s|$)")
_RETURNING = frozenset(
    {"new_chat_title", "pinned_message", "left_chat_member", "delete_chat_photo"}
)


def announce(world: World, chat: Chat, message: Message, *, edited: bool = False) -> None:
    """Queue a message, or its edit, for every bot that is entitled to it."""
    base = "channel_post" if chat.type == "channel" else "message"
    kind = f"edited_{base}" if edited else base
    for bot in world.bots_in(chat):
        if _hears(world, bot, chat, message):
            message.meant_for.add(bot.id)
            bot.queue.add(kind, message_shape(chat, message, bot.id), ("chat", chat.id))
    world.activity.note()


def announce_member(world: World, chat: Chat, actor: User, members: tuple[Json, Json]) -> None:
    """Queue a change of membership, old and new: the bot's own, or another's for admins."""
    old, new = members
    subject = new["user"]["id"]
    change: Json = {"from": actor.shape(), "date": world.clock.unix()}
    change |= {"old_chat_member": old, "new_chat_member": new}
    audience = {bot.id: bot for bot in world.bots_in(chat)}
    if subject in world.bots:
        audience[subject] = world.bots[subject]
    for bot in audience.values():
        shown = {"chat": chat_shape(chat, bot.id), **change}
        if bot.id == subject or chat.is_private:
            bot.queue.add("my_chat_member", shown, ("own membership", chat.id))
        elif _administers(chat, bot.id):
            bot.queue.add("chat_member", shown, ("membership", subject))
    world.activity.note()


def announce_reaction(world: World, chat: Chat, message: Message, change: Json) -> None:
    """Queue a changed reaction for bots that administer the chat (or talk in private)."""
    for bot in world.bots_in(chat):
        if chat.is_private or _administers(chat, bot.id):
            shown = {"chat": chat_shape(chat, bot.id), "message_id": message.id, **change}
            bot.queue.add("message_reaction", shown, ("reaction", chat.id))
    world.activity.note()


def member_shape(member: Member | None, user: User) -> Json:
    """Show a standing, or that there is none."""
    return (member or Member(user, "left")).shape()


def _administers(chat: Chat, bot_id: int) -> bool:
    member = chat.members.get(bot_id)
    return member is not None and member.administers


def _hears(world: World, bot: Bot, chat: Chat, message: Message) -> bool:
    if message.is_from(bot.id):
        return bool(_RETURNING & message.content.keys())
    if message.service:
        return True
    if message.sender is not None and message.sender.id in world.bots:
        return False
    if chat.is_private or chat.type == "channel" or not bot.privacy or _administers(chat, bot.id):
        return True
    return _is_meant(world, bot, chat, message)


def _is_meant(world: World, bot: Bot, chat: Chat, message: Message) -> bool:
    target = message.reply_to
    if target is not None and (target.is_from(bot.id) or bot.id in target.meant_for):
        return True
    command = _COMMAND.match(message.content.get("text") or message.content.get("caption") or "")
    if command is None:
        return False
    if command[1]:
        return command[1].lower() == bot.user.username.lower()
    alone = len(world.bots_in(chat)) == 1
    return chat.last_bot_id == bot.id or (chat.last_bot_id is None and alone)
