"""Telegram words its refusals otherwise than today: everything still ends well."""

from typing import Any

import pytest

from simulator.world.chats import Chat
from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from tests.stories.test_topics import group as group  # noqa: PLC0414  a fixture
from tests.stories.test_topics import threads

OTHERWISE: dict[str, Any] = {"kind": "refuse", "code": 400, "description": "?", "chat_id": REPAIR}


async def test_a_card_that_cannot_be_redrawn_is_sent_anew(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """Whether it is gone, of another shape, or not ours to edit."""
    await files_a_repair(anna)
    await desk.people.fails(**OTHERWISE, method="editMessageText", times=0)
    await wang.taps("接单")
    await desk.forward(minutes=2)
    assert await anna.sees("was accepted by 王师傅")
    assert await wang.counts("📍") == 2
    assert "完成" in "".join(await wang.offers("📍"))


async def test_a_topic_that_is_gone_is_left_for_the_main_chat(
    desk: Desk, anna: Telephone, wang: Telephone, group: Chat
) -> None:
    """After a few tries, and with every letter."""
    del group
    await desk.people.fails(**OTHERWISE, method="sendMessage", times=5)
    await files_a_repair(anna)
    await desk.forward(minutes=2)
    assert await threads(wang) == [None]


@pytest.mark.parametrize(("times", "arrived"), [(4, 2), (5, 1)])
async def test_what_is_refused_again_and_again_is_given_up(
    desk: Desk, anna: Telephone, wang: Telephone, times: int, arrived: int
) -> None:
    """After five tries; the next ones go on."""
    await desk.people.fails(**OTHERWISE, method="sendMessage", times=times)
    await files_a_repair(anna)
    await files_a_repair(anna)
    await desk.forward(minutes=3)
    assert await wang.counts("📍") == arrived
