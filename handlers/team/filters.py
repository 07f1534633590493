"""Which update of a group belongs to which handler."""

from typing import Any

from aiogram.filters import Filter
from aiogram.types import (
    CallbackQuery,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberRestricted,
    ChatMemberUnion,
    ChatMemberUpdated,
    Message,
)

from domain.refusal import Refusal
from domain.school import Team
from domain.tickets import Ticket
from handlers.filters import ANONYMOUS, answered_by
from handlers.turn import Turn
from models.posts import CARD, Post
from services.backdating import step_awaited
from services.conversations import ticket_in
from services.gate import ticket_for
from services.placing import expects_place
from services.posts import reason_awaited, settle_card, ticket_shown
from services.results import PHOTO

COMMANDS = ("queue", "mine", "ticket", "why", "help", "start")
ELSEWHERE = ("repair", "complaint", "suggestion", "tickets", "digest", "missed")
"""Commands of the desk that belong into a private chat."""


class TeamChat(Filter):
    """The chat of a team; gives the handler ``team``."""

    async def __call__(
        self, _: Message | CallbackQuery | ChatMemberUpdated, turn: Turn
    ) -> bool | dict[str, Team]:
        """Return the team."""
        return {"team": turn.team} if turn.team else False


class Ours(Filter):
    """A ticket of a team of this chat, after ``OnTicket``; gives the handler ``ticket``.

    Everybody in the chat reads along, so here even a manager sees only what is for it. Refusal
    ``ticket-unknown``.
    """

    async def __call__(
        self, _: CallbackQuery, turn: Turn, team: Team, ticket_id: int
    ) -> dict[str, Ticket]:
        """Return the ticket."""
        ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
        its = turn.school.teams.get(ticket.team)
        if its is None or its.chat_id != team.chat_id:
            raise Refusal("ticket-unknown")
        return {"ticket": ticket}


class Outdated(Filter):
    """A press on a card beside the live one, after ``Ours``; the card loses its buttons."""

    async def __call__(self, query: CallbackQuery, turn: Turn, ticket: Ticket) -> bool:
        """Return whether the ticket has a newer card here."""
        message = query.message
        if message is None:
            return False
        picture = isinstance(message, Message) and bool(message.photo)
        return settle_card(
            turn.unit, Post(turn.chat_id, message.message_id, ticket.id, CARD, picture=picture)
        )


class Replied(Filter):
    """An answer to a message of the desk about a ticket; gives the handler ``ticket_id``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        """Return the ticket; commands are none."""
        answered = answered_by(message)
        if answered is None:
            return False
        shown = answered.text or answered.caption or ""
        ticket_id = ticket_shown(turn.unit, turn.chat_id, answered.message_id, shown)
        return {"ticket_id": ticket_id} if ticket_id else False


class Locating(Filter):
    """Words that answer the question where a ticket is, after ``Replied``; gives ``words``."""

    async def __call__(
        self, message: Message, turn: Turn, ticket_id: int
    ) -> bool | dict[str, str]:
        """Return the words."""
        if not message.text or not expects_place(turn.unit, turn.conversation, ticket_id):
            return False
        return {"words": message.text}


class Timed(Filter):
    """Words that answer the question when a step happened, after ``Replied``.

    Gives the handler ``words`` and ``event``, the place of the step in the history.
    """

    async def __call__(
        self, message: Message, turn: Turn, ticket_id: int
    ) -> bool | dict[str, Any]:
        """Return the words and the step."""
        event = step_awaited(turn.unit, turn.conversation, ticket_id)
        return {"words": message.text, "event": event} if message.text and event else False


class Reasoned(Filter):
    """An answer that gives a reason in words; gives the handler ``ticket_id`` and ``made``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        """Return the ticket, and the move that the reason was asked for."""
        answered = answered_by(message)
        if answered is None:
            return False
        awaited = reason_awaited(turn.unit, turn.chat_id, answered.message_id)
        return {"ticket_id": awaited[0], "made": awaited[1]} if awaited else False


class Expected(Filter):
    """A photo that a worker was asked for; gives the handler ``ticket_id``."""

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, int]:
        """Return the ticket whose work it shows."""
        waiting = turn.conversation
        if waiting is None or waiting.topic != PHOTO or not message.photo:
            return False
        return {"ticket_id": ticket_in(waiting)}


class Anonymous(Filter):
    """An admin who writes in the name of the group."""

    async def __call__(self, message: Message) -> bool:
        """Return whether nobody can tell who wrote it."""
        return message.from_user is not None and message.from_user.id == ANONYMOUS


class Moved(Filter):
    """A group became a supergroup; gives the handler ``ids``, the old one and the new one.

    Telegram says so in both chats, or in one of them only.
    """

    async def __call__(self, message: Message, turn: Turn) -> bool | dict[str, Any]:
        """Return both ids."""
        if message.migrate_to_chat_id is not None:
            return {"ids": (turn.chat_id, message.migrate_to_chat_id)}
        if message.migrate_from_chat_id is not None:
            return {"ids": (message.migrate_from_chat_id, turn.chat_id)}
        return False


class Reopened(Filter):
    """A topic that was closed is open again; gives the handler ``topic_id``."""

    async def __call__(self, message: Message) -> bool | dict[str, int]:
        """Return the topic."""
        if message.forum_topic_reopened is None or message.message_thread_id is None:
            return False
        return {"topic_id": message.message_thread_id}


class Silenced(Filter):
    """A change of what the desk is in a group; gives the handler ``silenced``, before and now.

    Who left, was removed or may not send messages says nothing (Bot API, ChatMember).
    """

    async def __call__(self, change: ChatMemberUpdated) -> dict[str, tuple[bool, bool]]:
        """Return whether the desk could not speak before, and whether it cannot now."""
        before, now = (
            not _may_speak(each) for each in (change.old_chat_member, change.new_chat_member)
        )
        return {"silenced": (before, now)}


def _may_speak(member: ChatMemberUnion) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member and member.can_send_messages
    return not isinstance(member, ChatMemberLeft | ChatMemberBanned)
