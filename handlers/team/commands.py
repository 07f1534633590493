"""What a team asks for in its chat."""

from aiogram import Router
from aiogram.types import Message

from domain.refusal import Refusal
from domain.school import Team
from handlers.explaining import explanation, ticket_asked
from handlers.filters import Asked
from handlers.replies import Reply, quote
from handlers.team.filters import ELSEWHERE, TeamChat
from handlers.team.screens import card_screen
from handlers.turn import Turn
from services.gate import ticket_called
from services.lists import of_assignee, queue_of, require_staff
from views import queues, staff

router = Router(name="team commands")
router.message.filter(TeamChat())


@router.message(Asked("queue"))
async def show_queue(_: Message, turn: Turn, team: Team) -> Reply:
    """List what the team still has to do."""
    require_staff(turn.school, team, turn.person.id)
    waiting = queue_of(turn.unit, team)
    return quote(queues.queue(waiting, team, turn.school, turn.unit.now, turn.text))


@router.message(Asked("mine"))
async def show_mine(_: Message, turn: Turn, team: Team) -> Reply:
    """List what a worker accepted or was named for in this team."""
    require_staff(turn.school, team, turn.person.id)
    accepted = of_assignee(turn.unit, turn.person.id)
    mine = [line for line in accepted if line.ticket.team == team.code]
    return quote(queues.mine(mine, turn.school, turn.unit.now, turn.text))


@router.message(Asked("ticket"))
async def show_ticket(_: Message, turn: Turn, team: Team, words: str) -> Reply:
    """Show a ticket by its number; everybody here reads along, so only one of this team."""
    ticket = ticket_called(turn.unit, words, turn.person.id)
    if ticket.team != team.code:
        raise Refusal("ticket-unknown")
    return quote(card_screen(turn, ticket), about=ticket.id)


@router.message(Asked("why"))
async def explain(message: Message, turn: Turn, words: str) -> Reply:
    """Explain the deadlines of a ticket of this team, by its number or by an answer to it."""
    ticket = ticket_asked(message, turn, words)
    return quote(explanation(turn, ticket), about=ticket.id)


@router.message(Asked("help", "start"))
async def show_help(_: Message, turn: Turn) -> Reply:
    """Tell how a team works with the desk."""
    return quote(staff.help_screen(turn.text))


@router.message(Asked(*ELSEWHERE))
async def refuse(_: Message) -> Reply:
    """Send somebody to the private chat."""
    raise Refusal("not-here")
