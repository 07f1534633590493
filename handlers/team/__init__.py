"""The chats of teams, and groups that no team uses."""

from functools import cache

from aiogram import Router

from handlers.filters import Group
from handlers.team import anonymous, commands, membership, presses, replies, strangers


@cache
def router() -> Router:
    """Return the handlers of groups; what none of them wants is other people's talk."""
    groups = Router(name="groups")
    for observer in (
        groups.message,
        groups.edited_message,
        groups.callback_query,
        groups.my_chat_member,
    ):
        observer.filter(Group())
    groups.include_routers(
        membership.router,
        anonymous.router,
        commands.router,
        presses.router,
        replies.router,
        strangers.router,
    )
    return groups
