"""Whatever is sent or pressed out of turn gets a helpful answer."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.drafts import Draft
from domain.refusal import Refusal
from domain.tickets import Kind
from handlers.filters import Pressed
from handlers.private.drafting import offer_screen, with_sent
from handlers.private.filters import Offered, Pictured, Words
from handlers.replies import Reply, draw, send, swap, toast
from handlers.turn import Turn
from services.conversations import finish
from views import offers, welcome
from views.refusals import refusal

router = Router(name="listening")


@router.message(Words(), Offered())
async def add_words(message: Message, turn: Turn, draft: Draft) -> Reply:
    """Keep more words for a form whose kind is not known yet."""
    return draw(offer_screen(turn, with_sent(draft, message)))


@router.message(Pictured(), Offered())
async def add_picture(message: Message, turn: Turn, draft: Draft) -> Reply:
    """Keep one more picture for a form whose kind is not known yet."""
    return draw(offer_screen(turn, with_sent(draft, message)))


@router.message(Words())
async def keep_words(message: Message, turn: Turn) -> Reply:
    """Ask what words are about that came without a form."""
    return draw(offer_screen(turn, with_sent(Draft(Kind.REPAIR), message)))


@router.message(Pictured())
async def keep_picture(message: Message, turn: Turn) -> Reply:
    """Ask what a picture is about that came without a form."""
    return draw(offer_screen(turn, with_sent(Draft(Kind.REPAIR), message)))


@router.message()
async def be_lost(_: Message, turn: Turn) -> Reply:
    """Show what can be done to somebody who sent what the desk cannot use."""
    return send(offers.lost(turn.school, turn.text))


@router.callback_query(Pressed("f", "discard"), Offered())
async def drop(_: CallbackQuery, turn: Turn) -> Reply:
    """Forget what was sent, and show the menu."""
    finish(turn.unit, turn.conversation)
    return swap(welcome.menu(turn.text, turn.school))


@router.callback_query(Pressed("f"))
async def press_ended_form(_: CallbackQuery, turn: Turn) -> Reply:
    """Say that a form has ended, without alarm: a quick second tap on "submit" comes here too."""
    ended = Refusal("stale-form")
    return toast(refusal(ended, turn.text), refused=ended.reason)


@router.callback_query()
async def press_unknown(_: CallbackQuery) -> Reply:
    """Refuse a button that the desk does not know (any more)."""
    raise Refusal("button-unknown")
