"""Complaints and suggestions."""

from tests.stories.desk import DESK_CHAT, Desk
from tests.stories.telephone import Telephone


async def test_a_complaint_is_answered_by_the_service_desk(desk: Desk, ben: Telephone) -> None:
    """A complaint about meals goes to the desk, which answers before it is done."""
    await ben.says("/complaint")
    await ben.taps("Canteen")
    await ben.taps("Quality, price")
    await ben.says("The rice was cold today.")
    await ben.taps("Submit")
    assert await ben.sees("C-1001")

    sun = Telephone(desk.person(2003), DESK_CHAT)
    await sun.taps("接单")
    refused = await sun.taps("完成")
    assert "Nobody has answered the requester" in refused.text
    await sun.replies("👤", "We talked to the kitchen; please try again tomorrow.")
    assert await ben.sees("We talked to the kitchen")
    await sun.taps("完成")
    await ben.taps("Solved")
    assert "已确认解决" in (await sun.finds("👤"))["text"]


async def test_a_suggestion_gets_its_own_number(desk: Desk, anna: Telephone) -> None:
    """A suggestion needs no place and no photo."""
    await anna.says("/suggestion")
    await anna.taps("Suggestion")
    await anna.taps("Suggestion")
    await anna.says("More lamps along the path to the gate, please.")
    await anna.taps("Submit")
    assert await anna.sees("S-1001")
    assert await Telephone(desk.person(2003), DESK_CHAT).sees("More lamps")
