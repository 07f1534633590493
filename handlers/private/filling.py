"""Filling in a form: presses, typed words, pictures, and the end of it."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.answers import chosen
from domain.drafts import Draft, Step, step_of
from domain.places import rooms_called
from domain.refusal import Refusal
from handlers.filters import Pressed
from handlers.private.drafting import form_screen, protest, with_sent
from handlers.private.filters import Filling, Pictured, Words
from handlers.replies import Reply, draw
from handlers.turn import Turn
from services.conversations import finish, wait_for_late
from services.filing import submit
from services.gate import card_of
from services.limits import hold_back
from views import forms, tickets
from views.presses import Press, number

router = Router(name="filling")


@router.callback_query(Pressed("f", "submit"), Filling())
async def hand_in(_: CallbackQuery, turn: Turn, draft: Draft) -> Reply:
    """Turn the reviewed draft into a ticket."""
    if step_of(draft, turn.school) is not Step.REVIEW:
        return protest(turn, draft, Refusal("stale-step"))
    ticket = submit(turn.unit, turn.person, draft)
    wait_for_late(turn.unit, turn.conversation, (ticket.id, draft.album))
    card = card_of(turn.unit, ticket)
    screen = tickets.submitted(card, turn.school, turn.unit.now, turn.text)
    return Reply(screen=screen, live=True, about=ticket.id)


@router.callback_query(Pressed("f", "discard"), Filling())
async def discard(_: CallbackQuery, turn: Turn) -> Reply:
    """Drop the form."""
    finish(turn.unit, turn.conversation)
    return draw(forms.discarded(turn.text))


@router.callback_query(Pressed("f", "page"), Filling())
async def turn_page(_: CallbackQuery, turn: Turn, press: Press, draft: Draft) -> Reply:
    """Show other rooms of the same floor."""
    return draw(form_screen(turn, draft, page=number(press.words[-1])))


@router.callback_query(Pressed("f"), Filling())
async def choose(_: CallbackQuery, turn: Turn, press: Press, draft: Draft) -> Reply:
    """Take the answer that a button carries; an old button just draws the form as it stands."""
    button, choice = (*press.words, "", "")[:2]
    try:
        answered = chosen(draft, turn.school, button, choice)
        if answered.service not in {"", draft.service}:
            hold_back(turn.unit, turn.school, turn.person.id, answered.service)
    except Refusal as error:
        return protest(turn, draft, error)
    return draw(form_screen(turn, answered))


@router.message(Words(), Filling())
async def type_words(message: Message, turn: Turn, words: str, draft: Draft) -> Reply:
    """Take typed words: where a place is asked they search it, else they describe the matter."""
    step = step_of(draft, turn.school)
    try:
        if step is Step.PLACE:
            return _search(turn, draft, words)
        described = with_sent(draft, message)
    except Refusal as error:
        return protest(turn, draft, error)
    return draw(
        form_screen(turn, described, "" if step is Step.WORDS else turn.text("remark.words"))
    )


@router.message(Pictured(), Filling())
async def send_picture(message: Message, turn: Turn, draft: Draft) -> Reply:
    """Take a picture at any step."""
    step = step_of(draft, turn.school)
    try:
        pictured = with_sent(draft, message)
    except Refusal as error:
        return protest(turn, draft, error)
    remark = "" if step is Step.PHOTOS else turn.text("remark.photo")
    return draw(form_screen(turn, pictured, remark))


@router.message(Filling())
async def send_something_else(message: Message, turn: Turn, draft: Draft) -> Reply:
    """Say what a form can use: neither unknown commands nor stickers, voices or maps."""
    reason = "unexpected-words" if message.text else "photo-only"
    return protest(turn, draft, Refusal(reason))


def _search(turn: Turn, draft: Draft, words: str) -> Reply:
    rooms = rooms_called(turn.school, words)
    form_screen(turn, draft)
    return draw(forms.found(draft, rooms, turn.school, turn.text))
