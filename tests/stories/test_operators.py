"""Operators hear of the desk's own troubles in the chat, without people's words."""

from dataclasses import replace

from models import clocks
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import TEAM_RELAY
from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

NOT_JSON = b'{"update_id": 5, "secret words'


async def test_a_parked_update_is_told_once_with_what_to_do(desk: Desk, chen: Telephone) -> None:
    """At the next look, to the manager, who has named no operator; nobody's words are in it."""
    await desk.program.intake.take(NOT_JSON)
    await desk.forward(minutes=1)
    said = (await chen.finds("could not be handled"))["text"]
    assert "python -m bot parked" in said
    assert "secret" not in said
    for number in range(6, 9):
        await desk.program.intake.take(NOT_JSON.replace(b"5", str(number).encode()))
        await desk.forward(minutes=1)
    assert await chen.counts("could not be handled") == 1
    await desk.forward(minutes=10)
    assert await chen.counts("could not be handled") == 2
    assert "3" in (await chen.finds("could not be handled"))["text"]


async def test_a_poisoned_ticket_and_a_drift_are_told(
    desk: Desk, anna: Telephone, chen: Telephone
) -> None:
    """A clock that no calendar can hold is put off; the nightly check says that it drifted."""
    await files_a_repair(anna)
    await desk.forward(minutes=5)  # today's check of all tickets has been made
    await desk.program.units.run(_poison)
    await desk.forward(minutes=35)
    assert await chen.counts("Checks by the clock that failed") == 1
    await desk.forward(hours=19)
    assert await chen.counts("Nightly check") == 1


async def test_a_message_that_is_given_up_is_told(
    desk: Desk, anna: Telephone, chen: Telephone
) -> None:
    """One that Telegram refuses for a reason that nobody knows."""
    await files_a_repair(anna)
    strange = {"code": 400, "description": "Bad Request: out of cheese", "times": 0}
    await desk.people.fails("refuse", method="sendMessage", chat_id=REPAIR, **strange)
    await desk.program.units.run(_owe_words)
    await desk.forward(minutes=30)
    assert await chen.counts("refused for good") == 1


async def test_an_operator_who_cannot_be_told_is_no_news_for_ever(
    desk: Desk, chen: Telephone
) -> None:
    """One alert that is refused is given up; that makes no other alert, and that no third."""
    strange = {"code": 400, "description": "Bad Request: PEER_ID_INVALID", "times": 0}
    await desk.people.fails("refuse", method="sendMessage", chat_id=chen.person.id, **strange)
    await desk.program.intake.take(NOT_JSON)
    await desk.forward(minutes=2)
    before = len(await desk.people.calls("sendMessage"))
    await desk.forward(minutes=30)
    assert len(await desk.people.calls("sendMessage")) == before


def _poison(unit: Unit) -> None:
    ack = clocks.of_ticket(unit, 1)[0]
    clocks.save(unit, 1, replace(ack, budget=2**31 - 1))


def _owe_words(unit: Unit) -> None:
    owe(unit, Owed(TEAM_RELAY, REPAIR, 1, {"words": "hello", "author": "Anna"}))
