"""A team's chat is lost and found again: nobody's ticket waits for it."""

from collections.abc import Mapping

import pytest

from tests.stories.desk import BOT_ID, REPAIR, Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone

LOST = "发不了消息了"
MUTED = {"status": "restricted", "rights": {"can_send_messages": False}}
MEMBER = {"status": "member"}


async def stands(desk: Desk, standing: Mapping[str, object]) -> None:
    """Give the desk another standing in the repair team's chat."""
    await desk.people.post("promote", chat_id=REPAIR, user_id=BOT_ID, **standing)
    await desk.people.quiet()


async def adds(phone: Telephone, number: str) -> None:
    """Add words to a ticket."""
    await phone.taps("See the ticket", about=number)
    await phone.taps("Add", about=number)
    await phone.says("It is the left one.")


@pytest.mark.parametrize(
    "standing", [{"status": "kicked"}, {"status": "left"}, MUTED], ids=["kicked", "left", "muted"]
)
async def test_a_team_without_its_chat_works_in_private(
    desk: Desk, anna: Telephone, standing: Mapping[str, object]
) -> None:
    """Who can mend it is told at once; the lead gets old and new tickets, and works on them."""
    sun, zhou = Telephone(desk.person(2003)), Telephone(desk.person(2010))
    await files_a_repair(anna)
    await stands(desk, standing)
    assert [await sun.counts(LOST), await Telephone(desk.person(2001)).counts(LOST)] == [1, 1]
    assert await zhou.sees("R-1001")
    await files_a_repair(anna)
    assert await sun.counts(LOST) == 1

    assert "群暂时收不到消息" in (await zhou.finds("R-1002"))["text"]
    await zhou.taps("接单", about="R-1002")
    assert await anna.sees("R-1002 was accepted by")
    await adds(anna, "R-1002")
    assert await zhou.sees("It is the left one.")

    await stands(desk, MEMBER)
    group = Telephone(desk.person(2010), REPAIR)
    assert await group.counts("📍") == 2
    assert await zhou.offers("R-1002") == []
    await group.taps("完成", about="R-1002")
    assert await anna.sees("R-1002 is done")


async def test_the_first_refusal_is_enough(desk: Desk, anna: Telephone) -> None:
    """Telegram tells no bot that a group's permissions changed, nor that a basic group is gone."""
    chat = desk.simulator.world.chats[REPAIR]
    chat.permissions["can_send_messages"] = False
    await files_a_repair(anna)
    zhou = Telephone(desk.person(2010))
    assert await zhou.sees("R-1001")
    assert await Telephone(desk.person(2003)).counts(LOST) == 1

    chat.permissions["can_send_messages"] = True
    await adds(anna, "R-1001")
    wang = Telephone(desk.person(2011), REPAIR)
    assert await wang.sees("It is the left one.")
    assert await wang.sees("📍")
    assert await zhou.offers("R-1001") == []


async def asks_for_it(phone: Telephone) -> None:
    """Ask for the only ticket of the team's list."""
    await phone.says("/queue")
    await phone.taps("R-1001", about="待处理工单")


async def test_a_group_that_takes_no_photos(desk: Desk, anna: Telephone, photo: bytes) -> None:
    """It is not lost: the card comes without its photo, another photo as its words alone."""
    desk.simulator.world.chats[REPAIR].permissions["can_send_photos"] = False
    await starts_a_repair(anna)
    await anna.says("The tap drips.")
    await anna.shows(photo)
    await anna.taps("Photos are done")
    await anna.taps("Submit")
    wang = Telephone(desk.person(2011), REPAIR)
    assert await wang.counts("🆕 R-1001") == 1
    await wang.taps("接单")
    assert await wang.sees("R-1001 · 已接单")
    await anna.taps("See the ticket", about="R-1001")
    await anna.taps("Add", about="R-1001")
    await anna.shows(photo, "It is this one.")
    assert await wang.counts("It is this one.") == 1
    await asks_for_it(wang)
    assert await wang.counts("R-1001 · 已接单") == 2
    assert await Telephone(desk.person(2003)).counts(LOST) == 0
    assert not await Telephone(desk.person(2010)).sees("R-1001")


async def test_a_deleted_group(desk: Desk, anna: Telephone) -> None:
    """Each change of a ticket is tried once in the group, and is shown to the lead."""
    desk.simulator.world.chats[REPAIR].deleted = True
    await files_a_repair(anna)
    zhou = Telephone(desk.person(2010))
    await zhou.taps("接单")
    await zhou.taps("完成", about="R-1001")
    assert await anna.sees("R-1001 is done")
    assert await Telephone(desk.person(2003)).counts(LOST) == 1


@pytest.mark.parametrize("told", [True, False], ids=["told", "refused"])
async def test_a_group_becomes_a_supergroup(
    desk: Desk, anna: Telephone, ben: Telephone, *, told: bool
) -> None:
    """The cards are in the new chat, once, with what was owed meanwhile; work goes on."""
    await files_a_repair(anna)
    held = {"method": "sendMessage", "chat_id": REPAIR, "retry_after": 600}
    await desk.people.fails("flood", **held)
    await files_a_repair(ben)
    await adds(anna, "R-1001")
    new = await becomes_a_supergroup(desk, told=told)
    await desk.forward(minutes=15)

    wang = Telephone(desk.person(2011), new)
    assert [await wang.counts("🆕 R-1001"), await wang.counts("🆕 R-1002")] == [1, 1]
    assert await wang.counts("It is the left one.") == 1
    await wang.taps("接单", about="R-1001")
    assert await wang.sees("R-1001 · 已接单")
    await wang.replies("已接单", "At two.")
    assert await anna.sees("At two.")
    assert await Telephone(desk.person(2003)).counts(LOST) == 0


async def becomes_a_supergroup(desk: Desk, *, told: bool) -> int:
    """Let the team's group become a supergroup, told by updates or only by a refusal."""
    old = desk.simulator.world.chats[REPAIR]
    old.type = "group"
    if told:
        made: dict[str, int] = await desk.people.post("migrate", chat_id=REPAIR)
        await desk.people.quiet()
        return made["id"]
    members = [member.user.id for member in old.members.values()]
    new = desk.simulator.add_group(old.title, members, type="supergroup")
    old.migrated_to = new.id
    return new.id
