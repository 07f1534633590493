"""The menu, and the commands that work at any time."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.filters import Asked, Pressed
from handlers.private.drafting import begun_draft
from handlers.private.screens import home
from handlers.replies import Reply, draw, send, swap
from handlers.turn import Turn
from services.conversations import LATE, finish, leave, under
from views import forms, offers, welcome

router = Router(name="commands")


@router.message(Asked("start", "menu"))
async def start(_: Message, turn: Turn) -> Reply:
    """Show the menu; a form that was begun is not forgotten."""
    leave(turn.unit, turn.conversation)
    draft = begun_draft(turn)
    if draft is not None:
        return draw(offers.unfinished(draft, None, turn.text))
    return send(home(turn))


@router.callback_query(Pressed("m", "home"))
async def go_home(_: CallbackQuery, turn: Turn) -> Reply:
    """Show the menu in place of whatever was there."""
    leave(turn.unit, turn.conversation)
    return swap(home(turn))


@router.message(Asked("language"))
async def ask_language(_: Message, turn: Turn) -> Reply:
    """Ask for the language; the message takes the place of an open form."""
    return draw(welcome.choose_language(turn.school.languages))


@router.callback_query(Pressed("m", "language"))
async def show_languages(_: CallbackQuery, turn: Turn) -> Reply:
    """Ask for the language in place of the menu."""
    return swap(welcome.choose_language(turn.school.languages))


@router.message(Asked("help"))
async def ask_help(_: Message, turn: Turn) -> Reply:
    """Tell how the desk works."""
    return send(welcome.help_screen(turn.text, turn.school))


@router.callback_query(Pressed("m", "help"))
async def show_help(_: CallbackQuery, turn: Turn) -> Reply:
    """Tell how the desk works in place of the menu."""
    return swap(welcome.help_screen(turn.text, turn.school))


@router.message(Asked("id"))
async def tell_number(_: Message, turn: Turn) -> Reply:
    """Tell the number by which the school can name this person in its file."""
    return send(welcome.number(turn.text, turn.person.id))


@router.message(Asked("cancel"))
async def cancel(_: Message, turn: Turn) -> Reply:
    """Drop what the person is in the middle of: the question on top first, then the form."""
    conversation = turn.conversation
    if conversation is None or conversation.topic == LATE:
        return send(offers.nothing_open(turn.text))
    if under(conversation) is not conversation:
        leave(turn.unit, conversation)
        return draw(offers.left(turn.text))
    finish(turn.unit, conversation)
    return draw(forms.discarded(turn.text))
