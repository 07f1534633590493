"""A8 and A6: getUpdates, the queue, and two pollers."""

import asyncio

import pytest

from simulator.clock import SimulatedClock
from simulator.server import Simulator
from simulator.world.updates import UpdateQueue
from tests.simulator.stage import ANNA, START, Stage, keyboard

OTHER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)

ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


def _queue(seed: int = 1) -> tuple[SimulatedClock, UpdateQueue]:
    clock = SimulatedClock(START)
    return clock, UpdateQueue(clock, seed)


def _filled(count: int) -> UpdateQueue:
    _, queue = _queue()
    for number in range(count):
        queue.add("message", {"text": str(number)}, ("chat", 1))
    return queue


def _ids(queue: UpdateQueue, offset: int = 0, limit: int = 100) -> list[int]:
    return [entry.id for entry in queue.fetch(offset, limit)]


def test_first_id_is_random_within_bounds() -> None:
    """A8: the first id lies between 2,000,001 and 1,000,000,000."""
    firsts = set()
    for seed in range(20):
        _, queue = _queue(seed)
        queue.add("message", {}, ("chat", 1))
        firsts.add(_ids(queue)[0])
    assert len(firsts) == 20
    assert all(2_000_001 <= first <= 1_000_000_000 for first in firsts)


def test_offset_forgets_strictly_below() -> None:
    """A8: an update is forgotten when the offset is greater than its id."""
    queue = _filled(3)
    first, second, third = _ids(queue)
    assert _ids(queue, first) == [first, second, third]
    assert _ids(queue, second) == [second, third]
    assert _ids(queue) == [second, third]


def test_negative_offset_keeps_the_last() -> None:
    """A8: a negative offset keeps only the last N and drops the rest."""
    queue = _filled(5)
    last = _ids(queue)[-2:]
    assert _ids(queue, -2) == last
    assert _ids(queue) == last


@pytest.mark.parametrize("offset", [11, 500, 1_000_000])
def test_offset_far_ahead_is_from_head(offset: int) -> None:
    """A8: an offset more than 10 above the tail is treated as from the head."""
    queue = _filled(3)
    everything = _ids(queue)
    assert _ids(queue, everything[-1] + 1 + offset) == everything


def test_offset_little_ahead_confirms() -> None:
    """A8: an offset up to 10 above the tail confirms everything."""
    queue = _filled(3)
    assert _ids(queue, _ids(queue)[-1] + 11) == []


@pytest.mark.parametrize(
    ("kind", "seconds"),
    [("callback_query", 150), ("inline_query", 30), ("my_chat_member", 86_400)],
)
def test_lives(kind: str, seconds: int) -> None:
    """A8: presses live 150 s, inline queries 30 s, membership a day from the event."""
    clock, queue = _queue()
    queue.add(kind, {"id": "1"}, ("press", 1))
    clock.forward(seconds - 1)
    assert len(queue) == 1
    clock.forward(1)
    assert len(queue) == 0


def test_messages_live_a_day_from_their_date() -> None:
    """A8: messages live 24 h from their date, edits from theirs; older ones never come."""
    clock, queue = _queue()
    now = clock.unix()
    queue.add("message", {"message_id": 1, "date": now - 86_000}, ("chat", 1))
    queue.add("message", {"message_id": 2, "date": now - 86_400}, ("chat", 1))
    queue.add("edited_message", {"message_id": 3, "date": 0, "edit_date": now}, ("chat", 1))
    assert len(queue) == 2
    clock.forward(400)
    assert len(queue) == 1


def test_huge_updates_are_dropped() -> None:
    """A8: one update has at most 512 KiB; above, it is dropped without a word."""
    _, queue = _queue()
    queue.add("message", {"text": "x" * 600_000}, ("chat", 1))
    assert len(queue) == 0


def test_capacity(monkeypatch: pytest.MonkeyPatch) -> None:
    """A8: above the queue's capacity new updates are dropped."""
    # the check is the same at any length, and 100,000 updates are many for one test
    monkeypatch.setattr("simulator.world.updates.MAX_UPDATES", 3)
    assert len(_filled(5)) == 3


def test_quiet_week_restarts_the_ids() -> None:
    """A8: after a quiet week the next id is random."""
    clock, queue = _queue()
    queue.add("message", {}, ("chat", 1))
    [first] = _ids(queue)
    clock.forward(8 * 86_400)
    queue.add("message", {}, ("chat", 1))
    assert _ids(queue)[0] != first + 1


