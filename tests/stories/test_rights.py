"""Who may act changes while cards with buttons hang in the group."""

from dataclasses import replace

from bot.school import load
from tests.stories.desk import BOT_ID, REPAIR, SCHOOL, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from tests.stories.test_editions import puts_in_force

WANG = 2011


async def test_whoever_is_no_staff_any_more_is_refused_at_once(
    desk: Desk, anna: Telephone, wang: Telephone, li: Telephone
) -> None:
    """By the card, by an answer to it and by a command, though still in the group."""
    await files_a_repair(anna)
    await wang.taps("接单")
    school = load(SCHOOL)
    left = {key: each for key, each in school.staff.items() if key != WANG}
    await puts_in_force(desk, replace(school, staff=left))

    pressed = await wang.taps("完成")
    assert "no such ticket" in pressed.text
    await wang.replies("📍", "Two more days.")
    await wang.says("/queue")
    assert await wang.counts("for the school's service staff") == 2
    assert not await anna.sees("Two more days.")
    assert "已接单" in (await wang.finds("📍"))["text"]


async def test_an_anonymous_administrator(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Telegram hides who writes, so words are refused; a press carries who it is."""
    await files_a_repair(anna)
    hidden = {"status": "administrator", "is_anonymous": True}
    await desk.people.post("promote", chat_id=REPAIR, user_id=WANG, **hidden)
    await wang.says("/queue")
    await wang.replies("📍", "At two.")
    assert await wang.counts("匿名管理员") == 2
    assert not await anna.sees("At two.")

    await wang.taps("接单")
    assert await anna.sees("was accepted by 王师傅")


async def test_what_is_not_for_the_desk(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Talk, other bots' commands, comings and goings, and channels: nobody gets an answer."""
    await files_a_repair(anna)
    desk.simulator.world.bots[BOT_ID].privacy = False
    channel = desk.simulator.add_group(
        "News", [WANG, {"user_id": BOT_ID, "status": "administrator"}], type="channel"
    )
    before = len(await desk.people.calls())
    for words in ("Good morning", "/queue@other_bot", "/weather", "@caretaker_bot hello"):
        await wang.says(words)
    await wang.person.leaves(REPAIR)
    await wang.person.joins(REPAIR)
    await wang.person.says("The canteen is closed today.", channel.id)
    assert len(await desk.people.calls()) == before
