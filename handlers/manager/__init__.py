"""What managers and other staff ask for in private, beside what everybody may."""

from functools import cache

from aiogram import Router

from handlers.manager import commands


@cache
def router() -> Router:
    """Return the handlers of the office."""
    office = Router(name="office")
    office.include_router(commands.router)
    return office
