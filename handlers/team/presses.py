"""Buttons on cards in a team's chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.moves import Move
from domain.offering import rarely
from domain.refusal import Refusal
from domain.rules import RULES
from domain.tickets import Ticket
from handlers.asking import (
    ASKED,
    INSIDE,
    facts_of,
    question,
    question_inside,
    question_left,
    suggestion,
)
from handlers.filters import OnTicket
from handlers.replies import Reply, send, swap_card, toast
from handlers.team.filters import Ours, Outdated, TeamChat
from handlers.team.screens import card_screen
from handlers.turn import Turn
from models.posts import REASON
from services.acts import Act
from services.conversations import leave
from services.gate import card_of, ticket_for
from services.moving import movable, move
from services.posts import is_copy, shows_ticket
from services.results import expect_photo
from views import breaches, cards, staff
from views.refusals import refusal as sentence

router = Router(name="team presses")
router.callback_query.filter(TeamChat())

_OVERTAKEN = frozenset({"move-now", "taken", "taken-by-you", "busy"})


@router.callback_query(OnTicket(*ASKED, bare=True), Ours(), Outdated())
@router.callback_query(OnTicket("sure-cancel", "more", "card", *INSIDE), Ours(), Outdated())
async def refuse_outdated(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Ask nothing on a card that there is a newer one of."""
    refusal = Refusal("card-outdated", number=ticket.public_number)
    return toast(sentence(refusal, turn.own), alert=True, refused=refusal.reason)


@router.callback_query(OnTicket(*(rule.move for rule in RULES)), Ours(), Outdated())
async def make_move_there(
    _: CallbackQuery, turn: Turn, ticket: Ticket, verb: str, words: tuple[str, ...]
) -> Reply:
    """Make a move by an older card all the same: who presses must not lose time."""
    leave(turn.unit, turn.conversation)
    try:
        facts = facts_of(turn, ticket, Move(verb), words)
        after = move(turn.unit, Act(ticket.id, Move(verb), turn.person.id, facts))
    except Refusal as refusal:
        return toast(sentence(refusal, turn.own), alert=True, refused=refusal.reason)
    return _made(turn, ticket, after, Move(verb))


@router.callback_query(OnTicket(*ASKED, bare=True), Ours())
async def ask(_: CallbackQuery, turn: Turn, ticket: Ticket, verb: str) -> Reply:
    """Ask on the card what a move needs, if whoever presses may make it."""
    return swap_card(question(turn, ticket, Move(verb)))


@router.callback_query(OnTicket(*INSIDE), Ours())
async def ask_further(
    _: CallbackQuery, turn: Turn, ticket: Ticket, verb: str, words: tuple[str, ...]
) -> Reply:
    """Go a step into a question that has several."""
    return swap_card(question_inside(turn, ticket, verb, words))


@router.callback_query(OnTicket("sure-cancel", bare=True), Ours())
async def ask_cancel(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Ask whether a ticket shall really be cancelled."""
    movable(turn.unit, ticket.id, Move.CANCEL, turn.person.id)
    card = card_of(turn.unit, ticket)
    return swap_card(cards.ask_cancel(card, turn.school, turn.unit.now, turn.text))


@router.callback_query(OnTicket("more"), Ours())
async def offer_more(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Offer on the card what is done now and then."""
    card = card_of(turn.unit, ticket)
    aside = rarely(card, cards.TEAM)
    return swap_card(cards.rarely(card, aside, turn.school, turn.unit.now, turn.text))


@router.callback_query(OnTicket("card"), Ours())
async def go_back(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Draw the card again in place of a question."""
    leave(turn.unit, turn.conversation)
    return swap_card(card_screen(turn, ticket))


@router.callback_query(OnTicket("show"), Ours())
async def show(_: CallbackQuery, turn: Turn, ticket: Ticket) -> Reply:
    """Show a ticket of a list or of an alarm."""
    return send(card_screen(turn, ticket), about=ticket.id)


@router.callback_query(OnTicket(*(rule.move for rule in RULES)), Ours())
async def make_move(
    _: CallbackQuery, turn: Turn, ticket: Ticket, verb: str, words: tuple[str, ...]
) -> Reply:
    """Make the move that a button carries; delivery redraws the card."""
    facts = facts_of(turn, ticket, Move(verb), words)
    act = Act(ticket.id, Move(verb), turn.person.id, facts)
    leave(turn.unit, turn.conversation)
    try:
        return _made(turn, ticket, move(turn.unit, act), act.move)
    except Refusal as refusal:
        if refusal.reason == "breach-words":
            return _words_wanted(turn, ticket, act.move)
        left = question_left(turn, ticket, words, refusal)
        return swap_card(left) if left else _overtaken(turn, ticket, refusal)


@router.callback_query()
async def press_unknown(_: CallbackQuery) -> Reply:
    """Refuse a button that the desk does not know (any more)."""
    raise Refusal("button-unknown")


def _made(turn: Turn, before: Ticket, ticket: Ticket, made: Move) -> Reply:
    """Say it to whoever pressed, in their own language, and what may be done next to the team.

    A photo of finished work is asked for; another team is offered for what was corrected.
    """
    card = card_of(turn.unit, ticket)
    said = cards.toast(card, made, turn.own)
    if made is Move.DONE and expect_photo(turn.unit, ticket, turn.chat_id, turn.person.id):
        return replace(send(staff.ask_photo(card, turn.text), about=ticket.id), toast=said)
    copied = is_copy(turn.unit, turn.chat_id, turn.pressed_id)
    offer = suggestion(turn, before, ticket)
    if copied:
        return swap_card(offer or card_screen(turn, ticket), said)
    return replace(send(offer, about=ticket.id), toast=said) if offer else toast(said)


def _words_wanted(turn: Turn, ticket: Ticket, made: Move) -> Reply:
    """Ask for a reason that is on no button: the desk hears answers to its own messages."""
    asked = breaches.ask_words(card_of(turn.unit, ticket), turn.text)
    return replace(send(asked, about=ticket.id), purpose=f"{REASON}:{made}")


def _overtaken(turn: Turn, ticket: Ticket, refusal: Refusal) -> Reply:
    """Say why not; a card that showed what is past is drawn as it stands."""
    shown = shows_ticket(turn.unit, turn.chat_id, turn.pressed_id)
    if refusal.reason not in _OVERTAKEN or not shown:
        raise refusal
    now = ticket_for(turn.unit, ticket.id, turn.person.id)
    said = swap_card(card_screen(turn, now), sentence(refusal, turn.own))
    return replace(said, alert=True, refused=refusal.reason)
