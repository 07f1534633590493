"""The same press or message comes more than once, or in another order."""

from tests.stories.desk import BOT_ID, REPAIR, Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone


async def test_a_press_that_is_sent_again_has_one_effect(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """A client that reconnects sends a press again under a new number of the update."""
    await files_a_repair(anna)
    card = await wang.finds("📍")
    press = {"user_id": wang.person.id, "chat_id": REPAIR, "message_id": card["message_id"]}
    await desk.people.post("press", **press, data="t:1:accept", times=3, wait=0)
    await desk.people.quiet()
    assert await anna.counts("was accepted by") == 1
    await desk.people.post("press", **press, data="t:1:done", times=3, wait=0)
    await desk.people.quiet()
    assert await anna.counts("is done") == 1


async def test_a_form_is_handed_in_once(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Three quick taps on "submit" are one ticket."""
    await starts_a_repair(anna)
    await anna.says("The tap drips.")
    await anna.taps("Skip")
    form = await anna.finds("The tap drips.")
    press = {"user_id": anna.person.id, "message_id": form["message_id"]}
    chat = {"chat_id": BOT_ID}
    await desk.people.post("press", **press, **chat, data="f:submit", times=3, wait=0)
    await desk.people.quiet()
    assert await wang.counts("📍") == 1
    assert not await wang.sees("R-1002")


async def test_a_press_that_overtakes_words(desk: Desk, anna: Telephone) -> None:
    """Messages and presses come in queues of their own: none is lost, and nothing breaks."""
    await starts_a_repair(anna)
    await desk.people.fails("reorder", times=1)
    words = anna.person.says("The tap drips.", wait=False)
    await words
    await anna.forges("f:review:words", "describe")
    await desk.people.quiet()
    await anna.says("It is the left one.")
    assert "The tap drips." in await anna.reads()
    assert "It is the left one." in await anna.reads()
