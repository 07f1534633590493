"""A worker without network: done in the afternoon, pressed the next morning, put right."""

from datetime import UTC, datetime

from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def is_pressed_late(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Let work be due on Tuesday evening and be pressed on Wednesday, with a reason."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await desk.until(datetime(2026, 11, 25, 0, 30, tzinfo=UTC))  # 08:30
    assert await wang.counts("请点一下原因") == 1
    await wang.taps("完成", about="📍")
    await wang.taps("系统故障", about="📍")
    assert await wang.sees("超时原因：系统故障")


async def puts_it_right(wang: Telephone) -> None:
    """Say on the card when it really was, by a few words."""
    await wang.taps("更多", about="已完成，待确认")
    await wang.taps("更正时间")
    await wang.replies("“完成”实际是什么时候", "16:10")
    assert await wang.sees("已更正时间：R-1001")


async def test_what_was_done_in_time_is_not_late(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """The question goes, everybody sees both times; a manager takes it back with one tap."""
    await is_pressed_late(desk, anna, wang)
    await puts_it_right(wang)
    assert await wang.sees("R-1001 更正时间后没有超时")
    card = (await wang.finds("主管可驳回"))["text"]
    assert "“完成”实际 11月24日 周二 16:10，11月25日 周三 08:30 才点" in card
    assert "11月24日 周二 16:10 完成" in card
    assert await anna.sees("Completion: really")

    await wang.says("/why R-1001")
    assert await wang.sees("昨天 16:10 按时做到")
    await chen.taps("Reject correction", about="corrected a time")
    assert await wang.sees("驳回了 R-1001 的时间更正：“完成”仍按 08:30 计")
    assert await wang.sees("超时原因：系统故障（王师傅）")
    assert await anna.sees("the correction of a time was not accepted")
