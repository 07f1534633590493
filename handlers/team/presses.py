"""Buttons on cards in a team's chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.moves import RULES, Move, moves
from domain.refusal import Refusal
from domain.tickets import Ticket
from handlers.asking import facts_of, question_left
from handlers.filters import OnTicket
from handlers.replies import Reply, send, swap, toast
from handlers.team.filters import Ours, TeamChat
from handlers.team.screens import card_screen
from handlers.turn import Turn
from services.acts import Act
from services.gate import card_of, ticket_for
from services.moving import movable, move
from services.posts import is_copy, shows_ticket
from services.results import expect_photo
from views import cards, staff
from views.refusals import refusal as sentence

router = Router(name="team presses")
router.callback_query.filter(TeamChat())

_QUESTIONS = {
    "sure-cancel": (Move.CANCEL, cards.ask_cancel),
    Move.HOLD: (Move.HOLD, cards.hold_reasons),
    Move.TRANSFER: (Move.TRANSFER, cards.transfer_teams),
    Move.PRIORITISE: (Move.PRIORITISE, cards.priorities),
}
_OVERTAKEN = frozenset({"move-now", "taken", "taken-by-you", "busy"})


@router.callback_query(OnTicket(*_QUESTIONS, bare=True), Ours())
async def ask(_: CallbackQuery, turn: Turn, ticket: Ticket, verb: str) -> Reply:
    """Ask on the card what a move needs, if whoever presses may make it."""
    made, question = _QUESTIONS[verb]
    movable(turn.unit, ticket.id, made, turn.person.id)
    card = card_of(turn.unit, ticket)
    return swap(question(card, turn.school, turn.unit.now, turn.text))


@router.callback_query(OnTicket("more"), Ours())
async def offer_more(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Offer on the card what is done now and then."""
    card, aside = card_of(turn.unit, ticket), moves(ticket.status, cards.TEAM, aside=True)
    return swap(cards.rarely(card, aside, turn.school, turn.unit.now, turn.text))


@router.callback_query(OnTicket("card"), Ours())
async def go_back(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Draw the card again in place of a question."""
    return swap(card_screen(turn, ticket))


@router.callback_query(OnTicket("show"), Ours())
async def show(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Show a ticket of a list or of an alarm."""
    return send(card_screen(turn, ticket), about=ticket.id)


@router.callback_query(OnTicket(*(rule.move for rule in RULES)), Ours())
async def make_move(
    _: CallbackQuery, turn: Turn, ticket: Ticket, verb: str, words: tuple[str, ...]
) -> Reply:
    """Make the move that a button carries; delivery redraws the card."""
    act = Act(ticket.id, Move(verb), turn.person.id, facts_of(Move(verb), words))
    try:
        return _made(turn, move(turn.unit, act), act.move)
    except Refusal as refusal:
        question = question_left(turn, ticket, words, refusal)
        return swap(question) if question else _overtaken(turn, ticket, refusal)


@router.callback_query()
async def press_unknown(_: CallbackQuery) -> Reply:
    """Refuse a button that the desk does not know (any more)."""
    raise Refusal("button-unknown")


def _made(turn: Turn, ticket: Ticket, made: Move) -> Reply:
    """Say it to whoever pressed, in their own language; a photo of finished work is asked for."""
    card = card_of(turn.unit, ticket)
    said = cards.toast(card, made, turn.own)
    if made is Move.DONE and expect_photo(turn.unit, ticket, turn.chat_id, turn.person.id):
        return replace(send(staff.ask_photo(card, turn.text), about=ticket.id), toast=said)
    if is_copy(turn.unit, turn.chat_id, turn.pressed_id):
        return swap(card_screen(turn, ticket), said)
    return toast(said)


def _overtaken(turn: Turn, ticket: Ticket, refusal: Refusal) -> Reply:
    """Say why not; a card that showed what is past is drawn as it stands."""
    shown = shows_ticket(turn.unit, turn.chat_id, turn.pressed_id)
    if refusal.reason not in _OVERTAKEN or not shown:
        raise refusal
    now = ticket_for(turn.unit, ticket.id, turn.person.id)
    return replace(swap(card_screen(turn, now), sentence(refusal, turn.own)), alert=True)
