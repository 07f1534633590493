"""Presses on cards of which Telegram tells no more than that they are there."""

import pytest

from bot.program import root
from bot.telegram import TelegramError
from models import posts
from models.posts import CARD, Post
from models.unit import Units
from tests.bot.lines import Way, way
from tests.bot.shapes import ANNA, GROUP, press, update
from tests.services.people import files
from tests.support.schools import REPAIR_CHAT, WORKER

CARD_ID = 77
_OTHER_SHAPE = "Bad Request: there is no text in the message to edit"
_GONE = "Bad Request: message to edit not found"


async def presses_more(desk: Way, units: Units) -> None:
    """Let a worker press "More" on a card with a picture that Telegram calls inaccessible."""
    ticket = files(units)
    with units.open() as unit:
        posts.add(unit, Post(REPAIR_CHAT, CARD_ID, ticket.id, CARD, picture=True))
    card = {"chat": {**GROUP, "id": REPAIR_CHAT}, "message_id": CARD_ID, "date": 0}
    on = press(data=f"t:{ticket.id}:more", message=card)
    await desk.takes(update(callback_query={**on, "from": {**ANNA, "id": WORKER}}))


@pytest.mark.usefixtures("school")
@pytest.mark.parametrize(
    ("why", "drawn"),
    [
        ("", ["editMessageText"]),
        (_OTHER_SHAPE, ["editMessageText", "editMessageCaption"]),
        (_GONE, ["editMessageText"]),
    ],
)
async def test_it_is_drawn_on_whatever_it_shows(units: Units, why: str, drawn: list[str]) -> None:
    """As words, and as a picture when it has no words; nothing is sent in its place."""
    async with way(units, root()) as desk:
        refusal = TelegramError("editMessageText", 400, why, {})
        desk.line.refusals += [refusal, refusal] if why else []  # the press is answered first
        await presses_more(desk, units)
        assert [name for name, _ in desk.line.calls if name != "answerCallbackQuery"] == drawn
