"""What the desk does by itself when time passes."""

from datetime import UTC, datetime

from simulator.client.person import text_of
from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone


async def test_a_ticket_nobody_accepts_climbs_the_ladder_by_day(
    desk: Desk, anna: Telephone, chen: Telephone
) -> None:
    """Group, lead and at last the manager hear of it, each once."""
    zhou = Telephone(desk.person(2010))
    group = Telephone(desk.person(2011), REPAIR)
    await files_a_repair(anna)
    await desk.forward(minutes=35)
    assert await group.counts("还没有人接单") == 1
    assert not await zhou.sees("R-1001")
    await desk.forward(minutes=30)
    assert await zhou.sees("无人接单")
    assert not await chen.sees("R-1001")
    await desk.forward(hours=5)
    assert await chen.counts("R-1001") == 1


async def test_a_requester_reads_why_it_takes_longer(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """What was promised, the wait for parts that moved it, and every hour behind a button."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("暂停")
    await wang.taps("等配件")
    await wang.taps("11月24日")
    await desk.forward(days=1, hours=2)
    await wang.taps("继续处理")
    await anna.taps("See the ticket")
    ticket = await anna.finds("What happened")
    assert "Promised: fixed within 1 working day\n" in ticket["text"]
    assert "⏸ Was on hold for 1 day 2 hours, not counted (Waiting for parts)" in ticket["text"]
    await anna.taps("How it is counted")
    explained = await anna.finds("how the time is counted")
    assert explained["message_id"] == ticket["message_id"]
    assert "⏸ yesterday 09:00 to today 11:00: paused" in explained["text"]
    await anna.taps("Back")
    assert await anna.sees("What happened")


async def test_nobody_is_woken_at_night(desk: Desk, anna: Telephone, chen: Telephone) -> None:
    """A ticket filed before the night waits for the morning, and so do its alarms."""
    await desk.until(datetime(2026, 11, 23, 13, 50, tzinfo=UTC))  # 21:50
    await files_a_repair(anna)
    group = Telephone(desk.person(2011), REPAIR)
    await desk.until(datetime(2026, 11, 23, 22, 55, tzinfo=UTC))  # 06:55 the next morning
    assert not await group.sees("还没有人接单")
    assert not await chen.sees("R-1001")
    await desk.until(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))  # 08:00
    assert await group.sees("还没有人接单")


async def test_the_digest_comes_at_its_time(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """On the next working morning managers get a chart and the figures, once."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("完成")
    await desk.until(datetime(2026, 11, 23, 23, 25, tzinfo=UTC))  # 07:25
    assert not await chen.sees("Daily digest")
    await desk.until(datetime(2026, 11, 24, 0, 30, tzinfo=UTC))
    chart = await chen.finds("Daily digest")
    assert await chen.counts("Daily digest") == 2
    assert "New 1" in text_of(chart)
    assert any("photo" in message for message in await chen.person.sees())


async def test_a_manager_asks_for_the_digest_and_for_a_ticket(
    anna: Telephone, chen: Telephone
) -> None:
    """Both come at once, to managers only."""
    await files_a_repair(anna)
    await chen.says("/digest")
    assert await chen.sees("Daily digest")
    await chen.says("/ticket R-1001")
    assert await chen.sees("drips day and night")
    await anna.says("/digest")
    assert "Only managers may do this." in await anna.reads()


async def test_an_appointment_that_is_kept(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Tuesday from one to three: the team is reminded, told when it begins, and comes in time."""
    group = Telephone(desk.person(2011), REPAIR)
    await files_a_repair(anna)
    await wang.taps("接单")
    await anna.taps("See the ticket", about="R-1001")
    await anna.taps("Book a visit")
    await anna.taps("Tue 24 Nov")
    await anna.taps("13:00–15:00")
    assert await anna.sees("Visit booked: Tue 24 Nov 13:00–15:00")
    assert await group.sees("提交人预约上门：11月24日 周二 13:00–15:00")
    await desk.until(datetime(2026, 11, 24, 4, 5, tzinfo=UTC))  # 12:05
    assert await group.sees("请准时到场")
    await desk.until(datetime(2026, 11, 24, 5, 5, tzinfo=UTC))
    assert await group.sees("约定的上门时间到了")
    await wang.taps("已到场")
    await desk.until(datetime(2026, 11, 24, 7, 30, tzinfo=UTC))
    assert not await anna.sees("nobody came")


async def test_an_appointment_that_is_missed(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """At three nobody has come: an apology with another choice, and the manager hears of it."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await anna.taps("See the ticket", about="R-1001")
    await anna.taps("Book a visit")
    await anna.taps("Tue 24 Nov")
    await anna.taps("13:00–15:00")
    await desk.until(datetime(2026, 11, 24, 7, 10, tzinfo=UTC))  # 15:10
    assert await anna.counts("nobody came at the time we agreed") == 1
    assert await chen.counts("nobody came for the visit") == 1
    await anna.taps("Book a visit", about="nobody came at the time we agreed")
    await anna.taps("Wed 25 Nov")
    await anna.taps("09:00–11:00")
    assert await anna.sees("Visit booked: Wed 25 Nov 09:00–11:00")
