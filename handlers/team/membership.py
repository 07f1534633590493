"""The desk itself comes to a group, leaves it, is silenced there, or moves with it."""

from aiogram import Router
from aiogram.filters import JOIN_TRANSITION, ChatMemberUpdatedFilter
from aiogram.types import ChatMemberUpdated, Message

from handlers.filters import Here
from handlers.replies import NOTHING, Reply, send
from handlers.team.filters import Moved, Reopened, Silenced, TeamChat
from handlers.turn import Turn
from services import chats
from views.welcome import group_hello

router = Router(name="membership")


@router.message(Moved())
async def follow(_: Message, turn: Turn, ids: tuple[int, int]) -> Reply:
    """Follow a group that became a supergroup."""
    chats.move(turn.unit, *ids)
    return NOTHING


@router.message(TeamChat(), Reopened())
async def speak_there_again(_: Message, turn: Turn, topic_id: int) -> Reply:
    """Speak in a topic again that was reopened."""
    chats.regain_topic(turn.unit, turn.chat_id, topic_id)
    return NOTHING


@router.my_chat_member(ChatMemberUpdatedFilter(JOIN_TRANSITION), Here(private=False, team=False))
async def introduce(_: ChatMemberUpdated, turn: Turn) -> Reply:
    """Tell a group that no team uses which number ``school.yaml`` needs."""
    return send(group_hello(turn.text, turn.chat_id))


@router.my_chat_member(TeamChat(), Silenced())
async def change_voice(_: ChatMemberUpdated, turn: Turn, silenced: tuple[bool, bool]) -> Reply:
    """Alarm those who must give the desk its voice back, or bring a team what it missed."""
    before, now = silenced
    if now:
        chats.lose(turn.unit, turn.chat_id)
    elif before:
        chats.regain(turn.unit, turn.chat_id)
    return NOTHING
