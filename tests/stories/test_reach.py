"""People who cannot be reached: the work goes on, the team knows, and whoever is back is told."""

import pytest

from tests.stories.desk import BOT_ID, DESK_CHAT, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

UNREACHABLE = "联系不上提交人"
SENT = ("sendMessage", "sendPhoto")


async def calls_to(desk: Desk, chat_id: int) -> int:
    """Return how often the desk tried to send something to a chat."""
    made = await desk.people.calls()
    return sum(
        call["method"] in SENT and call["parameters"].get("chat_id") == chat_id for call in made
    )


async def test_a_requester_who_blocks_the_bot_and_comes_back(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """The card says so at once; the work goes on; back again, she reads how her ticket stands."""
    await files_a_repair(anna)
    await anna.person.blocks()
    assert UNREACHABLE in (await wang.finds("📍"))["text"]

    await wang.taps("接单")
    await wang.replies("📍", "下午两点过来。")
    assert await wang.sees("这条消息送不到")
    await wang.taps("完成", about="📍")
    assert await anna.counts("was accepted by") == 0

    await anna.person.unblocks()
    assert UNREACHABLE not in (await wang.finds("📍"))["text"]
    assert await anna.counts("messages could not reach you") == 1
    assert "Done" in await anna.reads()
    await anna.taps("R-1001", about="messages could not reach you")
    await anna.taps("Solved")
    assert await wang.sees("已确认解决")


async def test_nobody_is_called_again_and_again(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Each piece of news is tried once, and none of it later."""
    await files_a_repair(anna)
    await anna.person.blocks()
    before = await calls_to(desk, anna.person.id)
    await wang.taps("接单")
    await desk.forward(minutes=30)
    assert await calls_to(desk, anna.person.id) == before + 1


@pytest.mark.parametrize("how", ["deleted", "never started"])
async def test_the_desk_learns_it_when_it_speaks(
    desk: Desk, anna: Telephone, wang: Telephone, how: str
) -> None:
    """No update tells of an account that is gone; the first letter that fails does."""
    await files_a_repair(anna)
    chat = desk.simulator.world.private(BOT_ID, anna.person.id)
    if how == "deleted":
        desk.simulator.world.users[anna.person.id].deleted = True
    else:
        chat.started = False
    assert UNREACHABLE not in (await wang.finds("📍"))["text"]
    await wang.taps("接单")
    assert UNREACHABLE in (await wang.finds("📍"))["text"]


async def test_words_of_hers_are_enough(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Whoever writes can be reached, whether or not Telegram told of the return."""
    await files_a_repair(anna)
    desk.simulator.world.private(BOT_ID, anna.person.id).blocked = True
    await wang.taps("接单")
    assert UNREACHABLE in (await wang.finds("📍"))["text"]
    desk.simulator.world.private(BOT_ID, anna.person.id).blocked = False
    await anna.says("/tickets")
    assert UNREACHABLE not in (await wang.finds("📍"))["text"]
    assert await anna.counts("messages could not reach you") == 1


async def test_a_letter_that_arrives_is_enough(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """One refusal in passing cuts nobody off: the next news is tried and shows it."""
    await files_a_repair(anna)
    refusal = {"code": 403, "description": "Forbidden: bot was blocked by the user"}
    await desk.people.fails("refuse", method="sendMessage", chat_id=anna.person.id, **refusal)
    await wang.taps("接单")
    assert UNREACHABLE in (await wang.finds("📍"))["text"]
    await wang.taps("完成", about="📍")
    assert UNREACHABLE not in (await wang.finds("📍"))["text"]
    assert await anna.sees("is done")


async def test_an_anonymous_complaint_does_not_tell(
    desk: Desk, ben: Telephone, wang: Telephone
) -> None:
    """All cards of a person change in the same moment: it would tell whose complaint it is."""
    await ben.says("/complaint")
    await ben.taps("Canteen")
    await ben.taps("Quality, price")
    await ben.says("The rice was cold today.")
    await ben.taps("Submit")
    await files_a_repair(ben)
    sun = Telephone(desk.person(2003), DESK_CHAT)
    before = await sun.finds("C-1001")
    await ben.person.blocks()
    assert await sun.finds("C-1001") == before
    await sun.taps("接单", about="C-1001")
    assert UNREACHABLE not in (await sun.finds("C-1001"))["text"]
    await sun.replies("C-1001", "We talked to the kitchen.")
    assert await sun.sees("已转给 C-1001 的提交人")
    assert UNREACHABLE in (await wang.finds("📍"))["text"]
