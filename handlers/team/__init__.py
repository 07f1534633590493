"""The chats of teams, and groups that no team uses."""

from functools import cache

from aiogram import Router

from handlers.team import anonymous, commands, membership, presses, replies, strangers


@cache
def router() -> Router:
    """Return the handlers of groups; what none of them wants is other people's talk."""
    groups = Router(name="groups")
    groups.include_routers(
        membership.router,
        anonymous.router,
        commands.router,
        presses.router,
        replies.router,
        strangers.router,
    )
    return groups
