"""Opening a form, and coming back to one that was begun."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.answers import begun, following
from domain.drafts import Draft
from domain.refusal import Refusal
from domain.tickets import Kind
from handlers.filters import OnTicket, Pressed
from handlers.private.drafting import begun_draft, new_draft, opened, with_offered
from handlers.private.filters import Filling, Wanted
from handlers.replies import Reply, draw
from handlers.turn import Turn
from services.filing import followable
from views import offers
from views.presses import Press

router = Router(name="starting")


@router.message(Wanted())
@router.callback_query(Wanted())
async def begin(_: Message | CallbackQuery, turn: Turn, kind: Kind) -> Reply:
    """Open a form with what was sent before it; ask first when another one was begun."""
    draft = begun_draft(turn)
    if draft is None:
        return draw(opened(turn, new_draft(turn, kind)))
    return draw(offers.unfinished(draft, kind, turn.text))


@router.callback_query(OnTicket("again"))
async def begin_again(
    _: CallbackQuery, turn: Turn, ticket_id: int, words: tuple[str, ...]
) -> Reply:
    """Open the form of an ended ticket anew; ask first when another one was begun."""
    ticket = followable(turn.unit, ticket_id, turn.person.id)
    draft = None if words else begun_draft(turn)
    if draft is not None:
        return draw(offers.unfinished(draft, ticket.kind, turn.text, ticket))
    return draw(opened(turn, with_offered(turn, following(ticket, turn.school))))


@router.callback_query(Pressed("f", "resume"), Filling())
async def resume(_: CallbackQuery, turn: Turn, draft: Draft) -> Reply:
    """Go on with the form that was begun."""
    return draw(opened(turn, draft))


@router.callback_query(Pressed("f", "new"))
async def begin_anew(_: CallbackQuery, turn: Turn, press: Press) -> Reply:
    """Drop the form that was begun and open another."""
    kind = press.words[-1]
    if kind not in set(Kind):
        raise Refusal("button-unknown")
    return draw(opened(turn, begun(Kind(kind), turn.school)))
