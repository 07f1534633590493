"""What was filed under the wrong name and for the wrong room is put right by the team."""

from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

CLEANING = -1001000000003


async def test_a_lead_corrects_category_and_place(desk: Desk, anna: Telephone) -> None:
    """It was a drain and next door: the requester is told what is promised now, and why."""
    zhou = Telephone(desk.person(2010), REPAIR)
    await files_a_repair(anna)
    await desk.forward(hours=1)
    await corrects_the_service(zhou)
    assert await anna.sees("The category of R-1001 was corrected")
    assert "today 17:00" in (await anna.finds("was corrected"))["text"]
    await types_the_room(zhou)
    told = (await anna.finds("The place of R-1001 was corrected"))["text"]
    assert "Teaching building B" in told
    assert "today 17:00" in told
    await anna.says("/why R-1001")
    why = await anna.reads()
    assert "8 hours" in why
    assert "today 17:00" in why


async def corrects_the_service(zhou: Telephone) -> None:
    """Go by way of the card's menu to the category and the service."""
    await zhou.taps("更多")
    await zhou.taps("更正类别")
    await zhou.taps("✓ 给排水")
    assert (await zhou.taps("下水道/马桶堵塞")).text == "Category corrected: R-1001"
    assert "下水道/马桶堵塞" in (await zhou.finds("📍"))["text"]


async def types_the_room(zhou: Telephone) -> None:
    """Answer the question on the card by a few words."""
    await zhou.taps("更多")
    await zhou.taps("更正地点")
    await zhou.replies("实际在哪里", "B205")
    assert (await zhou.taps("205", about="找到")).text == "Place corrected: R-1001"
    assert "205" in (await zhou.finds("教学楼 B"))["text"]


async def test_what_is_another_team_s_is_handed_over_with_one_tap(
    desk: Desk, anna: Telephone
) -> None:
    """It stays with the team until somebody taps; then it is on a card of the other team."""
    zhou, yang = Telephone(desk.person(2010), REPAIR), Telephone(desk.person(2031), CLEANING)
    await files_a_repair(anna)
    await zhou.taps("更多")
    await zhou.taps("更正类别")
    await zhou.taps("保洁")
    await zhou.taps("呕吐物")
    assert await zhou.sees("更正后一般由 保洁组 处理")
    assert not await yang.sees("R-1001")
    await zhou.taps("转派给 保洁组")
    assert await yang.sees("R-1001")
