"""Several messages at once: an album, or words sent in a hurry."""

import asyncio

from tests.stories.conftest import TEACHER
from tests.stories.desk import Desk
from tests.stories.filing import starts_a_repair
from tests.stories.telephone import Telephone

HERE = "Leaking tap"


async def test_an_album_is_drawn_on_one_form(anna: Telephone, photo: bytes) -> None:
    """All pictures are on the form, and no older copy of it is left."""
    await starts_a_repair(anna)
    await anna.says("It drips.")
    await anna.person.sends_album([photo] * 4, "All night")
    assert await anna.sees("4 photos")
    assert await anna.counts(HERE) == 1
    await anna.taps("Photos are done")
    await anna.taps("Submit")
    assert await anna.sees("R-1001")


async def test_words_in_a_hurry(desk: Desk, anna: Telephone) -> None:
    """Nothing that was typed is lost, and no older copy of the form is left."""
    await starts_a_repair(anna)
    words = [f"word {number}" for number in range(5)]
    await asyncio.gather(*(anna.person.says(each, wait=False) for each in words))
    await desk.people.quiet()
    shown = (await anna.finds(HERE))["text"]
    assert all(each in shown for each in words)
    assert await anna.counts(HERE) == 1
    await anna.says("and one more")
    assert await anna.counts(HERE) == 1


async def test_an_old_form_that_could_not_be_taken_away(desk: Desk, anna: Telephone) -> None:
    """Telegram says when it may be: its buttons do not stay for good."""
    await starts_a_repair(anna)
    flood = {"chat_id": TEACHER, "retry_after": 600}
    await desk.people.fails("flood", method="deleteMessage", **flood)
    await anna.says("It drips.")
    assert await anna.counts(HERE) == 2
    await desk.forward(minutes=11)
    assert await anna.counts(HERE) == 1
