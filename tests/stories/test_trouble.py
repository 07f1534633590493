"""Telegram refuses, hurries and dawdles: nobody waits for somebody else's chat, or hears twice."""

from datetime import timedelta
from functools import partial

from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import TEAM_RELAY
from tests.stories.conftest import TEACHER
from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

STEP = timedelta(seconds=5)
STEPS = 100
TICKET = 1
FLOOD = 429


async def test_a_chat_that_must_wait_keeps_nobody_waiting(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """However much is owed to a chat that Telegram holds back, others hear at once."""
    await files_a_repair(anna)
    held = {"method": "sendMessage", "chat_id": wang.chat_id, "retry_after": 3600}
    await desk.people.fails("flood", **held)
    await desk.program.units.run(partial(owe_words, REPAIR, 60))
    await desk.people.quiet()
    await wang.taps("接单")
    assert await anna.sees("was accepted by 王师傅")


async def test_what_waits_behind_a_slow_answer_is_said_once(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """A lease that ends while a letter waits in line does not put it in the line again."""
    await files_a_repair(anna)
    await desk.people.quiet()
    await desk.forward(minutes=5)
    slow = {"method": "sendMessage", "chat_id": wang.chat_id, "seconds": 25, "times": 9}
    await desk.people.fails("delay", **slow)
    await desk.program.units.run(partial(owe_words, REPAIR, 9))
    steps = 0
    while steps < STEPS or not await wang.counts("word 8."):  # a busy machine needs more
        desk.clock.move_to(desk.clock.now() + STEP)
        await desk.people.calls()
        await desk.people.calls()
        steps += 1
    await desk.forward(minutes=1)  # the last answer may still be on its way
    assert [await wang.counts(f"word {number}.") for number in range(9)] == [1] * 9


async def test_a_team_that_cannot_be_told_is_reported_once(desk: Desk, anna: Telephone) -> None:
    """A chat that refuses every message alarms the office, though nobody announced it."""
    refusal = {"code": 403, "description": "Forbidden: the group chat was deleted", "times": 0}
    await desk.people.fails("refuse", method="sendMessage", chat_id=REPAIR, **refusal)
    await files_a_repair(anna)
    await files_a_repair(anna)
    sun = Telephone(desk.person(2003))
    assert await sun.counts("发不了消息了") == 1


def owe_words(chat_id: int, count: int, unit: Unit) -> None:
    """Owe a team many messages about one ticket."""
    for number in range(count):
        facts = {"words": f"word {number}.", "author": "Anna"}
        owe(unit, Owed(TEAM_RELAY, chat_id, TICKET, facts))


async def test_what_telegram_said_to_an_answer_holds_for_letters_and_after_a_restart(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Not one call to that chat before the time is over; then she hears what was owed."""
    await files_a_repair(anna)
    flood = {"method": "sendMessage", "chat_id": TEACHER, "retry_after": 3000}
    await desk.people.fails("flood", **flood)
    await anna.says("/tickets")
    await desk.crashes()
    await desk.opens()
    await wang.taps("接单")
    assert not await anna.sees("was accepted by 王师傅")
    await desk.forward(minutes=51)
    assert await anna.sees("was accepted by 王师傅")
    calls = [
        each for each in desk.simulator.api.calls if each["parameters"].get("chat_id") == TEACHER
    ]
    refused = next(number for number, call in enumerate(calls) if call["status"] == FLOOD)
    assert calls[refused + 1]["at"] >= calls[refused]["at"] + timedelta(seconds=3000)


async def test_an_answer_waits_its_turn(desk: Desk, anna: Telephone) -> None:
    """What was asked while the chat had to be left alone is answered then, in order."""
    await desk.people.fails("flood", method="sendMessage", chat_id=TEACHER, retry_after=900)
    await anna.says("/tickets")
    await anna.says("/help")
    await anna.says("/start")
    assert await anna.reads() == "/start"
    await desk.forward(minutes=16)
    assert await anna.reads() != "/start"
    calls = [call["parameters"].get("text") for call in await desk.people.calls("sendMessage")]
    assert len(set(calls[-3:])) == 3
