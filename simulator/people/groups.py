"""How groups come to be and change: members, topics, migration."""

from simulator.errors import WorldError
from simulator.shapes import Json
from simulator.world.chats import GENERAL_TOPIC_ID, Chat, Topic
from simulator.world.hearing import announce, announce_member, member_shape
from simulator.world.members import ADMIN_RIGHTS, PERMISSIONS, PRESENT, Member
from simulator.world.messages import Message
from simulator.world.users import User
from simulator.world.world import World

FIRST_SUPERGROUP = -1_001_000_000_000
STATUSES = ("creator", "administrator", "member", "restricted", "left", "kicked")


def make_group(world: World, described: Json) -> Chat:
    """Make a group from `{id?, type?, title, members, is_forum?, username?}`; nobody is told."""
    kind = described.get("type", "supergroup")
    if kind not in {"group", "supergroup", "channel"}:
        raise WorldError("type must be group, supergroup or channel")
    chat_id = described.get("id") or _free_id(world, kind)
    chat = Chat(
        chat_id,
        kind,
        title=described.get("title", "Group"),
        username=described.get("username", ""),
    )
    chat.is_forum = bool(described.get("is_forum"))
    chat.last_message_id = GENERAL_TOPIC_ID
    for member in described.get("members", []):
        named = {"user_id": member} if isinstance(member, int) else member
        chat.members[named["user_id"]] = _member(world, named)
    return world.add_chat(chat)


def join(world: World, chat: Chat, user: User) -> None:
    """Somebody comes into a group: a service message and a change of membership."""
    _stand(world, chat, user, Member(user))
    _service(world, chat, user, {"new_chat_members": [user.shape()]})


def leave(world: World, chat: Chat, user: User) -> None:
    """Somebody goes out of a group."""
    _service(world, chat, user, {"left_chat_member": user.shape()})
    _stand(world, chat, user, Member(user, "left"))


def promote(world: World, chat: Chat, described: Json) -> None:
    """Give an account another standing: `{user_id, status, rights?, is_anonymous?}`."""
    member = _member(world, described)
    _stand(world, chat, member.user, member)


def open_topic(world: World, chat: Chat, user: User, name: str) -> Topic:
    """Open a forum topic; its id is that of the service message."""
    if not chat.is_forum:
        raise WorldError(f"{chat.title} has no topics: it is not a forum")
    message = Message(
        0, 0, user, {"forum_topic_created": {"name": name, "icon_color": 0x6FB9F0}}, service=True
    )
    world.keep(chat, message)
    message.thread_id = message.id
    chat.topics[message.id] = Topic(message.id, name)
    announce(world, chat, message)
    return chat.topics[message.id]


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a basic group into a supergroup: a new id, a service message in each chat."""
    if chat.type != "group" or chat.migrated_to is not None:
        raise WorldError(f"{chat.title} is not a basic group")
    new = Chat(
        _free_id(world, "supergroup"), "supergroup", title=chat.title, members=dict(chat.members)
    )
    world.add_chat(new)
    owner = next(iter(chat.members.values())).user
    _service(world, chat, owner, {"migrate_to_chat_id": new.id})
    chat.migrated_to = new.id
    _service(world, new, owner, {"migrate_from_chat_id": chat.id})
    return new


def _free_id(world: World, kind: str) -> int:
    number = FIRST_SUPERGROUP if kind != "group" else -1
    while number in world.chats:
        number -= 1
    return number


def _member(world: World, described: Json) -> Member:
    user = world.users.get(described["user_id"])
    status = described.get("status", "member")
    if user is None or status not in STATUSES:
        sentence = (
            f"there is no user {described['user_id']}"
            if user is None
            else f"status must be one of {STATUSES}"
        )
        raise WorldError(sentence)
    rights: dict[str, bool] = dict(described.get("rights") or {})
    if status == "administrator" and not rights:
        rights = dict.fromkeys(ADMIN_RIGHTS, True)
    unknown = rights.keys() - {*ADMIN_RIGHTS, *PERMISSIONS, "is_member"}
    if unknown:
        raise WorldError(f"there is no right {min(unknown)}")
    return Member(user, status, rights, is_anonymous=bool(described.get("is_anonymous")))


def _stand(world: World, chat: Chat, actor: User, member: Member) -> None:
    user = member.user
    old = member_shape(chat.members.get(user.id), user)
    chat.members[user.id] = member
    gone = user.id in world.bots and member.status not in PRESENT
    if gone:
        chat.actions.pop(user.id, None)
    announce_member(world, chat, actor, (old, member.shape()))
    world.touch(chat)


def _service(world: World, chat: Chat, actor: User, content: Json) -> None:
    message = world.keep(chat, Message(0, 0, actor, content, service=True))
    announce(world, chat, message)
