"""Moves of a ticket in a private chat, by its requester or by staff."""

from collections.abc import Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.moves import Move
from domain.tickets import Ticket
from handlers.filters import OnTicket
from handlers.private.screens import await_words, on, ticket_screen
from handlers.replies import Reply
from handlers.turn import Turn
from services.conversations import ADD, COMMENT, leave
from services.gate import card_of
from services.moving import Act, move
from views import cards, offers, tickets
from views.screens import Screen

router = Router(name="moving")


@router.callback_query(OnTicket(*Move))
async def make_move(
    query: CallbackQuery, turn: Turn, ticket_id: int, verb: str, words: tuple[str, ...]
) -> Reply:
    """Make the move that a button carries and show what comes next."""
    made = Move(verb)
    leave(turn.unit, turn.conversation)
    ticket = move(turn.unit, Act(ticket_id, made, turn.person.id, _facts(made, words)))
    follow = _NEXT.get(made, ticket_screen) if _is_own(turn, ticket) else ticket_screen
    screen = follow(turn, ticket)
    return on(query, screen, ticket, cards.toast(card_of(turn.unit, ticket), made, turn.text))


def _facts(made: Move, words: tuple[str, ...]) -> dict[str, str | int]:
    """Return what a move asks for; a forged word is left to the move to refuse."""
    word = words[0] if words else ""
    match made:
        case Move.HOLD:
            return {"reason": word}
        case Move.TRANSFER:
            return {"team": word}
        case Move.RATE:
            return {"stars": int(word) if word.isascii() and word.isdigit() else 0}
        case _:
            return {}


def _is_own(turn: Turn, ticket: Ticket) -> bool:
    return ticket.requester_id == turn.person.id


def _ask_rating(turn: Turn, ticket: Ticket) -> Screen:
    return tickets.ask_rating(card_of(turn.unit, ticket), turn.text)


def _ask_comment(turn: Turn, ticket: Ticket) -> Screen:
    await_words(turn, COMMENT, ticket)
    return tickets.ask_comment(card_of(turn.unit, ticket), turn.text)


def _ask_what_is_wrong(turn: Turn, ticket: Ticket) -> Screen:
    await_words(turn, ADD, ticket)
    return offers.still_wrong(card_of(turn.unit, ticket), turn.text)


_NEXT: dict[Move, Callable[[Turn, Ticket], Screen]] = {
    Move.CONFIRM: _ask_rating,
    Move.RATE: _ask_comment,
    Move.NOT_FIXED: _ask_what_is_wrong,
}
