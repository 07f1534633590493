"""Moves of a ticket in a private chat, by its requester or by staff."""

from collections.abc import Callable

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.moves import Move
from domain.refusal import Refusal
from domain.rules import RULES
from domain.tickets import Ticket
from handlers.asking import facts_of, question_left, suggestion
from handlers.filters import OnTicket
from handlers.private.screens import await_words, on, ticket_screen
from handlers.replies import Reply
from handlers.turn import Turn
from services.acts import Act
from services.conversations import ADD, COMMENT, EXPLAIN, FINISH, leave
from services.gate import card_of, ticket_for
from services.moving import move
from views import breaches, cards, offers, tickets
from views.screens import Screen

router = Router(name="moving")


@router.callback_query(OnTicket(*(rule.move for rule in RULES)))
async def make_move(
    query: CallbackQuery, turn: Turn, ticket_id: int, verb: str, words: tuple[str, ...]
) -> Reply:
    """Make the move that a button carries and show what comes next."""
    made, before = Move(verb), ticket_for(turn.unit, ticket_id, turn.person.id)
    facts = facts_of(turn, before, made, words)
    leave(turn.unit, turn.conversation)
    try:
        ticket = move(turn.unit, Act(ticket_id, made, turn.person.id, facts))
    except Refusal as refusal:
        if refusal.reason == "breach-words":
            return _words_wanted(query, turn, ticket_id, made)
        return _asked(query, turn, (before, words), refusal)
    screen = _after(turn, before, ticket, made)
    return on(query, screen, ticket, cards.toast(card_of(turn.unit, ticket), made, turn.text))


def _asked(
    query: CallbackQuery, turn: Turn, wanted: tuple[Ticket, tuple[str, ...]], refusal: Refusal
) -> Reply:
    """Ask what a refused move has still to be told; the refusal itself when nothing would help."""
    ticket, words = wanted
    if refusal.reason == "too-late" and _is_own(turn, ticket):
        days = turn.school.reopen_days
        return on(query, offers.too_late(ticket, days, turn.text), ticket)
    question = question_left(turn, ticket, words, refusal)
    if question is None:
        raise refusal
    return on(query, question, ticket)


def _after(turn: Turn, before: Ticket, ticket: Ticket, made: Move) -> Screen:
    """Return what comes next: for a requester a question, for staff perhaps another team."""
    follow = _NEXT.get(made, ticket_screen) if _is_own(turn, ticket) else ticket_screen
    return suggestion(turn, before, ticket) or follow(turn, ticket)


def _words_wanted(query: CallbackQuery, turn: Turn, ticket_id: int, made: Move) -> Reply:
    """Ask for a reason that is on no button."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    await_words(turn, FINISH if made is Move.DONE else EXPLAIN, ticket)
    return on(query, breaches.write_words(card_of(turn.unit, ticket), turn.text), ticket)


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
