"""The desk stops at a bad moment and goes on where it was."""

from datetime import timedelta

from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone


async def test_a_form_survives_a_restart(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """The draft is a row: after a crash the next answer goes on with it."""
    await starts_a_repair(anna)
    await desk.crashes()
    await desk.opens()
    await anna.says("The tap drips.")
    await anna.taps("Skip")
    await anna.taps("Submit")
    assert await anna.sees("R-1001")
    assert await wang.sees("The tap drips.")


async def test_words_sent_while_the_desk_was_closed_are_heard(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Telegram keeps what was said, and the desk takes it when it opens."""
    await starts_a_repair(anna)
    await desk.crashes()
    await anna.person.says("The tap drips.", wait=False)
    await desk.opens()
    await anna.taps("Skip")
    await anna.taps("Submit")
    assert await wang.sees("The tap drips.")


async def test_a_card_that_was_not_delivered_comes_after_the_restart(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """What is owed is on disk: a crash while Telegram is down loses no card."""
    await starts_a_repair(anna)
    await anna.says("The tap drips.")
    await anna.taps("Skip")
    await desk.people.fails("html_5xx", method="sendMessage", chat_id=wang.chat_id, times=3)
    await anna.taps("Submit", wait=False)
    await desk.crashes()
    await desk.opens()
    await desk.forward(minutes=10)
    assert await wang.counts("The tap drips.") == 1


async def test_who_hears_late_of_a_ticket_knows_that_others_did_not(
    desk: Desk, anna: Telephone, chen: Telephone
) -> None:
    """Closed for six hours: one alarm to the highest, and no storm of those before it."""
    group = Telephone(desk.person(2011), REPAIR)
    await files_a_repair(anna)
    await desk.crashes()
    desk.clock.move_to(desk.clock.now() + timedelta(hours=6))
    await desk.opens()
    await desk.forward(minutes=10)
    assert await chen.counts("4 earlier reminders were not sent") == 1
    assert not await group.sees("还没有人接单")
    assert not await group.sees("无人接单")


async def test_an_answer_that_was_lost_costs_at_most_one_duplicate(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Telegram did the work and the answer never came: sent again, never lost."""
    await desk.people.fails("lose_answer", method="sendMessage", chat_id=wang.chat_id, times=1)
    await files_a_repair(anna)
    await desk.forward(minutes=5)
    assert await wang.counts("📍") in {1, 2}
    await wang.taps("接单")
    assert await anna.sees("was accepted by")