def test_default_kinds() -> None:
    """A8: members' changes and reactions come only when asked for."""
    _, queue = _queue()
    assert queue.allows("message")
    assert not any(
        queue.allows(kind)
        for kind in ("chat_member", "message_reaction", "message_reaction_count")
    )


async def test_allowed_updates_are_remembered(stage: Stage) -> None:
    """A8: omitted means as before; what is queued already is not filtered."""
    await stage.anna.says("queued", wait=False)
    await stage.does("getUpdates", allowed_updates=["callback_query"])
    assert len(await stage.updates()) == 1
    await stage.anna.says("not asked for", wait=False)
    assert await stage.updates() == []
    await stage.does("getUpdates", allowed_updates=[])
    await stage.anna.says("asked for again", wait=False)
    assert len(await stage.updates()) == 1


async def test_limit(stage: Stage) -> None:
    """A8: limit is 1 to 100."""
    for number in range(3):
        await stage.anna.says(str(number), wait=False)
    assert len(await stage.does("getUpdates", limit=2)) == 2
    assert len(await stage.does("getUpdates", limit=0)) == 1
    assert len(await stage.does("getUpdates", limit=1000)) == 3


async def test_long_poll_wakes_at_once(stage: Stage) -> None:
    """A8: a waiting long poll answers as soon as there is something."""
    async with asyncio.TaskGroup() as group:
        polling = group.create_task(stage.does("getUpdates", timeout=50))
        await _until_polling(stage)
        await stage.anna.says("hi", wait=False)
    assert polling.result()[0]["message"]["text"] == "hi"


async def test_second_poll_ends_the_waiting_one(stage: Stage) -> None:
    """A6: 409 fails the older, waiting poll; no error while the queue is not empty."""
    async with asyncio.TaskGroup() as group:
        older = group.create_task(stage.call("getUpdates", timeout=50))
        await _until_polling(stage)
        assert await stage.does("getUpdates") == []
    assert (older.result()["error_code"], older.result()["description"]) == (409, OTHER)
    await stage.anna.says("hi", wait=False)
    both = await asyncio.gather(*(stage.call("getUpdates", timeout=5) for _ in range(2)))
    assert all(answer["ok"] for answer in both)


async def test_repeated_conflicts_are_held_back(stage: Stage) -> None:
    """A6: a second 409 within 3 s answers only after 3 s."""
    async with asyncio.TaskGroup() as group:
        for expected_quick in (True, False):
            older = group.create_task(stage.call("getUpdates", timeout=50))
            await _until_polling(stage)
            await stage.does("getUpdates")
            if not expected_quick:
                assert not older.done()
                stage.simulator.clock.forward(3)
            assert (await older)["error_code"] == 409


async def test_webhook_ends_the_waiting_poll(stage: Stage) -> None:
    """A6: setWebhook terminates a poll; getUpdates is refused while a webhook is set."""
    async with asyncio.TaskGroup() as group:
        older = group.create_task(stage.call("getUpdates", timeout=50))
        await _until_polling(stage)
        await stage.does("setWebhook", url="http://127.0.0.1:9/hook")
    assert older.result()["description"] == "Conflict: terminated by setWebhook request"
    assert await stage.refused("getUpdates") == (409, ACTIVE)


async def test_same_offset_is_paced_when_time_flows() -> None:
    """A8: the same offset again within half a second gives one update only."""
    simulator = Simulator(SimulatedClock(START, flowing=True))
    simulator.add_bot("42:TEST", "desk_bot")
    simulator.add_user(ANNA, "Anna")
    receiver = simulator.api.receiver(simulator.world.bots[42])
    for number in range(3):
        simulator.world.bots[42].queue.add("message", {"text": str(number)}, ("chat", 1))
    assert (await receiver.get_updates({})).count(b"update_id") == 3
    assert (await receiver.get_updates({})).count(b"update_id") == 1
    simulator.clock.forward(4)
    assert (await receiver.get_updates({})).count(b"update_id") == 3


async def test_press_is_gone_after_an_outage(stage: Stage) -> None:
    """A8: after 150 s without the bot a press is lost, a message is not."""
    await stage.opened()
    await stage.does("sendMessage", chat_id=ANNA, text="x", reply_markup=keyboard("Accept"))
    await stage.anna.presses("Accept", wait=False)
    await stage.anna.says("still here?", wait=False)
    stage.simulator.clock.forward(151)
    assert [min(update) for update in await stage.updates()] == ["message"]


async def _until_polling(stage: Stage) -> None:
    activity = stage.simulator.world.activity
    receiver = stage.simulator.api.receiver(stage.bot)
    while not receiver.is_waiting:
        await activity.bell.heard()
