"""Somebody arrives: by a link, for the first time, or after a block."""

from dataclasses import replace

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.drafts import Draft
from domain.facts import Who
from domain.refusal import Refusal
from domain.tickets import Kind, Ticket
from handlers.contents import picture_in
from handlers.filters import Pressed
from handlers.private.drafting import (
    form_screen,
    offer_screen,
    offered_draft,
    open_draft,
    with_sent,
)
from handlers.private.filters import Linked, Newcomer
from handlers.private.screens import home, ticket_screen
from handlers.replies import NOTHING, Reply, draw, send, swap
from handlers.turn import Turn
from locales import text_in
from services.people import choose_language, introduce, reach
from views.presses import Press
from views.welcome import language_chosen

router = Router(name="arriving")


@router.message(Linked())
async def follow_link(_: Message, turn: Turn, ticket: Ticket) -> Reply:
    """Open the ticket that a link names."""
    return send(ticket_screen(turn, ticket), about=ticket.id)


@router.message(Newcomer())
async def meet(message: Message, turn: Turn) -> Reply:
    """Ask a new person for the language and who they are; what they sent is kept meanwhile."""
    text = message.text or ""
    if picture_in(message) or (text and not text.startswith("/")):
        sent = offered_draft(turn) or Draft(Kind.REPAIR)
        offer_screen(turn, with_sent(sent, message))
    return draw(home(turn))


@router.callback_query(Pressed("l"))
async def choose(_: CallbackQuery, turn: Turn, press: Press) -> Reply:
    """Speak another language from now on, and go on with what was open."""
    language = "".join(press.words)
    if language not in turn.school.languages:
        raise Refusal("button-unknown")
    choose_language(turn.unit, turn.person, language)
    text, person = text_in(language), replace(turn.person, language=language)
    return _onward(replace(turn, person=person, text=text, own=text), language_chosen(text))


@router.callback_query(Pressed("w"))
async def say_who(_: CallbackQuery, turn: Turn, press: Press) -> Reply:
    """Remember who a person is."""
    word = "".join(press.words)
    if word not in set(Who):
        raise Refusal("button-unknown")
    introduce(turn.unit, turn.person, Who(word))
    return _onward(replace(turn, person=replace(turn.person, who=Who(word))))


@router.my_chat_member()
async def be_reached(change: ChatMemberUpdated, turn: Turn) -> Reply:
    """Learn that a person blocked or unblocked the desk (Bot API, Update)."""
    blocked = change.new_chat_member.status == ChatMemberStatus.KICKED
    reach(turn.unit, turn.person.id, reachable=not blocked)
    return NOTHING


def _onward(turn: Turn, toast: str = "") -> Reply:
    draft = open_draft(turn)
    return draw(form_screen(turn, draft), toast) if draft else swap(home(turn), toast)
