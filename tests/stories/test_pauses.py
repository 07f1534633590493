"""A repair that waits for parts: for how long, who hears when, and what a manager takes back."""

from datetime import UTC, datetime

from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def waits_for_parts(anna: Telephone, wang: Telephone) -> None:
    """File a repair on Monday at nine that waits for parts, with a word on Tuesday."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("暂停", about="R-1001")
    await wang.taps("等配件")
    assert await wang.sees("什么时候再联系提交人")
    await wang.taps("11月24日")


async def test_the_day_that_was_named_is_kept_in_mind(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """The requester reads it at once, the team is reminded on that morning, once."""
    await waits_for_parts(anna, wang)
    assert await anna.sees("You will hear from us by Tue 24 Nov")

    await desk.until(datetime(2026, 11, 23, 22, 50, tzinfo=UTC))  # 06:50 the next morning
    assert not await wang.sees("今天该把进展告诉提交人")
    await desk.until(datetime(2026, 11, 24, 0, 10, tzinfo=UTC))
    assert await wang.counts("今天该把进展告诉提交人") == 1


async def test_a_wrong_pause_is_annulled(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """The manager chooses it in private; the requester, the team and /why tell of it."""
    await waits_for_parts(anna, wang)
    await desk.forward(hours=2)
    await wang.taps("继续处理", about="R-1001")
    await chen.says("/ticket R-1001")
    await chen.taps("More", about="R-1001")
    await chen.taps("Annul a pause")
    await chen.taps("Waiting for parts")
    assert await anna.sees("its time counts after all")
    assert await wang.sees("撤销了 R-1001 的暂停")
    await wang.says("/why R-1001")
    assert await wang.sees("“等配件”的暂停已撤销")


async def test_a_second_pause_needs_the_lead(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Ten working days were used up; the worker is refused and the lead may."""
    zhou = Telephone(desk.person(2010), REPAIR)
    await waits_for_parts(anna, wang)
    desk.clock.move_to(datetime(2026, 12, 8, 0, 0, tzinfo=UTC))
    await desk.forward(minutes=5)
    assert await wang.sees("的暂停已到最长期限")

    await wang.taps("暂停", about="已接单")
    refused = await wang.taps("等配件")
    assert "used up" in refused.text
    await zhou.taps("等配件")
    await zhou.taps("12月9日")
    assert await zhou.sees("暂停原因：等配件")
