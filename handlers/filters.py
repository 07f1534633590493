"""Which update belongs to which handler.

Every filter is a coroutine: aiogram runs plain functions in threads, which would leave the unit's.
"""

from dataclasses import dataclass
from typing import Any

from aiogram.filters import Filter
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from handlers.turn import Turn
from services.posts import ticket_said
from views.presses import unpack

ANONYMOUS = 1087968824
"""GroupAnonymousBot, in whose name an anonymous admin writes."""

_TICKET_DIGITS = 9  # keys are 32-bit


class Pressed(Filter):
    """A button of an area; gives the handler ``press``.

    With ``word`` only those whose first word it is.
    """

    def __init__(self, area: str, word: str | None = None) -> None:
        self.area = area
        self.word = word

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        """Return the parsed press when it is this filter's."""
        press = unpack(query.data or "")
        if press.area != self.area or (self.word and press.words[:1] != (self.word,)):
            return False
        return {"press": press}


class Asked(Filter):
    """A command; gives the handler ``words``, what stands after it.

    A command that names another bot never comes this far.
    """

    def __init__(self, *commands: str) -> None:
        self.commands = frozenset(commands)

    async def __call__(self, message: Message) -> bool | dict[str, Any]:
        """Return the words after the command when it is one of this filter's."""
        text = message.text or ""
        if not text.startswith("/"):
            return False
        head, _, words = text.partition(" ")
        command = head[1:].partition("@")[0].lower()
        return {"words": words.strip()} if command in self.commands else False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a button on a ticket asks for."""

    ticket_id: int
    verb: str
    words: tuple[str, ...]


def on_ticket(data: str) -> Wanted | None:
    """Return what the button asks for that carries ``data``; None when it is on no ticket."""
    press = unpack(data)
    number, verb, *words = (*press.words, "", "")[: max(2, len(press.words))]
    if press.area != "t" or not _is_key(number):
        return None
    return Wanted(int(number), verb, tuple(words))


class OnTicket(Filter):
    """A button on a ticket; gives the handler ``ticket_id``, ``verb`` and the ``words`` after it.

    With ``verbs`` only those; with ``bare`` only without further words.
    """

    def __init__(self, *verbs: str, bare: bool = False) -> None:
        self.verbs = frozenset(verbs)
        self.bare = bare

    async def __call__(self, query: CallbackQuery) -> bool | dict[str, Any]:
        """Return the parsed press when it is this filter's."""
        wanted = on_ticket(query.data or "")
        if wanted is None or wanted.verb not in self.verbs or (self.bare and wanted.words):
            return False
        return {"ticket_id": wanted.ticket_id, "verb": wanted.verb, "words": wanted.words}


class Corrected(Filter):
    """A change of words that were said about a ticket; gives ``ticket_id``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        """Return the ticket."""
        ticket_id = ticket_said(turn.unit, turn.chat_id, message.message_id)
        return {"ticket_id": ticket_id} if ticket_id else False


class Here(Filter):
    """Private chats, team chats, or groups that no team uses."""

    def __init__(self, *, private: bool, team: bool) -> None:
        self.private = private
        self.team = team

    async def __call__(self, _: Message | CallbackQuery, turn: Turn) -> bool:
        """Return whether the update came from such a chat."""
        return (turn.chat_id > 0) is self.private and (turn.team is not None) is self.team


class Group(Filter):
    """Any chat that is not private."""

    async def __call__(self, _: Message | CallbackQuery | ChatMemberUpdated, turn: Turn) -> bool:
        """Return whether the update came from a group."""
        return turn.chat_id < 0


def answered_by(message: Message) -> Message | None:
    """Return the message that another one answers; a command answers none."""
    return None if (message.text or "").startswith("/") else message.reply_to_message


def _is_key(number: str) -> bool:
    return number.isascii() and number.isdigit() and len(number) <= _TICKET_DIGITS
