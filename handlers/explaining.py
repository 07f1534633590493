"""Why a ticket is due when it is, asked for in any chat of the desk."""

from aiogram.types import Message

from domain.access import roles
from domain.clocks import PROMISED
from domain.moves import Role
from domain.refusal import Refusal
from domain.tickets import Ticket
from handlers.turn import Turn
from services.gate import card_of, ticket_called
from services.posts import ticket_meant
from services.timing import accounts_of
from views.screens import Screen
from views.why import why


def ticket_asked(message: Message, turn: Turn, words: str) -> Ticket:
    """Return the ticket that is named, or that the answered message is about.

    Everybody in a team's chat reads along, so there only one of that team. Refusals as in
    ``ticket_called``.
    """
    ticket = None if words else _answered(message, turn)
    if ticket is None:
        ticket = ticket_called(turn.unit, words, turn.person.id)
    if turn.team is not None and ticket.team != turn.team.code:
        raise Refusal("ticket-unknown")
    return ticket


def explanation(turn: Turn, ticket: Ticket) -> Screen:
    """Explain the deadlines of a ticket in the language of the chat.

    How long a team may keep a ticket is told to those who work on it alone.
    """
    card, accounts = card_of(turn.unit, ticket), accounts_of(turn.unit, ticket)
    if roles(turn.school, ticket, turn.person.id) <= {Role.REQUESTER}:
        accounts = tuple(each for each in accounts if each.clock.kind in PROMISED)
    return why(card, accounts, turn.school, turn.unit.now, turn.text)


def _answered(message: Message, turn: Turn) -> Ticket | None:
    answered = message.reply_to_message
    if answered is None:
        return None
    shown = answered.text or answered.caption or ""
    place = (turn.chat_id, answered.message_id)
    return ticket_meant(turn.unit, turn.person.id, place, shown)
