"""The whole life of a repair, and what happens when it does not go well."""

import asyncio

from tests.stories.filing import WORDS, files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone


async def test_a_repair_is_filed_accepted_fixed_confirmed_and_rated(
    anna: Telephone, wang: Telephone, photo: bytes
) -> None:
    """From the first tap to five stars, with pictures from both sides."""
    await starts_a_repair(anna)
    await anna.says(WORDS)
    await anna.shows(photo)
    await anna.taps("Photos are done")
    await anna.taps("Submit")
    assert await anna.sees("R-1001")
    await accepts_what_came_with_a_photo(anna, wang)
    await finishes_with_a_photo(anna, wang, photo)
    await anna.taps("Solved")
    await anna.taps("5 ⭐")
    await anna.says("Quick and clean, thank you.")
    assert "★★★★★" in (await wang.finds("📍"))["caption"]


async def accepts_what_came_with_a_photo(anna: Telephone, wang: Telephone) -> None:
    """Look at the card, accept it, and see both sides informed."""
    card = await wang.finds("R-1001")
    assert card["photo"]
    assert WORDS in card["caption"]
    assert (await wang.taps("接单")).text == "Accepted: R-1001"
    assert await anna.sees("was accepted by 王师傅")
    assert "接单" not in " ".join(await wang.offers("📍"))


async def finishes_with_a_photo(anna: Telephone, wang: Telephone, photo: bytes) -> None:
    """Arrive, finish, and show the result to the requester."""
    await wang.taps("已到场")
    await wang.taps("完成")
    invitation = await wang.finds("发一张完工照片")
    await wang.person.sends_photo(photo, chat=wang.chat_id, reply_to=invitation["message_id"])
    assert (await anna.finds("R-1001 · 王师傅"))["photo"]


async def test_two_workers_press_accept_at_once(
    anna: Telephone, wang: Telephone, li: Telephone
) -> None:
    """One of them has the ticket; the other is told who has it."""
    await files_a_repair(anna)
    first, second = await asyncio.gather(wang.taps("接单"), li.taps("接单"))
    said = {first.text, second.text}
    assert "Accepted: R-1001" in said
    assert said & {"王师傅 has already accepted it.", "李师傅 has already accepted it."}
    assert await anna.counts("was accepted by") == 1


async def test_not_fixed_goes_back_to_the_same_worker_and_is_confirmed_later(
    anna: Telephone, wang: Telephone
) -> None:
    """A rework is a new attempt of the same ticket, not a new ticket."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("完成")
    await anna.taps("Not fixed")
    await anna.says("It drips again.")
    assert await wang.sees("提交人反馈还没解决")
    assert await wang.sees("It drips again.")
    assert "第 2 次处理" in (await wang.finds("📍"))["text"]
    await wang.taps("完成", about="第 2 次处理")
    await anna.taps("Solved")
    assert "已确认解决" in (await wang.finds("📍"))["text"]


async def test_words_travel_both_ways_under_the_card(anna: Telephone, wang: Telephone) -> None:
    """A reply to the card reaches the requester, and the answer comes back under the card."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.replies("📍", "Which of the two taps?")
    asked = await anna.finds("Which of the two taps?")
    await anna.person.replies(asked, "The left one.")
    answer = await wang.finds("The left one.")
    assert "R-1001" in answer["reply_to_message"]["text"]


async def test_a_held_ticket_says_why_and_goes_on(anna: Telephone, wang: Telephone) -> None:
    """The reason is asked, told, and the clock stands still until work goes on."""
    await files_a_repair(anna)
    await wang.taps("接单")
    await wang.taps("暂停")
    await wang.taps("等配件")
    await wang.taps("11月24日")
    assert await anna.sees("is on hold: Waiting for parts")
    assert "已暂停计时" in (await wang.finds("📍"))["text"]
    await wang.taps("继续处理")
    assert await anna.sees("work goes on")


async def test_html_in_names_and_words_is_shown_literally(
    wang: Telephone, anna: Telephone
) -> None:
    """What people type is never markup."""
    await files_a_repair(anna, "<b>bold</b> & <script>alert(1)</script>")
    card = await wang.finds("📍")
    assert "<b>bold</b> & <script>alert(1)</script>" in card["text"]
