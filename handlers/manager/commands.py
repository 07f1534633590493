"""Digest, what was late, and tickets by number, in a private chat."""

from aiogram import Router
from aiogram.types import Message

from domain.refusal import Refusal
from handlers.explaining import explanation, ticket_asked
from handlers.filters import Asked, Here
from handlers.private.screens import ticket_screen
from handlers.replies import Reply, send
from handlers.turn import Turn
from services.digests import owe_digest
from services.gate import ticket_called
from services.lists import missed_by
from views import breaches, staff

router = Router(name="office commands")
router.message.filter(Here(private=True, team=False))


@router.message(Asked("digest"))
async def give_digest(_: Message, turn: Turn) -> Reply:
    """Owe a manager the digest of now; the chart takes a moment to draw."""
    owe_digest(turn.unit, turn.person.id)
    return send(staff.digest_coming(turn.text))


@router.message(Asked("missed"))
async def list_missed(_: Message, turn: Turn) -> Reply:
    """List what was late, with its reasons, for whoever decides about them."""
    late = missed_by(turn.unit, turn.person.id)
    return send(breaches.missed(late, turn.school, turn.unit.now, turn.text))


@router.message(Asked("ticket"))
async def show_ticket(_: Message, turn: Turn, words: str) -> Reply:
    """Show the whole record of a ticket with what this person can do about it."""
    ticket = ticket_called(turn.unit, words, turn.person.id)
    return send(ticket_screen(turn, ticket), about=ticket.id)


@router.message(Asked("why"))
async def explain(message: Message, turn: Turn, words: str) -> Reply:
    """Explain the deadlines of a ticket to whoever may see it."""
    ticket = ticket_asked(message, turn, words)
    return send(explanation(turn, ticket), about=ticket.id)


@router.message(Asked("queue", "mine"))
async def refuse(_: Message) -> Reply:
    """Send a worker to the team's chat."""
    raise Refusal("not-here")
