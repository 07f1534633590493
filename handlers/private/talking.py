"""Words about a ticket: an addition, a comment to a rating, an answer to a message."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import Message

from domain.moves import Move
from domain.refusal import Refusal
from handlers.asking import at_time, in_words, places_found
from handlers.contents import carried
from handlers.filters import Corrected
from handlers.private.filters import Awaited, Late, Reasoned, Replying, Timed
from handlers.private.filters import Words as Typed
from handlers.private.screens import ticket_screen
from handlers.replies import NOTHING, Reply, draw, quote, send
from handlers.turn import Turn
from locales import literal
from services.conversations import ADD, COMMENT, WHERE, is_next_of_album, leave
from services.gate import card_of, ticket_for
from services.moving import move
from services.talk import Words, add_words, answer, comment, correct
from views import cards, tickets
from views.screens import Screen

router = Router(name="talking")


@router.message(Awaited(WHERE), Typed())
async def search_place(_: Message, turn: Turn, ticket_id: int, words: str) -> Reply:
    """Search for the place that staff were asked for."""
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    return send(places_found(turn, ticket, words), about=ticket.id)


@router.message(Timed())
async def take_time(_: Message, turn: Turn, ticket_id: int, words: str, event: int) -> Reply:
    """Take the time at which a step happened; it is not for the requester."""
    ticket = move(turn.unit, at_time(turn, ticket_id, event, words))
    leave(turn.unit, turn.conversation)
    return draw(ticket_screen(turn, ticket))


@router.message(Reasoned())
async def take_reason(message: Message, turn: Turn, ticket_id: int, made: Move) -> Reply:
    """Take the reason why a ticket is late; it is not for the requester."""
    ticket = move(turn.unit, in_words(turn, (ticket_id, made), message))
    leave(turn.unit, turn.conversation)
    return draw(ticket_screen(turn, ticket))


@router.message(Replying())
async def reply(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Carry an answer to a message about a ticket to the other side."""
    said = _said(message, turn, ticket_id)
    ticket = ticket_for(turn.unit, ticket_id, turn.person.id)
    if ticket.requester_id != turn.person.id:
        card = card_of(turn.unit, answer(turn.unit, said))
        words = cards.toast(card, Move.SAY, turn.text)
        return quote(Screen(literal(words)), about=ticket_id)
    card = card_of(turn.unit, add_words(turn.unit, said))
    return quote(tickets.added(card, turn.text), about=ticket_id)


@router.message(Late())
async def add_late(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Add a file of an album that came after its form was handed in; the team gets it."""
    add_words(turn.unit, _said(message, turn, ticket_id))
    return NOTHING


@router.edited_message(Corrected())
async def correct_words(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Carry a change of words to the other side, as a change: it is no new ticket."""
    said = replace(_said(message, turn, ticket_id), file=None)
    ticket = correct(turn.unit, said) if said.text else None
    return quote(tickets.added(card_of(turn.unit, ticket), turn.text)) if ticket else NOTHING


@router.message(Awaited(ADD))
async def add(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Carry an addition to the team; after a file there may be more, words are the end of it."""
    said = _said(message, turn, ticket_id)
    card = card_of(turn.unit, add_words(turn.unit, said))
    if said.file is None:
        leave(turn.unit, turn.conversation)
    elif is_next_of_album(turn.unit, turn.conversation, message.media_group_id):
        return NOTHING
    return draw(tickets.added(card, turn.text))


@router.message(Awaited(COMMENT))
async def add_comment(message: Message, turn: Turn, ticket_id: int) -> Reply:
    """Add the words to the rating that was given."""
    if not message.text:
        raise Refusal("words-empty")
    ticket = comment(turn.unit, ticket_id, turn.person.id, message.text)
    leave(turn.unit, turn.conversation)
    return draw(tickets.thanks(card_of(turn.unit, ticket), turn.text))


def _said(message: Message, turn: Turn, ticket_id: int) -> Words:
    words, file = carried(message)
    place = (turn.chat_id, message.message_id)
    return Words(ticket_id, turn.person.id, turn.person.name, words, file, place)
