"""What the office asks for in private."""

from itertools import count
from typing import Any

import pytest
from aiogram.types import Update

from bot.hearing import Hearing
from bot.program import root
from domain.facts import Who
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Ticket
from handlers.replies import Reply
from models.unit import Units
from services.people import choose_language, introduce, person_for
from tests.support.debts import taken
from tests.support.schools import DISPATCHER, HEAD, MANAGER, WORKER
from tests.support.tickets import REQUESTER, filed
from tests.views.reading import shown

STRANGER = 4711
_updates = count(1)


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair; everybody reads English and is known."""
    with units.open() as unit:
        for user_id in (REQUESTER, WORKER, DISPATCHER, MANAGER, HEAD, STRANGER):
            person = person_for(unit, user_id, f"U{user_id}")
            choose_language(unit, person, "en")
            introduce(unit, person, Who.STAFF)
        return filed(unit)


def says(units: Units, user_id: int, text: str) -> Reply:
    """Let somebody say something to the desk in private."""
    sender = {"id": user_id, "is_bot": False, "first_name": "U"}
    chat = {"id": user_id, "type": "private", "first_name": "U"}
    message: dict[str, Any] = {"message_id": 1, "date": 1, "chat": chat, "from": sender}
    update = {"update_id": next(_updates), "message": message | {"text": text}}
    hearing = Hearing(Update.model_validate(update), "caretaker_bot")
    try:
        with units.open() as unit:
            return hearing.work(unit, root())
    except Refusal as refusal:
        return hearing.refused(refusal)


def words(reply: Reply) -> str:
    """Return what an answer shows."""
    return shown(reply.screen.text) if reply.screen else ""


@pytest.mark.parametrize("user_id", [MANAGER, HEAD])
def test_digest_now(units: Units, ticket: Ticket, user_id: int) -> None:
    """Chart and words are owed to whoever asked; asking again before they come owes no more."""
    assert "in a moment" in words(says(units, user_id, "/digest"))
    says(units, user_id, "/digest")

    with units.open() as unit:
        owed = taken(unit)
    assert [debt.kind for debt in owed] == ["digest_chart", "digest"]
    assert {debt.chat_id for debt in owed} == {user_id}


def test_what_was_late(units: Units, ticket: Ticket) -> None:
    """A manager gets the list, nobody else does."""
    assert "Nothing was late" in words(says(units, MANAGER, "/missed"))
    assert words(says(units, WORKER, "/missed")) == "Only managers may do this."


@pytest.mark.parametrize("user_id", [DISPATCHER, WORKER, REQUESTER, STRANGER])
def test_the_digest_is_for_managers(units: Units, ticket: Ticket, user_id: int) -> None:
    """Everybody else is told so, and nothing is owed."""
    assert words(says(units, user_id, "/digest")) == "Only managers may do this."
    with units.open() as unit:
        assert taken(unit) == []


def test_the_record_of_a_ticket(units: Units, ticket: Ticket) -> None:
    """A manager sees the whole record with the moves that are theirs, the requester their own."""
    record = says(units, MANAGER, "/ticket r1001")
    assert "What happened" in words(record)
    assert record.about == ticket.id
    assert _labels(record) == ["↪️ Transfer", "✖️ Cancel", "⋯ More"]
    assert any("Add words" in label for label in _labels(says(units, REQUESTER, "/ticket R-1001")))


def test_not_everybody_sees_every_ticket(units: Units, ticket: Ticket) -> None:
    """A number that is not theirs reads like one that does not exist."""
    theirs = words(says(units, STRANGER, "/ticket R-1001"))
    assert theirs == words(says(units, MANAGER, "/ticket R-1002"))
    assert "no such ticket" in theirs
    assert "Write it like this" in words(says(units, MANAGER, "/ticket the tap"))


def test_lists_are_for_the_team_s_chat(units: Units, ticket: Ticket) -> None:
    """A worker who asks in private is sent to the group."""
    for command in ("/queue", "/mine"):
        assert "Not in this chat" in words(says(units, WORKER, command))


def _labels(reply: Reply) -> list[str]:
    rows = reply.screen.rows if reply.screen else ()
    return [button.label for row in rows for button in row]
