"""Admins who hide behind the name of the group: the desk must know whom it serves."""

from aiogram import Router
from aiogram.types import Message

from domain.refusal import Refusal
from handlers.filters import Asked
from handlers.replies import Reply, quote
from handlers.team.filters import COMMANDS, Anonymous, Replied, TeamChat
from handlers.turn import Turn
from locales import literal
from views.refusals import refusal
from views.screens import Screen

router = Router(name="anonymous")
router.message.filter(TeamChat(), Anonymous())


@router.message(Asked(*COMMANDS))
@router.message(Replied())
async def refuse(_: Message, turn: Turn) -> Reply:
    """Say why not, in the team's language: nobody knows whose it would be otherwise."""
    sentence = refusal(Refusal("anonymous-admin"), turn.text)
    return quote(Screen(literal(sentence)))
