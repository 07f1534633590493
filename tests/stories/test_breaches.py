"""A promise that was broken: asked about, explained with a tap, accepted, and counted twice."""

from datetime import UTC, datetime

from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def test_late_work_is_explained_and_excused(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """The question in the group, one tap, done without another; both figures in the digest."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await desk.until(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))  # the next evening
    assert not await wang.sees("请点一下原因")
    await desk.until(datetime(2026, 11, 25, 0, 30, tzinfo=UTC))  # 08:30
    await answers_the_question(wang)
    await wang.taps("完成", about="📍")
    assert await anna.sees("is done")
    assert not await anna.sees("Waiting")
    await manager_accepts(chen, wang)
    await chen.says("/digest")
    digest = (await chen.finds("Nothing is open"))["text"]
    assert "Last 30 days in time: 50%; with accepted reasons 100%" in digest
    await chen.taps("More", about="R-1001")
    await chen.taps("Withdraw acceptance")
    assert not await wang.sees("主管已认可")
    await chen.says("/digest")
    assert await chen.sees("Last 30 days in time: 50%; with accepted reasons 50%")


async def answers_the_question(wang: Telephone) -> None:
    """Tap a reason; the question becomes the answer."""
    assert await wang.counts("请点一下原因") == 1
    assert "R-1001" in (await wang.finds("请点一下原因"))["reply_to_message"]["text"]
    assert (await wang.taps("等配件", about="请点一下原因")).text == "Reason noted: R-1001"
    assert not await wang.sees("请点一下原因")
    assert await wang.offers("超时原因：等配件（王师傅）") == []


async def manager_accepts(chen: Telephone, wang: Telephone) -> None:
    """Find it in the list, open it, accept the reason; the group sees that."""
    await chen.says("/missed")
    await chen.taps("R-1001", about="Late in the last 30 days")
    await chen.taps("More")
    await chen.taps("Accept the reason")
    assert await wang.sees("主管已认可")
