"""``/why`` in a private chat and in a team's group."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import pytest
from aiogram.types import Update

from bot.hearing import Hearing
from bot.program import root
from domain.facts import Who
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Ticket
from handlers.filters import ANONYMOUS
from handlers.replies import Reply
from models import posts
from models.posts import CARD, Post
from models.unit import Units
from services.people import choose_language, introduce, person_for
from tests.services.people import files, moves
from tests.support.clocks import StillClock
from tests.support.schools import (
    COLLEAGUE,
    DISPATCHER,
    DORMITORY_CHAT,
    HEAD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER
from tests.views.reading import shown

STRANGER = 4711
CARD_ID, BOT_ID = 17, 99
UNKNOWN = "There is no such ticket, or it is not yours to see. Please check the number."
_updates = count(1)


@pytest.fixture
def ticket(units: Units, school: School, clock: StillClock) -> Ticket:
    """File a repair on Monday at nine, held from ten until two; it is three. All read English."""
    with units.open() as unit:
        for user_id in (REQUESTER, WORKER, COLLEAGUE, LEAD, DISPATCHER, MANAGER, HEAD, STRANGER):
            person = person_for(unit, user_id, f"U{user_id}")
            choose_language(unit, person, "en")
            introduce(unit, person, Who.STAFF)
    filed = files(units)
    moves(units, filed, WORKER, Move.ACCEPT)
    clock.forward(hours=1)
    moves(units, filed, WORKER, Move.HOLD, reason="parts")
    clock.forward(hours=4)
    moves(units, filed, WORKER, Move.RESUME)
    clock.forward(hours=1)
    with units.open() as unit:
        for chat_id in (REPAIR_CHAT, REQUESTER):
            posts.add(unit, Post(chat_id, CARD_ID, filed.id, CARD, picture=False))
    return filed


def asks(
    units: Units, user_id: int, text: str, chat_id: int | None = None, to: str | None = None
) -> Reply:
    """Let somebody ask, in private unless told; ``to`` is what the answered message shows."""
    chat: dict[str, Any] = {"id": user_id, "type": "private", "first_name": "U"}
    if chat_id is not None:
        chat = {"id": chat_id, "type": "supergroup", "title": "T"}
    message = _message(1, chat, user_id, text)
    if to is not None:
        message["reply_to_message"] = _message(CARD_ID, chat, BOT_ID, to)
    update = {"update_id": next(_updates), "message": message}
    hearing = Hearing(Update.model_validate(update), "caretaker_bot")
    try:
        with units.open() as unit:
            return hearing.work(unit, root())
    except Refusal as refusal:
        return hearing.refused(refusal)


def _message(number: int, chat: Mapping[str, Any], user_id: int, text: str) -> dict[str, Any]:
    sender = {"id": user_id, "is_bot": user_id == BOT_ID, "first_name": "U"}
    return {"message_id": number, "date": 1, "chat": chat, "from": sender, "text": text}


def words(reply: Reply) -> str:
    """Return what an answer shows."""
    return shown(reply.screen.text) if reply.screen else ""


@pytest.mark.parametrize(
    "user_id", [REQUESTER, WORKER, COLLEAGUE, LEAD, DISPATCHER, MANAGER, HEAD]
)
def test_whoever_may_see_it_reads_the_same(units: Units, ticket: Ticket, user_id: int) -> None:
    """The hour before the pause, the pause with its reason, the hour since, and what is left."""
    reply = asks(units, user_id, "/why r1001")

    assert words(reply).splitlines()[-6:] == [
        "Promised: fixed within 8 hours of working time",
        "Counted from today 09:00",
        "· today 09:00–10:00: 1 hour counted",
        "⏸ today 10:00–14:00: paused (Waiting for parts)",
        "· today 14:00–15:00: 1 hour counted",
        "⏰ Due tomorrow 11:00, 6 hours left",
    ]
    assert (reply.about, reply.quote, reply.fresh) == (ticket.id, False, True)


def test_a_stranger_learns_nothing(units: Units, ticket: Ticket) -> None:
    """A ticket that is not theirs reads like one that does not exist, also by an answer."""
    assert words(asks(units, STRANGER, "/why R-1001")) == UNKNOWN
    assert words(asks(units, STRANGER, "/why R-1002")) == UNKNOWN
    assert words(asks(units, STRANGER, "/why", to="R-1001")) == UNKNOWN


def test_a_number_is_asked_for(units: Units, ticket: Ticket) -> None:
    """Without one, with none, and below a message about nothing."""
    for said in (
        asks(units, REQUESTER, "/why"),
        asks(units, REQUESTER, "/why the tap"),
        asks(units, MANAGER, "/why", to="Menu"),
        asks(units, WORKER, "/why", REPAIR_CHAT),
    ):
        assert "is not a ticket number" in words(said)


def test_an_answer_says_which_ticket(units: Units, ticket: Ticket) -> None:
    """By the number that the message shows, else by the ticket that it belongs to."""
    for shows in ("R-1001 · accepted", "Thank you."):
        assert "⏰ Due tomorrow 11:00" in words(asks(units, REQUESTER, "/why", to=shows))
        assert "到期" in words(asks(units, WORKER, "/why", REPAIR_CHAT, to=shows))
    other = asks(units, REQUESTER, "/why R-1002", to="R-1001")
    assert words(other) == UNKNOWN


def test_a_team_reads_it_in_its_own_language(units: Units, ticket: Ticket) -> None:
    """The answer is below the question, in Chinese, and answers to it reach the ticket."""
    reply = asks(units, WORKER, "/why@caretaker_bot R-1001", REPAIR_CHAT)
    assert "⏸ 今天 10:00–14:00 暂停计时：等配件" in words(reply)
    assert (reply.quote, reply.about) == (True, ticket.id)


def test_a_team_reads_only_of_its_own_tickets(units: Units, ticket: Ticket) -> None:
    """Everybody reads along: not even a manager sees another team's there."""
    assert words(asks(units, MANAGER, "/why R-1001", DORMITORY_CHAT)) == UNKNOWN
    assert words(asks(units, MANAGER, "/why", DORMITORY_CHAT, to="R-1001")) == UNKNOWN
    assert words(asks(units, STRANGER, "/why R-1001", REPAIR_CHAT)) == UNKNOWN


def test_an_anonymous_admin_is_told_to_show_who_asks(units: Units, ticket: Ticket) -> None:
    """As with the other commands of a team."""
    asked = words(asks(units, ANONYMOUS, "/why R-1001", REPAIR_CHAT))
    assert asked == words(asks(units, ANONYMOUS, "/ticket R-1001", REPAIR_CHAT))
    assert asked != UNKNOWN


def test_asking_changes_nothing(units: Units, ticket: Ticket) -> None:
    """The same question has the same answer."""
    first = asks(units, REQUESTER, "/why R-1001")
    assert asks(units, REQUESTER, "/why R-1001") == first
