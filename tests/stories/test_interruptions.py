"""Presses that Telegram threw away while the desk did not ask for them."""

from datetime import timedelta

from pydantic import SecretStr

from simulator.api.receiving import Webhook
from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from tests.support.processes import free_port

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


async def test_a_restart_in_an_outage_makes_it_no_shorter(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Whoever restarts the program to mend it does not change since when presses are lost."""
    await files_a_repair(anna)
    await desk.cannot_ask()
    await desk.people.fails("drop", times=0)
    await desk.forward(minutes=10)
    await desk.crashes()
    await desk.people.behaves()
    desk.clock.move_to(desk.clock.now() + timedelta(minutes=5))
    await desk.opens()
    assert "11月23日 周一 09:00—09:15" in (await wang.finds(NEWS))["text"]
    assert await wang.counts(NEWS) == 1


async def is_pushed(desk: Desk) -> Webhook:
    """Let the desk take updates by a webhook from now, and return Telegram's side of it."""
    await desk.closes()
    port = free_port()
    hook = {"webhook_url": f"http://127.0.0.1:{port}", "webhook_port": port}
    hook |= {"webhook_secret": SecretStr("a-secret-of-this-story")}
    desk.settings = desk.settings.model_copy(update=hook)
    await desk.opens()
    await desk.forward(minutes=1)
    return desk.receiver.webhook


async def test_a_webhook_that_could_not_be_reached(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """The desk runs all the while: only Telegram knows that it pushed in vain."""
    await files_a_repair(anna)
    hook = await is_pushed(desk)
    reached, hook.url = hook.url, f"http://127.0.0.1:{free_port()}"
    lost = await wang.taps("接单", wait=False)
    await anna.person.says("/help", wait=False)
    await desk.forward(minutes=15)
    assert not await wang.sees(NEWS)
    hook.url = reached
    await desk.forward(minutes=3)
    await desk.forward(minutes=3)
    assert not lost.answered
    assert "11月23日 周一 09:01—09:" in (await wang.finds(NEWS))["text"]
    assert await anna.reads() != "/help"
    await wang.taps("接单", about="📍")
    assert await anna.sees("was accepted by")
    await desk.forward(minutes=30)
    assert await wang.counts(NEWS) == 1


async def test_a_webhook_that_failed_once(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Telegram tries again: nothing is lost, and there is nothing to tell."""
    await files_a_repair(anna)
    hook = await is_pushed(desk)
    reached, hook.url = hook.url, f"http://127.0.0.1:{free_port()}"
    await wang.taps("接单", wait=False)
    desk.clock.forward(60)
    await desk.people.quiet()
    hook.url = reached
    desk.clock.forward(60)
    await desk.people.quiet()
    assert await anna.sees("was accepted by")
    for _ in range(4):
        desk.clock.forward(30)
        await desk.people.quiet()
    assert not await wang.sees(NEWS)
