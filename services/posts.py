"""Which ticket a message of the desk is about."""

from models import posts
from models.unit import Unit


def ticket_of_message(unit: Unit, chat_id: int, message_id: int) -> int | None:
    """Return the ticket that a message of the desk belongs to, None when it is about none."""
    post = posts.about(unit, chat_id, message_id)
    return post.ticket_id if post else None


def is_live_card(unit: Unit, ticket_id: int, chat_id: int, message_id: int) -> bool:
    """Return whether a message is the one card that delivery keeps up to date in a chat."""
    live = posts.card_of(unit, ticket_id, chat_id)
    return live is not None and live.message_id == message_id
