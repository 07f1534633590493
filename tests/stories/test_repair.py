"""The whole life of a repair, and what happens when it does not go well."""

import asyncio

from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone


async def test_a_repair_is_filed_accepted_fixed_confirmed_and_rated(
    desk: Desk, anna: Telephone, wang: Telephone, photo: bytes
) -> None:
    """From the first tap to five stars, with pictures from both sides."""
    await starts_a_repair(anna)
    await anna.says("The tap in the washroom drips day and night.")
    await anna.shows(photo)
    await anna.taps("Photos are done")
    assert "301" in await anna.reads()
    await anna.taps("Submit")
    assert await anna.sees("R-1001")

    card = await wang.finds("R-1001")
    assert card["photo"]
    assert "drips day and night" in card["caption"]
    assert (await wang.taps("Accept")).text == "Accepted: R-1001"
    assert await anna.sees("was accepted by 王师傅")
    assert "Accept" not in " ".join(await wang.offers("R-1001"))

    await wang.taps("On site")
    await wang.taps("Done")
    await wang.shows(photo)
    await anna.taps("Solved")
    await anna.taps("★★★★★")
    await anna.says("Quick and clean, thank you.")
    assert "★★★★★" in (await wang.finds("R-1001 ·"))["caption"]
    await desk.people.quiet()


async def test_two_workers_press_accept_at_once(
    desk: Desk, anna: Telephone, wang: Telephone, li: Telephone
) -> None:
    """One of them has the ticket; the other is told who has it."""
    await files_a_repair(anna)
    first, second = await asyncio.gather(wang.taps("Accept"), li.taps("Accept"))
    said = {first.text, second.text}
    assert "Accepted: R-1001" in said
    assert said & {"王师傅 has already accepted it.", "李师傅 has already accepted it."}
    assert await anna.counts("was accepted by") == 1
    await desk.people.quiet()


async def test_not_fixed_goes_back_to_the_same_worker_and_is_confirmed_later(
    anna: Telephone, wang: Telephone
) -> None:
    """A rework is a new attempt of the same ticket, not a new ticket."""
    await files_a_repair(anna)
    await wang.taps("Accept")
    await wang.taps("Done")
    await anna.taps("Not fixed")
    await anna.says("It drips again.")
    assert await wang.sees("the requester says it is not fixed")
    assert await wang.sees("It drips again.")
    assert "Attempt 2" in (await wang.finds("R-1001 ·"))["text"]
    await wang.taps("Done", about="Attempt 2")
    await anna.taps("Solved")
    assert "Confirmed" in (await wang.finds("R-1001 ·"))["text"]


async def test_words_travel_both_ways_under_the_card(anna: Telephone, wang: Telephone) -> None:
    """A reply to the card reaches the requester, and the answer comes back under the card."""
    await files_a_repair(anna)
    await wang.taps("Accept")
    await wang.replies("R-1001 ·", "Which of the two taps?")
    asked = await anna.finds("Which of the two taps?")
    await anna.person.replies(asked, "The left one.")
    answer = await wang.finds("The left one.")
    assert "R-1001" in answer["reply_to_message"]["text"]


async def test_a_held_ticket_says_why_and_goes_on(anna: Telephone, wang: Telephone) -> None:
    """The reason is asked, told, and the clock stands still until work goes on."""
    await files_a_repair(anna)
    await wang.taps("Accept")
    await wang.taps("Put on hold")
    await wang.taps("Waiting for parts")
    assert await anna.sees("is on hold: Waiting for parts")
    assert "paused" in (await wang.finds("R-1001 ·"))["text"]
    await wang.taps("Resume")
    assert await anna.sees("work goes on")


async def test_html_in_names_and_words_is_shown_literally(
    desk: Desk, wang: Telephone, anna: Telephone
) -> None:
    """What people type is never markup."""
    await files_a_repair(anna, "<b>bold</b> & <script>alert(1)</script>")
    card = await wang.finds("R-1001 ·")
    assert "<b>bold</b> & <script>alert(1)</script>" in card["text"]
    await desk.people.quiet()
