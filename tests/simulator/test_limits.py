"""A6: limits on sending, on the simulated clock."""

import pytest
from telegram.constants import FloodLimit

from simulator.api.limits import PUBLISHED, Limits, Meter, Rate
from simulator.errors import ApiError
from tests.simulator.stage import ANNA, Stage


def _sent_at_once(meter: Meter, chat_ids: list[int]) -> int:
    for count, chat_id in enumerate(chat_ids):
        try:
            meter.spend(42, chat_id, 0.0)
        except ApiError:
            return count
    return len(chat_ids)


def test_published_numbers() -> None:
    """A6: 20 a minute in a group, 30 a second in all, about 1 a second in a chat."""
    assert _sent_at_once(Meter(PUBLISHED), [-5] * 50) == FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP
    assert _sent_at_once(Meter(PUBLISHED), list(range(1, 50))) == FloodLimit.MESSAGES_PER_SECOND
    assert PUBLISHED.chat is not None
    assert PUBLISHED.chat.per_second == FloodLimit.MESSAGES_PER_SECOND_PER_CHAT


async def test_too_many_in_a_group(stage: Stage) -> None:
    """A6: the answer is 429 with retry_after and its header; after that time it works again."""
    stage.simulator.api.meter = Meter(PUBLISHED)
    where = {"chat_id": stage.group.id, "text": "x"}
    for _ in range(20):
        await stage.does("sendMessage", **where)
    url = f"{stage.simulator.url}/bot42:TEST/sendMessage"
    async with stage.http.post(url, json=where) as response:
        envelope = await response.json()
        assert response.status == 429
        assert response.headers["Retry-After"] == "3"
    assert envelope["parameters"] == {"retry_after": 3}
    assert envelope["description"] == "Too Many Requests: retry after 3"
    stage.simulator.clock.forward(2)
    assert (await stage.refused("sendMessage", **where))[0] == 429
    stage.simulator.clock.forward(1)
    await stage.does("sendMessage", **where)


async def test_group_edits_are_limited_too(stage: Stage) -> None:
    """A6: edits in a group share the group's rate; answers to presses and reads do not count."""
    stage.simulator.api.meter = Meter(PUBLISHED)
    sent = await stage.does("sendMessage", chat_id=stage.group.id, text="x")
    where = {"chat_id": stage.group.id, "message_id": sent["message_id"]}
    for number in range(19):
        await stage.does("editMessageText", **where, text=str(number))
    assert (await stage.refused("editMessageText", **where, text="last"))[0] == 429
    assert await stage.does("getChat", chat_id=stage.group.id)


async def test_one_chat_bursts(stage: Stage) -> None:
    """A6: a short burst in one chat is tolerated, then one message a second."""
    await stage.opened()
    stage.simulator.api.meter = Meter(Limits(chat=Rate(3, 1)))
    for _ in range(3):
        await stage.does("sendMessage", chat_id=ANNA, text="x")
    assert (await stage.refused("sendMessage", chat_id=ANNA, text="x"))[0] == 429
    stage.simulator.clock.forward(1)
    await stage.does("sendMessage", chat_id=ANNA, text="x")


async def test_albums_count_their_items(stage: Stage) -> None:
    """A6: each item of an album is a message."""
    stage.simulator.api.meter = Meter(PUBLISHED)
    album = {
        "chat_id": stage.group.id,
        "media": [{"type": "photo", "media": "attach://none"}] * 10,
    }
    codes = [(await stage.refused("sendMediaGroup", **album))[0] for _ in range(3)]
    assert codes == [400, 400, 429]


@pytest.mark.parametrize("method", ["getMe", "sendMessage", "editMessageText"])
async def test_any_method_can_be_flooded(stage: Stage, method: str) -> None:
    """A6: any method, getMe included, can answer 429; waits of hours happen."""
    await stage.people.fails("flood", method=method, retry_after=10_072)
    envelope = await stage.call(method, chat_id=ANNA, text="x")
    assert envelope["parameters"]["retry_after"] == 10_072
    assert (await stage.call("getMe"))["ok"]
