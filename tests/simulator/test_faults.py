"""A7 and A13: bad days on request."""

import asyncio
import json

import pytest
from aiohttp import ClientConnectionError, ClientError, ClientPayloadError

from simulator.client import NotDone
from tests.simulator.stage import ANNA, Stage


async def _attempt(stage: Stage) -> tuple[int, str, bytes]:
    url = f"{stage.simulator.url}/bot42:TEST/sendMessage"
    async with stage.http.post(url, json={"chat_id": ANNA, "text": "x"}) as response:
        return response.status, response.content_type, await response.read()


async def _delivered(stage: Stage) -> int:
    return sum(message.get("text") == "x" for message in await stage.anna.sees())


async def test_refusal(stage: Stage) -> None:
    """A13: a call is refused with the wished code and words, so many times."""
    await stage.opened()
    words = "Forbidden: bot was blocked by the user"
    await stage.people.fails("refuse", method="sendMessage", code=403, description=words, times=2)
    for _ in range(2):
        assert await stage.refused("sendMessage", chat_id=ANNA, text="x") == (403, words)
    assert await stage.does("sendMessage", chat_id=ANNA, text="x")
    assert await _delivered(stage) == 1


@pytest.mark.parametrize(("kind", "done"), [("lose_answer", 1), ("drop", 0), ("reset", 0)])
async def test_lost_connections(stage: Stage, kind: str, done: int) -> None:
    """A7: a lost answer does not tell whether the message was sent."""
    await stage.opened()
    await stage.people.fails(kind, method="sendMessage")
    with pytest.raises(ClientConnectionError):
        await _attempt(stage)
    assert await _delivered(stage) == done


async def test_proxy_page(stage: Stage) -> None:
    """A6: 502 with an HTML body from the front proxy, nothing done."""
    await stage.opened()
    await stage.people.fails("html_5xx", method="sendMessage")
    status, content_type, body = await _attempt(stage)
    assert (status, content_type) == (502, "text/html")
    assert b"<html>" in body
    assert await _delivered(stage) == 0


async def test_truncated_body(stage: Stage) -> None:
    """A13: the body ends in the middle, the work is done."""
    await stage.opened()
    await stage.people.fails("truncate", method="sendMessage")
    with pytest.raises((ClientPayloadError, ClientError)):
        await _attempt(stage)
    assert await _delivered(stage) == 1


async def test_wrong_charset(stage: Stage) -> None:
    """A13: the body is no UTF-8, the work is done."""
    await stage.opened()
    await stage.people.fails("bad_charset", method="sendMessage")
    _, _, body = await _attempt(stage)
    with pytest.raises(UnicodeDecodeError):
        json.loads(body)
    assert await _delivered(stage) == 1


async def test_delayed_answer_follows_the_clock(stage: Stage) -> None:
    """A7: a slow answer comes after simulated time, the message is there at once."""
    await stage.opened()
    await stage.people.fails("delay", method="sendMessage", seconds=40)
    async with asyncio.TaskGroup() as group:
        slow = group.create_task(_attempt(stage))
        while stage.simulator.clock.next_sleeper() is None:
            await stage.simulator.world.activity.bell.heard(0.01)
        assert await _delivered(stage) == 1
        assert await stage.simulator.quiet(1)
        assert not slow.done()
        stage.simulator.clock.forward(40)
    assert slow.result()[0] == 200


async def test_faults_choose_chat_and_method(stage: Stage) -> None:
    """A13: a fault may concern one chat only, and lasts until it is removed when asked."""
    await stage.opened()
    await stage.people.fails("flood", chat_id=stage.group.id, times=0, retry_after=9)
    group = {"chat_id": stage.group.id, "text": "x"}
    for _ in range(3):
        assert (await stage.refused("sendMessage", **group))[0] == 429
    assert await stage.does("sendMessage", chat_id=ANNA, text="x")
    await stage.people.behaves()
    assert await stage.does("sendMessage", **group)


async def test_updates_twice(stage: Stage) -> None:
    """A9: an update that was confirmed comes once more with the same id."""
    await stage.people.fails("duplicate")
    await stage.anna.says("hi", wait=False)
    [first] = await stage.does("getUpdates")
    [again] = await stage.does("getUpdates", offset=first["update_id"] + 1)
    assert again == first
    assert await stage.does("getUpdates", offset=first["update_id"] + 1) == []


async def test_updates_out_of_order(stage: Stage) -> None:
    """A9: an update may come after the one that followed it."""
    await stage.people.fails("reorder")
    await stage.anna.says("first", wait=False)
    assert await stage.does("getUpdates") == []
    await stage.anna.says("second", wait=False)
    texts = [update["message"]["text"] for update in await stage.updates()]
    assert texts == ["second", "first"]


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ({"kind": "explode"}, "kind must be one of"),
        ({"kind": "flood", "retry": 5}, "a fault has no field retry"),
    ],
)
async def test_faults_that_are_none(stage: Stage, fault: dict[str, object], words: str) -> None:
    """People's side: a wrong fault is refused with one clear sentence."""
    with pytest.raises(NotDone, match=words):
        await stage.people.post("faults", **fault)


async def test_log_of_calls(stage: Stage) -> None:
    """People's side: the log tells method, parameters, answer and moment of every call."""
    await stage.opened()
    await stage.does("sendMessage", chat_id=ANNA, text="x")
    await stage.refused("sendMessage", chat_id=5, text="x")
    first, second = await stage.people.calls("sendMessage")
    assert first["parameters"] == {"chat_id": ANNA, "text": "x"}
    assert json.loads(first["answer"])["result"]["text"] == "x"
    assert (first["status"], second["status"]) == (200, 400)
    assert first["at"].startswith("2026-09-01")
