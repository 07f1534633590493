"""After an outage a chat reads one summary of old news; people's own words come whole."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import update

from models.outbox import Owed, owe
from models.outlooks import outlook
from models.tables import TicketRow, table_of
from models.unit import Unit
from services.debts import ALARM, NOTICE
from tests.stories.conftest import TEACHER
from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import two_repairs
from tests.stories.telephone import Telephone
from tests.stories.test_interruptions import NEWS
from tests.stories.test_trouble import owe_words

DONE = 200
ACCEPTED = 3
"""The event after two tickets were filed and one accepted."""


def owe_news(chat_id: int, count: int, unit: Unit) -> None:
    """Owe a chat the news, about the first two tickets by turns, that the first was accepted."""
    for number in range(count):
        owe(unit, Owed(NOTICE, chat_id, 1 + number % 2, {"event": ACCEPTED}))


async def is_back_after(desk: Desk, *owed: Callable[[Unit], None]) -> None:
    """Owe this while Telegram cannot be reached, and let it be reached half an hour later."""
    await desk.people.fails("drop", times=0)
    for owe_it in owed:
        await desk.program.units.run(owe_it)
    await desk.forward(minutes=30)
    await desk.people.behaves()


async def test_one_summary_for_each_chat(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """It tells how the tickets stand; the next news comes by itself again."""
    await two_repairs(anna, wang)
    await is_back_after(
        desk,
        partial(owe_news, TEACHER, 9),
        partial(owe_words, TEACHER, 2),
        partial(owe_news, REPAIR, 4),
        partial(owe_words, REPAIR, 1),
        partial(owe_news, REPAIR, 4),
    )
    await desk.forward(minutes=3)
    assert await wang.counts("共积了 8 条") == await wang.counts("word 0.") == 1
    summary = str((await anna.finds("9 messages had piled up"))["text"])
    assert summary.count("R-1001") == summary.count("R-1002") == 1
    assert [await anna.counts(f"word {each}.") for each in range(2)] == [1, 1]
    await wang.taps("完成", about="📍")
    assert await anna.counts("had piled up") == 1
    assert await anna.sees("is done")


async def test_a_summary_tells_of_lost_presses_too(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """One message after an outage is enough; the next interruption is told by itself."""
    await two_repairs(anna, wang)
    await desk.cannot_ask()
    await is_back_after(desk, partial(owe_news, REPAIR, 9))
    await desk.forward(minutes=3)
    assert "按的按钮可能没有生效" in (await wang.finds("共积了 9 条"))["text"]
    assert await wang.counts(NEWS) == 0
    await desk.cannot_ask()
    await desk.forward(minutes=10)
    await desk.people.behaves()
    await desk.forward(minutes=3)
    assert await wang.counts(NEWS) == 1


async def test_few_messages_come_one_by_one(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Also when they are late."""
    await two_repairs(anna, wang)
    calls = len(await desk.people.calls("sendMessage"))
    await is_back_after(desk, partial(owe_news, REPAIR, 5))
    await desk.forward(minutes=3)
    assert not await wang.sees("共积了")
    sent = (await desk.people.calls("sendMessage"))[calls:]
    assert len([call for call in sent if call["status"] == DONE]) >= 5  # an alarm is due as well


async def test_who_blocked_the_bot_costs_no_storm(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """All that a summary would have told is given up with it."""
    await two_repairs(anna, wang)
    await is_back_after(desk, partial(owe_news, TEACHER, 9))
    refused = {"code": 403, "description": "?", "chat_id": TEACHER, "method": "sendMessage"}
    await desk.people.fails("refuse", **refused, times=0)
    before = len(await desk.people.calls("sendMessage"))
    await desk.forward(minutes=10)
    calls = (await desk.people.calls("sendMessage"))[before:]
    assert len([call for call in calls if call["parameters"]["chat_id"] == TEACHER]) <= 1


async def test_who_stands_in_reads_a_summary_too(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Old news is not made new by a group that is found lost when Telegram is back."""
    await two_repairs(anna, wang)
    desk.simulator.world.chats[REPAIR].deleted = True
    await is_back_after(desk, partial(owe_alarms, REPAIR, 9))
    await desk.forward(minutes=3)
    assert await Telephone(desk.person(2010)).counts("共积了 9 条") == 1


async def test_what_went_to_another_team_is_not_told(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """A heading without a list tells nothing: nothing is sent, and nothing is owed any more."""
    await two_repairs(anna, wang)
    await is_back_after(desk, partial(owe_news, REPAIR, 9), gives_all_to_it)
    await desk.forward(minutes=3)
    assert not await wang.sees("共积了")
    assert await desk.program.units.run(lambda unit: outlook(unit, REPAIR)) is None


def gives_all_to_it(unit: Unit) -> None:
    """Give every ticket to another team."""
    unit.execute(update(table_of(TicketRow)).values(team="it"))


def owe_alarms(chat_id: int, count: int, unit: Unit) -> None:
    """Owe a team alarms about its first two tickets by turns."""
    facts = {"clock": "resolve", "cycle": 1, "recipient": "group"}
    for number in range(count):
        owe(unit, Owed(ALARM, chat_id, 1 + number % 2, facts))
