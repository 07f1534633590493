"""Messages of the desk that belong to tickets."""

from dataclasses import dataclass

from sqlalchemy import bindparam, delete, select

from models.engine import insert
from models.tables import PostRow, table_of
from models.unit import Unit

CARD = "card"
SCREEN = "screen"
BREACH = "breach"
"""The question why a ticket is late; its purpose goes on with the attempt (``breach:2``)."""
REASON = "reason"
"""The request for a reason in words; its purpose goes on with the move (``reason:done``)."""
SAID = "said"
"""A message of a person whose words became a part of a ticket."""
_post = table_of(PostRow)
_ADD = insert(_post).on_conflict_do_nothing()
_CARD = (
    select(_post)
    .where(
        (_post.c.ticket_id == bindparam("ticket"))
        & (_post.c.chat_id == bindparam("chat"))
        & (_post.c.purpose == CARD)
    )
    # a sum, because SQLite would rather walk a whole chat in the order of its key than sort
    .order_by((_post.c.message_id + 0).desc())
    .limit(1)
)
_WITH_PURPOSE = (
    select(_post)
    .where((_post.c.ticket_id == bindparam("ticket")) & (_post.c.purpose == bindparam("purpose")))
    .order_by(_post.c.message_id)
)
_ASKED_IN = (
    select(_post.c.ticket_id)
    .where((_post.c.chat_id == bindparam("chat")) & _post.c.purpose.startswith(BREACH))
    .distinct()
)
_OF_MESSAGE = select(_post).where(
    (_post.c.chat_id == bindparam("chat")) & (_post.c.message_id == bindparam("message"))
)


@dataclass(frozen=True, slots=True)
class Post:
    """One message in one chat; ``picture`` tells whether its words are a caption."""

    chat_id: int
    message_id: int
    ticket_id: int
    purpose: str
    picture: bool


def add(unit: Unit, post: Post) -> None:
    """Remember a message that was sent."""
    unit.execute(
        _ADD,
        {
            "chat_id": post.chat_id,
            "message_id": post.message_id,
            "ticket_id": post.ticket_id,
            "purpose": post.purpose,
            "picture": post.picture,
        },
    )


def card_of(unit: Unit, ticket_id: int, chat_id: int) -> Post | None:
    """Return the live card of a ticket in a chat."""
    row = unit.execute(_CARD, {"ticket": ticket_id, "chat": chat_id}).mappings().one_or_none()
    return Post(**row) if row is not None else None


def of_purpose(unit: Unit, ticket_id: int, purpose: str) -> list[Post]:
    """Return the messages about a ticket that serve a purpose, in all chats."""
    rows = unit.execute(_WITH_PURPOSE, {"ticket": ticket_id, "purpose": purpose}).mappings()
    return [Post(**row) for row in rows]


def about(unit: Unit, chat_id: int, message_id: int) -> Post | None:
    """Return which ticket a message of the desk is about."""
    row = (
        unit.execute(_OF_MESSAGE, {"chat": chat_id, "message": message_id})
        .mappings()
        .one_or_none()
    )
    return Post(**row) if row is not None else None


def forget(unit: Unit, chat_id: int, message_id: int) -> None:
    """Drop a message that no longer exists."""
    gone = (_post.c.chat_id == chat_id) & (_post.c.message_id == message_id)
    unit.execute(delete(_post).where(gone))


def asked_in(unit: Unit, chat_id: int) -> list[int]:
    """Return the tickets about which a chat was asked why they are late."""
    return list(unit.execute(_ASKED_IN, {"chat": chat_id}).scalars())


def forget_chat(unit: Unit, chat_id: int) -> None:
    """Drop all messages of a chat that is left behind."""
    unit.execute(delete(_post).where(_post.c.chat_id == chat_id))
