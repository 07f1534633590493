"""Private chats: a person and the desk."""

from functools import cache

from aiogram import Router

from handlers.filters import Here
from handlers.private import (
    arriving,
    commands,
    filling,
    listening,
    moving,
    starting,
    talking,
    tickets,
)
from handlers.private.filters import Said


@cache
def router() -> Router:
    """Return the handlers of private chats; the order is the order of being asked."""
    private = Router(name="private")
    private.message.filter(Here(private=True, team=False), Said())
    private.edited_message.filter(Here(private=True, team=False))
    private.callback_query.filter(Here(private=True, team=False))
    private.my_chat_member.filter(Here(private=True, team=False))
    private.include_routers(
        arriving.router,
        commands.router,
        tickets.router,
        moving.router,
        talking.router,
        starting.router,
        filling.router,
        listening.router,
    )
    return private
