"""What people are in the middle of; the row changes in the transaction of the update."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from models.engine import insert
from models.tables import ConversationRow, table_of
from models.unit import Unit

_conversation = table_of(ConversationRow)
_HERE = (_conversation.c.chat_id == bindparam("chat")) & (
    _conversation.c.user_id == bindparam("user")
)
_READ = select(_conversation.c.topic, _conversation.c.state, _conversation.c.message_id).where(
    _HERE
)
_CHANGE = update(_conversation).where(_HERE)
_ADD = insert(_conversation)
_PUT = _ADD.on_conflict_do_update(
    index_elements=["chat_id", "user_id"],
    set_={name: _ADD.excluded[name] for name in ("topic", "state", "message_id", "changed_at")},
)
_END = delete(_conversation).where(_HERE)
_there = _conversation.alias()
_begun_there = select(_there.c.user_id).where(_there.c.chat_id == bindparam("new"))
_of_old = _conversation.c.chat_id == bindparam("old")
_MOVE = (
    update(_conversation)
    .where(_of_old & _conversation.c.user_id.not_in(_begun_there))
    .values(chat_id=bindparam("new"), message_id=None)
)
_LEAVE = delete(_conversation).where(_of_old)
_POINT = _CHANGE.values(message_id=bindparam("message"))


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one person stands in one chat: a topic, its state, and the live message if drawn."""

    chat_id: int
    user_id: int
    topic: str
    state: Mapping[str, Any]
    message_id: int | None


def find(unit: Unit, chat_id: int, user_id: int) -> Conversation | None:
    """Return what this person is in the middle of here, if anything."""
    row = unit.execute(_READ, {"chat": chat_id, "user": user_id}).one_or_none()
    if row is None:
        return None
    return Conversation(chat_id, user_id, row.topic, row.state, row.message_id)


def put(unit: Unit, conversation: Conversation) -> None:
    """Store a conversation in place of the one before."""
    unit.execute(
        _PUT,
        {
            "chat_id": conversation.chat_id,
            "user_id": conversation.user_id,
            "topic": conversation.topic,
            "state": dict(conversation.state),
            "message_id": conversation.message_id,
            "changed_at": unit.now,
        },
    )


def point(unit: Unit, chat_id: int, user_id: int, message_id: int | None) -> None:
    """Remember on which message the conversation is drawn; nothing if it ended meanwhile."""
    unit.execute(_POINT, {"chat": chat_id, "user": user_id, "message": message_id})


def end(unit: Unit, chat_id: int, user_id: int) -> None:
    """Forget the conversation."""
    unit.execute(_END, {"chat": chat_id, "user": user_id})


def move(unit: Unit, old_id: int, new_id: int) -> None:
    """Let people go on in the new chat of a group; what they began there already stands."""
    unit.execute(_MOVE, {"old": old_id, "new": new_id})
    unit.execute(_LEAVE, {"old": old_id})
