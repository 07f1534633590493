"""The desk itself comes to a group, leaves it, or moves with it."""

from aiogram import Router
from aiogram.filters import JOIN_TRANSITION, LEAVE_TRANSITION, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberUpdated, Message

from domain.school import Team
from handlers.filters import Here
from handlers.replies import NOTHING, Reply, send
from handlers.team.filters import Moved, TeamChat
from handlers.turn import Turn
from services import chats
from views.welcome import group_hello

router = Router(name="membership")


@router.message(Moved())
async def follow(_: Message, turn: Turn, ids: tuple[int, int]) -> Reply:
    """Follow a group that became a supergroup."""
    chats.move(turn.unit, *ids)
    return NOTHING


@router.my_chat_member(ChatMemberUpdatedFilter(JOIN_TRANSITION), TeamChat())
async def come_back(_: ChatMemberUpdated, turn: Turn, team: Team) -> Reply:
    """Bring a team the cards that it missed."""
    chats.regain(turn.unit, team, turn.chat_id)
    return NOTHING


@router.my_chat_member(ChatMemberUpdatedFilter(JOIN_TRANSITION), Here(private=False, team=False))
async def introduce(_: ChatMemberUpdated, turn: Turn) -> Reply:
    """Tell a group that no team uses which number ``school.yaml`` needs."""
    return send(group_hello(turn.text, turn.chat_id))


@router.my_chat_member(ChatMemberUpdatedFilter(LEAVE_TRANSITION), TeamChat())
async def go(_: ChatMemberUpdated, turn: Turn, team: Team) -> Reply:
    """Alarm those who must bring the desk back to a team's chat."""
    chats.lose(turn.unit, team, turn.chat_id)
    return NOTHING
