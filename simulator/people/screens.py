"""What people see: the world, a chat list, one screen."""

from datetime import UTC, datetime

from simulator.shapes import Json
from simulator.text.display import as_html
from simulator.world.bots import Bot
from simulator.world.chats import Chat
from simulator.world.messages import Message
from simulator.world.shaping import chat_shape, message_shape
from simulator.world.users import TELEGRAM, User
from simulator.world.world import World

_PREVIEW = 80


def world_view(world: World) -> Json:
    """Show everybody and every group."""
    people = [user for user in world.users.values() if not user.is_bot and user is not TELEGRAM]
    return {
        **stamp(world),
        "users": [_person(user) for user in people],
        "bots": [_bot(bot) for bot in world.bots.values()],
        "chats": [_group(chat) for chat in world.chats.values()],
    }


def stamp(world: World) -> Json:
    """Tell the version of the world and the simulated moment."""
    return {"version": world.journal.version, "now": world.clock.now().isoformat()}


def screen_view(world: World, user: User, chat: Chat) -> Json:
    """Show what one person sees in one chat."""
    visible = [] if not _sees(user, chat) else chat.visible()
    now = world.clock.unix()
    chat.read[user.id] = chat.last_message_id
    return {
        **stamp(world),
        "chat": {
            **chat_shape(chat, user.id),
            "topics": [topic.shape() for topic in chat.topics.values()],
        },
        "typing": any(until > now for _action, until in chat.actions.values()),
        "messages": [seen(chat, message, user.id) for message in visible],
        "reply_keyboard": chat.reply_keyboards.get(user.id),
        "toasts": _toasts(world, user, chat),
        "commands": commands_for(world, user, chat),
        "blocked": chat.blocked,
        "started": chat.started,
    }


def seen(chat: Chat, message: Message, viewer_id: int) -> Json:
    """Show a message as the Message object plus `html` and `file_url`."""
    shown = message_shape(chat, message, viewer_id)
    text = message.content.get("text") or message.content.get("caption") or ""
    entities = message.content.get("entities") or message.content.get("caption_entities") or []
    shown["html"] = as_html(text, entities)
    if kind := message.media_kind:
        file = message.content[kind]
        unique_id = (file[-1] if isinstance(file, list) else file)["file_unique_id"]
        shown["file_url"] = f"/people/files/{unique_id}"
    if any(message.reactions.values()):
        shown["reactions"] = [
            reaction for reactions in message.reactions.values() for reaction in reactions
        ]
    return shown


def chat_list(world: World, user: User) -> list[Json]:
    """Show a person's chats, the one with the newest message first."""
    mine = [chat for chat in world.privates.values() if chat.user is user]
    mine += [chat for chat in world.chats.values() if _sees(user, chat)]
    rows = [_row(chat, user) for chat in mine]
    return sorted(rows, key=lambda row: row["last"]["date"] if row["last"] else 0, reverse=True)


def commands_for(world: World, user: User, chat: Chat) -> list[Json]:
    """Tell the commands that a person is offered: the narrowest scope wins, then the language."""
    found: list[Json] = []
    for bot in world.bots_in(chat):
        for scope in _scopes(user, chat):
            offered = bot.commands.get((scope, user.language_code)) or bot.commands.get(
                (scope, "")
            )
            if offered:
                found += offered
                break
    return found


def _scopes(user: User, chat: Chat) -> list[str]:
    if chat.is_private:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    member = chat.members.get(user.id)
    admin = member is not None and member.administers
    scopes = [f"chat_member:{chat.id}:{user.id}"]
    scopes += [f"chat_administrators:{chat.id}"] if admin else []
    scopes += [f"chat:{chat.id}"]
    scopes += ["all_chat_administrators"] if admin else []
    return [*scopes, "all_group_chats", "default"]


def _sees(user: User, chat: Chat) -> bool:
    if chat.is_private:
        return chat.user is user
    member = chat.members.get(user.id)
    return member is not None and member.present


def _person(user: User) -> Json:
    shown = user.shape()
    del shown["is_bot"]
    return shown


def _bot(bot: Bot) -> Json:
    shown = {"id": bot.id, "username": bot.user.username, "first_name": bot.user.first_name}
    return {**shown, "commands": bot.commands.get(("default", ""), [])}


def _group(chat: Chat) -> Json:
    shown = chat_shape(chat, 0)
    members = [{"user_id": m.user.id, "status": m.status} for m in chat.members.values()]
    return {
        **shown,
        "topics": [topic.shape() for topic in chat.topics.values()],
        "members": members,
    }


def _row(chat: Chat, user: User) -> Json:
    shown = chat_shape(chat, user.id)
    title = shown.get("title") or shown.get("first_name", "")
    last = next((m for m in reversed(chat.messages.values()) if not m.deleted), None)
    read = chat.read.get(user.id, 0)
    unread = sum(m.id > read and not m.is_from(user.id) for m in chat.visible())
    row: Json = {"chat_id": shown["id"], "type": chat.type, "title": title, "unread": unread}
    return {**row, "last": None if last is None else _short(last)}


def _short(message: Message) -> Json:
    text = message.content.get("text") or message.content.get("caption") or message.media_kind
    sender = message.sender.first_name if message.sender is not None else ""
    return {
        "message_id": message.id,
        "date": message.date,
        "from": sender,
        "text": text[:_PREVIEW],
    }


def _toasts(world: World, user: User, chat: Chat) -> list[Json]:
    shown = world.toasts.get((user.id, chat.seen_from(user.id)), ())
    return [
        {
            "id": toast.id,
            "text": toast.text,
            "alert": toast.alert,
            "at": datetime.fromtimestamp(toast.at, UTC).isoformat(),
        }
        for toast in shown
    ]
