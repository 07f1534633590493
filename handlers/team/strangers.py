"""Groups that no team uses yet."""

from aiogram import Router
from aiogram.types import Message

from handlers.filters import Asked, Here
from handlers.replies import Reply, send
from handlers.team.filters import COMMANDS, ELSEWHERE
from handlers.turn import Turn
from views.welcome import group_hello

router = Router(name="strangers")
router.message.filter(Here(private=False, team=False))


@router.message(Asked(*COMMANDS, *ELSEWHERE))
async def introduce(_: Message, turn: Turn) -> Reply:
    """Tell whoever tries a command here what is missing."""
    return send(group_hello(turn.text, turn.chat_id))
