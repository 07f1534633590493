"""Two people report the same thing: one ticket goes on for both."""

from datetime import UTC, datetime

from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

HINT = "Behind the third basin, says Anna."


async def test_a_duplicate_is_merged_and_both_hear_how_it_goes(
    desk: Desk, anna: Telephone, ben: Telephone, wang: Telephone
) -> None:
    """The second requester reads of the work under the own number, and is asked nothing."""
    await files_a_repair(anna, HINT)
    await files_a_repair(ben)
    await merges(Telephone(desk.person(2010), REPAIR))
    assert await ben.sees("Your R-1002 is about the same thing as R-1001")
    assert "已并入 1 张重复工单" in (await wang.finds("🆕 R-1001"))["text"]
    assert "已合并到 R-1001" in (await wang.finds("R-1002"))["text"]
    await wang.taps("接单", about="R-1001")
    assert await ben.sees("R-1002 was accepted by")
    await ben.taps("See the ticket", about="R-1002 was accepted by")
    assert await ben.sees("Handled together with R-1001, which is now: 🔧 Accepted")
    await wang.taps("完成", about="R-1001")
    await only_the_first_is_asked(anna, ben)


async def test_nobody_need_say_why_a_duplicate_was_late(
    desk: Desk, anna: Telephone, ben: Telephone, wang: Telephone
) -> None:
    """The question under its card becomes the merge; the other ticket's is still open."""
    await files_a_repair(anna, HINT)
    await files_a_repair(ben)
    await desk.until(datetime(2026, 11, 25, 0, 30, tzinfo=UTC))  # 08:30, two days later
    assert await wang.counts("请点一下原因") == 2
    await merges(Telephone(desk.person(2010), REPAIR))
    assert await wang.counts("请点一下原因") == 1
    assert await wang.counts("已合并到 R-1001") == 2


async def merges(lead: Telephone) -> None:
    """Let the lead merge the second ticket into the first by the buttons of its card."""
    await lead.taps("更多", about="R-1002")
    await lead.taps("合并重复工单", about="R-1002")
    assert (await lead.taps("R-1001 · ", about="R-1002")).text == "Merged: R-1002"


async def only_the_first_is_asked(anna: Telephone, ben: Telephone) -> None:
    """Look at what both were told when the work was done; neither learned of the other."""
    assert "👍 Solved" in await anna.offers("R-1001 is done")
    assert await ben.offers("R-1002 is done") == ["🔎 See the ticket"]
    await anna.taps("Solved")
    assert not await ben.sees(HINT)
    assert not await ben.sees("Anna")
