"""Which update of a private chat belongs to which handler."""

from typing import Any

from aiogram.enums import ContentType
from aiogram.filters import Filter
from aiogram.types import CallbackQuery, Message

from domain.moves import Move
from domain.tickets import Kind, Ticket, parse_public_number
from handlers.contents import picture_in
from handlers.filters import answered_by
from handlers.private.drafting import offered_draft, open_draft
from handlers.private.screens import is_new
from handlers.turn import Turn
from services.backdating import step_awaited
from services.conversations import EXPLAIN, FINISH, LATE, WHEN, ticket_in
from services.gate import ticket_called
from services.posts import ticket_meant
from views.presses import unpack

_TO_TICKET = "t_"
_REASONED = {EXPLAIN: Move.EXPLAIN, FINISH: Move.DONE}
_SAID = frozenset(
    {
        ContentType.TEXT,
        ContentType.ANIMATION,
        ContentType.AUDIO,
        ContentType.DOCUMENT,
        ContentType.LIVE_PHOTO,
        ContentType.PAID_MEDIA,
        ContentType.PHOTO,
        ContentType.RICH_MESSAGE,
        ContentType.STICKER,
        ContentType.STORY,
        ContentType.VIDEO,
        ContentType.VIDEO_NOTE,
        ContentType.VOICE,
        ContentType.CHECKLIST,
        ContentType.CONTACT,
        ContentType.DICE,
        ContentType.GAME,
        ContentType.POLL,
        ContentType.VENUE,
        ContentType.LOCATION,
    }
)


class Said(Filter):
    """A message that a person sent; Telegram's own notices (a pin, a timer) are none."""

    async def __call__(self, message: Message) -> bool:
        """Return whether a person said something."""
        return message.content_type in _SAID


class Newcomer(Filter):
    """Somebody whose language or part in the school is not known yet."""

    async def __call__(self, _: Message, turn: Turn) -> bool:
        """Return whether this person has still to be asked something."""
        return is_new(turn)


class Linked(Filter):
    """``/start`` by a link to a ticket (``?start=t_R-1042``); gives the handler ``ticket``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Ticket]:
        """Return the ticket of the link; a link that is none of ours is an ordinary start."""
        command, _, payload = (message.text or "").partition(" ")
        number = payload.strip().removeprefix(_TO_TICKET)
        if command != "/start" or number == payload.strip() or not parse_public_number(number):
            return False
        return {"ticket": ticket_called(turn.unit, number, turn.person.id)}


class Words(Filter):
    """Words that are not a command; gives the handler ``words``."""

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Return the words."""
        text = message.text or ""
        return {"words": text} if text and not text.startswith("/") else False


class Pictured(Filter):
    """A picture, as a photo or as a file."""

    async def __call__(self, message: Message) -> bool:
        """Return whether there is one."""
        return picture_in(message) is not None


class Late(Filter):
    """A file of an album whose ticket was filed before it came; gives ``ticket_id``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        """Return the ticket."""
        waiting = turn.conversation
        if waiting is None or waiting.topic != LATE or message.media_group_id is None:
            return False
        mine = waiting.state["album"] == message.media_group_id
        return {"ticket_id": ticket_in(waiting)} if mine else False


class Awaited(Filter):
    """What answers a question about a ticket, and is no command; gives the handler ``ticket_id``.

    ``topic`` is that of the question.
    """

    def __init__(self, topic: str) -> None:
        self.topic = topic

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        """Return the ticket of the question."""
        asked = turn.conversation
        if asked is None or asked.topic != self.topic or (message.text or "").startswith("/"):
            return False
        return {"ticket_id": ticket_in(asked)}


class Reasoned(Filter):
    """Words that say why a ticket is late; gives the handler ``ticket_id`` and ``made``.

    An answer to another message than the question is for the requester.
    """

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        """Return the ticket of the question, and the move that the reason was asked for."""
        asked, answered = turn.conversation, message.reply_to_message
        made = _REASONED.get(asked.topic) if asked else None
        if asked is None or made is None or (message.text or "").startswith("/"):
            return False
        if answered is not None and answered.message_id != asked.message_id:
            return False
        return {"ticket_id": ticket_in(asked), "made": made}


class Timed(Filter):
    """Words that say when a step happened; gives ``ticket_id``, ``words`` and ``event``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        """Return the ticket of the question, the words and the place of the step."""
        asked, words = turn.conversation, message.text or ""
        if asked is None or asked.topic != WHEN or not words or words.startswith("/"):
            return False
        event = step_awaited(turn.unit, asked, ticket_in(asked))
        found = {"ticket_id": ticket_in(asked), "words": words, "event": event}
        return found if event else False


class Filling(Filter):
    """A person with an open form, also below a question; gives the handler ``draft``."""

    async def __call__(self, _: Message | CallbackQuery, turn: Turn) -> bool | dict[str, Any]:
        """Return the draft."""
        draft = open_draft(turn)
        return {"draft": draft} if draft is not None else False


class Offered(Filter):
    """A person who sent something before a form was open; gives the handler ``draft``."""

    async def __call__(self, _: Message | CallbackQuery, turn: Turn) -> bool | dict[str, Any]:
        """Return what was sent, as a draft."""
        draft = offered_draft(turn)
        return {"draft": draft} if draft is not None else False


class Wanted(Filter):
    """A button or a command that asks for a form; gives the handler ``kind``."""

    async def __call__(self, event: Message | CallbackQuery) -> bool | dict[str, Kind]:
        """Return the kind of the form."""
        return {"kind": Kind(word)} if (word := _asked_for(event)) in set(Kind) else False


class Replying(Filter):
    """An answer to a message of the desk about one ticket; gives the handler ``ticket_id``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        """Return the ticket that the answered message shows."""
        answered = answered_by(message)
        if answered is None:
            return False
        shown = answered.text or answered.caption or ""
        place = (turn.chat_id, answered.message_id)
        meant = ticket_meant(turn.unit, turn.person.id, place, shown)
        return {"ticket_id": meant.id} if meant else False


def _asked_for(event: Message | CallbackQuery) -> str:
    if isinstance(event, CallbackQuery):
        press = unpack(event.data or "")
        return press.words[0] if press.area == "m" and press.words else ""
    text = event.text or ""
    head = text.split(maxsplit=1)[0] if text.startswith("/") else ""
    return head[1:].partition("@")[0].lower()
