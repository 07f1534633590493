"""A pause over the National Day of 2026: the week is not counted, its make-up day is."""

from datetime import UTC, datetime

import pytest

from tests.stories.desk import Desk
from tests.stories.filing import starts_a_repair
from tests.stories.telephone import Telephone

TUESDAY = datetime(2026, 9, 29, 1, 5, tzinfo=UTC)  # 09:05 in Shanghai
AFTER_THE_HOLIDAY = datetime(2026, 10, 8, 0, 0, tzinfo=UTC)  # Thursday, 08:00
LONGEST_PAUSE = datetime(2026, 10, 19, 10, 0, tzinfo=UTC)  # Monday, 18:00


@pytest.fixture
def opening() -> datetime:
    """Give the second last working day before the holiday."""
    return TUESDAY


@pytest.fixture
async def wang(wang: Telephone, anna: Telephone) -> Telephone:
    """Give a worker who has accepted a lamp that is repaired in teaching hours, and waits."""
    await starts_a_repair(anna, "Electrical and lighting", "common lighting")
    await anna.says("The lamp in the corridor flickers.")
    await anna.taps("Skip")
    await anna.taps("Submit")
    await wang.taps("接单")
    assert await says(wang, "完成时限：10月8日 周四 18:00")
    await wang.taps("暂停")
    await wang.taps("等配件")
    await wang.taps("9月30日")
    return wang


async def test_the_part_comes_after_the_holiday(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """What was left is left; from then on it is counted in working time, Saturday included."""
    assert await says(wang, "剩余 22 小时，最迟10月19日 周一 18:00 恢复计时")
    await desk.leaps(AFTER_THE_HOLIDAY)
    assert await says(wang, "剩余 22 小时，最迟10月19日 周一 18:00 恢复计时")
    await wang.taps("继续处理")
    assert await says(wang, "完成时限：10月10日 周六 16:54")
    assert await anna.sees("by Sat 10 Oct 16:54")
    await wang.replies("📍", "/why")
    why = (await wang.finds("时限说明"))["text"]
    assert "9月29日 周二 09:05 至 今天 08:00 暂停计时：等配件" in why
    assert "10月10日 周六 调休上班" in why
    assert not await wang.sees("未按时完成")


async def test_nobody_ends_the_pause(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """After ten working days, which the holiday is not, the desk goes on and says so."""
    await desk.leaps(AFTER_THE_HOLIDAY)
    assert not await wang.sees("暂停已到最长期限")
    await desk.leaps(LONGEST_PAUSE)
    assert await wang.counts("暂停已到最长期限") == 1
    assert await says(wang, "完成时限：10月22日 周四 16:54")
    assert await anna.sees("work goes on")


async def says(phone: Telephone, words: str) -> bool:
    """Tell whether the card has these words."""
    return words in (await phone.finds("📍"))["text"]
