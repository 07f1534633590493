"""What a team says to a requester: answers to the card, and the photo that was asked for."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from domain.moves import Move
from domain.school import Team
from domain.tickets import Ticket
from handlers.asking import at_time, in_words, places_found
from handlers.contents import carried
from handlers.filters import Corrected
from handlers.replies import NOTHING, Reply, quote
from handlers.team.filters import Expected, Locating, Reasoned, Replied, TeamChat, Timed
from handlers.turn import Turn
from locales import literal
from services.conversations import leave
from services.gate import card_of, ticket_for
from services.lists import require_staff
from services.moving import move
from services.results import expect_photo, show, unexpect
from services.talk import Words, answer, correct
from views import cards, staff
from views.screens import Screen

router = Router(name="team replies")
router.message.filter(TeamChat())
router.edited_message.filter(TeamChat())


@router.message(Reasoned())
async def take_reason(message: Message, turn: Turn, ticket_id: int, made: Move) -> Reply:
    """Take an answer to the question why a ticket is late; it is not for the requester."""
    ticket = move(turn.unit, in_words(turn, (ticket_id, made), message))
    card = card_of(turn.unit, ticket)
    if made is Move.DONE and expect_photo(turn.unit, ticket, turn.chat_id, turn.person.id):
        return quote(staff.ask_photo(card, turn.text), about=ticket_id)
    return quote(Screen(literal(cards.toast(card, made, turn.text))), about=ticket_id)


@router.message(Replied(), Locating())
async def search_place(_: Message, turn: Turn, ticket_id: int, words: str) -> Reply:
    """Search for the place that was asked for on the card."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    return quote(places_found(turn, ticket, words), about=ticket.id)


@router.message(Replied(), Timed())
async def take_time(_: Message, turn: Turn, ticket_id: int, words: str, event: int) -> Reply:
    """Take an answer to the question when a step happened; it is not for the requester."""
    ticket = move(turn.unit, at_time(turn, ticket_id, event, words))
    leave(turn.unit, turn.conversation)
    said = cards.toast(card_of(turn.unit, ticket), Move.BACKDATE, turn.text)
    return quote(Screen(literal(said)), about=ticket_id)


@router.message(Replied())
async def reply(message: Message, turn: Turn, team: Team, ticket_id: int) -> Reply:
    """Carry an answer to the card, or to anything under it, to the requester."""
    require_staff(turn.school, team, turn.person.id)
    said = _said(message, turn, ticket_id)
    ticket = answer(turn.unit, said)
    unexpect(turn.unit, turn.conversation)
    return _passed_on(turn, ticket, said)


@router.message(Expected())
async def take_photo(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Carry the photo of finished work to the requester."""
    said = _said(message, turn, ticket_id)
    ticket = show(turn.unit, turn.conversation, said, message.media_group_id or "")
    if ticket is None:
        return NOTHING
    return _passed_on(turn, ticket, said)


@router.edited_message(Corrected())
async def correct_words(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Carry a change of words to the requester, as a change."""
    said = replace(_said(message, turn, ticket_id), file=None)
    ticket = correct(turn.unit, said) if said.text else None
    return _passed_on(turn, ticket, said) if ticket else NOTHING


def _passed_on(turn: Turn, ticket: Ticket, said: Words) -> Reply:
    card = card_of(turn.unit, ticket)
    return quote(staff.passed_on(card, said.text, turn.text), about=ticket.id)


def _said(message: Message, turn: Turn, ticket_id: int) -> Words:
    words, file = carried(message)
    place = (turn.chat_id, message.message_id)
    return Words(ticket_id, turn.person.id, turn.person.name, words, file, place)
