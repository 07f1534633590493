"""What is known of chats: where they moved, and until when they must be left alone."""

from datetime import datetime

from sqlalchemy import bindparam, select

from models import conversations, outbox, posts
from models.engine import insert
from models.tables import ChatRow, table_of
from models.unit import Unit

_chat = table_of(ChatRow)
_ADD = insert(_chat)
_ADDRESS = select(_chat.c.moved_to).where(_chat.c.id == bindparam("chat"))
_WHY_NOT = select(_chat.c.unreachable).where(_chat.c.id == bindparam("chat"))
_FORMER = select(_chat.c.id).where(_chat.c.moved_to == bindparam("chat"))


def address(unit: Unit, chat_id: int) -> int:
    """Return the chat's id of today: a group that became a supergroup has a new one."""
    return unit.execute(_ADDRESS, {"chat": chat_id}).scalar() or chat_id


def former(unit: Unit, chat_id: int) -> int:
    """Return the id that ``school.yaml`` may still know a moved chat by."""
    return unit.execute(_FORMER, {"chat": chat_id}).scalar() or chat_id


def is_reachable(unit: Unit, chat_id: int) -> bool:
    """Return whether nothing is known that keeps the desk from speaking there."""
    return unit.execute(_WHY_NOT, {"chat": chat_id}).scalar() is None


def quiet(unit: Unit) -> dict[int, datetime]:
    """Return the chats that Telegram asked to leave alone, and until when."""
    asked = select(_chat.c.id, _chat.c.quiet_until).where(_chat.c.quiet_until > unit.now)
    return {row.id: row.quiet_until for row in unit.execute(asked)}


def note(unit: Unit, chat_id: int, **values: datetime | str | int | None) -> None:
    """Set columns of one chat (``moved_to``, ``quiet_until``, ``unreachable``)."""
    row = {"moved_to": None, "quiet_until": None, "unreachable": None, "id": chat_id, **values}
    statement = _ADD.on_conflict_do_update(index_elements=["id"], set_=dict(values))
    unit.execute(statement, row)


def move(unit: Unit, old_id: int, new_id: int) -> None:
    """Follow a group that became a supergroup: it is known by both ids from now.

    What is owed to it and what people are in the middle of there move. Its messages do not: they
    stay behind in a chat in which nothing can be drawn any more (Bot API, migrate_to_chat_id), and
    the new chat counts its own from 1.
    """
    note(unit, former(unit, old_id), moved_to=new_id)
    outbox.move(unit, old_id, new_id)
    conversations.move(unit, old_id, new_id)
    posts.forget_chat(unit, old_id)
