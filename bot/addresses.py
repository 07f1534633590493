"""Where an update comes from, and where its answer goes."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from aiogram.types import CallbackQuery, Chat, ChatMemberUpdated, Message, User

from domain.limits import Spending
from domain.moves import Move
from handlers.filters import ANONYMOUS, on_ticket


@dataclass(slots=True)
class Address:
    """Where an answer goes.

    ``asked_id`` is the message it answers, ``query_id`` the press, ``pressed_id`` the message
    whose button was pressed (``picture`` if that shows one), ``live_id`` the message the
    conversation was drawn on before. A press that came without its message is only answered.
    ``only_words``: the chat has refused a photo.
    """

    chat_id: int
    user_id: int
    thread_id: int | None
    asked_id: int | None
    query_id: str | None
    pressed_id: int | None
    picture: bool
    live_id: int | None = None
    only_words: bool = False


def speaker_of(event: Any) -> tuple[Chat, User] | None:  # noqa: ANN401  any of Telegram's events
    """Return who speaks where; other bots say nothing, but they may remove the desk."""
    user = getattr(event, "from_user", None)
    message = event.message if isinstance(event, CallbackQuery) else event
    chat = getattr(message, "chat", None)
    if user is None or chat is None or chat.type == "channel":
        return None
    heard = not user.is_bot or user.id == ANONYMOUS or isinstance(event, ChatMemberUpdated)
    return (chat, user) if heard else None


def address_of(event: Any, chat: Chat, user: User) -> Address:  # noqa: ANN401  as above
    """Return where an event came from."""
    pressed = event.message if isinstance(event, CallbackQuery) else None
    message = pressed if isinstance(event, CallbackQuery) else event
    return Address(
        chat_id=chat.id,
        user_id=user.id,
        thread_id=_topic(message),
        asked_id=event.message_id if isinstance(event, Message) else None,
        query_id=event.id if isinstance(event, CallbackQuery) else None,
        pressed_id=pressed.message_id if pressed else None,
        picture=isinstance(pressed, Message) and bool(pressed.photo),
    )


def of_press(event: Any) -> Address | None:  # noqa: ANN401  as above
    """Return where a press is answered that no handler hears: else its button goes on spinning."""
    if not isinstance(event, CallbackQuery):
        return None
    user_id = event.from_user.id
    return Address(user_id, user_id, None, None, event.id, None, picture=False)


def _topic(message: Any) -> int | None:  # noqa: ANN401  as above
    """Return the forum topic; a reply in "General" carries the id of a message."""
    if isinstance(message, Message) and message.is_topic_message:
        return message.message_thread_id
    return None


def for_another(event: Any, me: str) -> bool:  # noqa: ANN401  as above
    """Return whether an event is a command that names another bot."""
    text = event.text if isinstance(event, Message) else None
    if not text or not text.startswith("/"):
        return False
    mention = text.split(maxsplit=1)[0].partition("@")[2]
    return bool(mention) and mention.lower() != me.lower()


def spending_of(event: Any, me: str) -> Spending | None:  # noqa: ANN401  as above
    """Return as what an event is counted; None for what people in a group say to each other."""
    if isinstance(event, CallbackQuery):
        return Spending.PRESSES
    if not isinstance(event, Message):
        return None
    said_to_desk = event.chat.type == "private" or _is_said_to(event, me)
    return Spending.MESSAGES if said_to_desk else None


def said_at(event: Any) -> datetime | None:  # noqa: ANN401  as above
    """Return when a message was written or last edited; Telegram does not tell it of a press."""
    if not isinstance(event, Message):
        return None
    try:
        return datetime.fromtimestamp(event.edit_date, UTC) if event.edit_date else event.date
    except (OverflowError, ValueError, OSError):  # a number that is no moment
        return event.date


def accepted_by(event: Any) -> int | None:  # noqa: ANN401  as above
    """Return the ticket that a press accepts, if it does."""
    data = event.data if isinstance(event, CallbackQuery) else None
    wanted = on_ticket(data or "")
    return wanted.ticket_id if wanted and wanted.verb == Move.ACCEPT else None


def _is_said_to(message: Message, me: str) -> bool:
    """Return whether a message in a group is a command, or answers one of the desk's."""
    answered = message.reply_to_message
    author = answered.from_user if answered else None
    to_me = author is not None and (author.username or "").lower() == me.lower()
    return to_me or (message.text or "").startswith("/")
