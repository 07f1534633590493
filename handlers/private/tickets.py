"""My tickets: the list, one ticket, and the questions on it."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import roles
from domain.moves import Move, Role
from domain.offering import rarely
from handlers.asking import ASKED, INSIDE, question, question_inside
from handlers.explaining import explanation
from handlers.filters import Asked, OnTicket, Pressed
from handlers.private.screens import await_words, on, ticket_screen
from handlers.replies import Reply, send, swap
from handlers.turn import Turn
from services.conversations import ADD, leave
from services.gate import card_of, ticket_for
from services.lists import of_requester
from services.moving import movable
from services.talk import addable
from views import cards, tickets
from views.presses import Press, number
from views.screens import Screen
from views.why import in_place

router = Router(name="tickets")


@router.message(Asked("tickets"))
async def list_tickets(_: Message, turn: Turn) -> Reply:
    """List a person's own tickets."""
    return send(_mine(turn, 0))


@router.callback_query(Pressed("m", "tickets"))
async def show_list(_: CallbackQuery, turn: Turn) -> Reply:
    """List a person's own tickets in place of what was there."""
    leave(turn.unit, turn.conversation)
    return swap(_mine(turn, 0))


@router.callback_query(Pressed("q", "mine"))
async def turn_page(_: CallbackQuery, turn: Turn, press: Press) -> Reply:
    """Show another page of the list."""
    return swap(_mine(turn, number(press.words[-1])))


@router.callback_query(OnTicket("show", "card"))
async def show(query: CallbackQuery, turn: Turn, ticket_id: int) -> Reply:
    """Show a ticket; a question that was open about one is dropped."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    leave(turn.unit, turn.conversation)
    return on(query, ticket_screen(turn, ticket), ticket)


@router.callback_query(OnTicket("why"))
async def explain(query: CallbackQuery, turn: Turn, ticket_id: int) -> Reply:
    """Explain the deadlines of a ticket in its place; an open question is dropped, too."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    leave(turn.unit, turn.conversation)
    screen = in_place(explanation(turn, ticket), ticket, turn.text)
    return on(query, screen, ticket)


@router.callback_query(OnTicket("add"))
async def ask_addition(query: CallbackQuery, turn: Turn, ticket_id: int) -> Reply:
    """Ask for words or a file to add."""
    ticket = addable(turn.unit, ticket_id, turn.person.id)
    await_words(turn, ADD, ticket)
    return on(query, tickets.ask_addition(card_of(turn.unit, ticket), turn.text), ticket)


@router.callback_query(OnTicket("sure-cancel"))
async def ask_cancel(query: CallbackQuery, turn: Turn, ticket_id: int) -> Reply:
    """Ask whether a ticket shall really be cancelled."""
    ticket = movable(turn.unit, ticket_id, Move.CANCEL, turn.person.id)
    card = card_of(turn.unit, ticket)
    if ticket.requester_id == turn.person.id:
        return on(query, tickets.ask_cancel(card, turn.text), ticket)
    return on(query, cards.ask_cancel(card, turn.school, turn.unit.now, turn.text), ticket)


@router.callback_query(OnTicket(Move.RATE, bare=True))
async def ask_rating(query: CallbackQuery, turn: Turn, ticket_id: int) -> Reply:
    """Ask for one to five stars."""
    ticket = movable(turn.unit, ticket_id, Move.RATE, turn.person.id)
    return on(query, tickets.ask_rating(card_of(turn.unit, ticket), turn.text), ticket)


@router.callback_query(OnTicket(*ASKED, bare=True))
async def ask(query: CallbackQuery, turn: Turn, ticket_id: int, verb: str) -> Reply:
    """Ask what a move needs to be told."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    return on(query, question(turn, ticket, Move(verb)), ticket)


@router.callback_query(OnTicket(*INSIDE))
async def ask_further(
    query: CallbackQuery, turn: Turn, ticket_id: int, verb: str, words: tuple[str, ...]
) -> Reply:
    """Go a step into a question that has several."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    return on(query, question_inside(turn, ticket, verb, words), ticket)


@router.callback_query(OnTicket("more"))
async def offer_more(query: CallbackQuery, turn: Turn, ticket_id: int) -> Reply:
    """Offer staff what is done now and then."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    held = roles(turn.school, ticket, turn.person.id) - {Role.REQUESTER}
    card = card_of(turn.unit, ticket)
    aside = rarely(card, held)
    screen = cards.rarely(card, aside, turn.school, turn.unit.now, turn.text)
    return on(query, screen, ticket)


def _mine(turn: Turn, page: int) -> Screen:
    mine = of_requester(turn.unit, turn.person.id)
    return tickets.my_tickets(mine, page, turn.school, turn.unit.now, turn.text)
