"""Presses that Telegram threw away while the desk did not ask for them."""

from datetime import timedelta

from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

NEWS = "系统中断，这期间按的按钮没有生效"


async def test_a_press_is_lost_and_made_again(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Nobody can get it back: the team reads since when, and presses again in the list."""
    await files_a_repair(anna)
    await desk.crashes()
    lost = await wang.taps("接单", wait=False)
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=5))
    await desk.opens()
    assert not lost.answered
    assert "待接单" in (await wang.finds("📍"))["text"]


async def test_the_team_is_told_after_a_stop(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """The news names the span and what is still to do; a card is a tap away."""
    await files_a_repair(anna)
    await desk.forward(minutes=5)
    await desk.crashes()
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=10))
    await desk.opens()
    news = (await wang.finds(NEWS))["text"]
    assert "11月23日 周一 09:06—09:15" in news
    assert "R-1001" in news
    await wang.taps("R-1001", about=NEWS)
    await wang.taps("接单")
    assert await anna.sees("was accepted by")


async def test_a_short_stop_loses_nothing(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Telegram keeps a press for 150 seconds: it counts when the desk is back, and no news is."""
    await files_a_repair(anna)
    await desk.forward(minutes=5)
    await desk.crashes()
    await wang.taps("接单", wait=False)
    desk.clock.move_to(desk.clock.now() + timedelta(seconds=140))
    await desk.opens()
    assert await anna.sees("was accepted by")
    assert not await wang.sees(NEWS)


async def test_teams_without_work_read_nothing(desk: Desk, wang: Telephone) -> None:
    """There was no card to press."""
    await desk.forward(minutes=5)
    await desk.crashes()
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=10))
    await desk.opens()
    assert not await wang.sees(NEWS)
