"""Lanes: order within a chat, no waiting between chats, and never more than so much at once."""

import asyncio
from datetime import timedelta
from functools import partial

import pytest

from bot.lanes import MANY, Lanes, NotYet
from simulator.clock import SimulatedClock
from tests.bot.lines import LeapingClock
from tests.support.clocks import MONDAY


async def test_jobs_of_one_chat_keep_their_order_and_another_chat_does_not_wait() -> None:
    """A slow first job holds up its own chat only."""
    done: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        done.append("slow")

    async def quick(name: str) -> None:
        done.append(name)
        gate.set()

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 2, 20, LeapingClock())
        lanes.put(1, slow)
        lanes.put(1, partial(quick, "after slow"))
        lanes.put(2, partial(quick, "other chat"))
        await lanes.idle()
    assert done == ["other chat", "slow", "after slow"]


async def test_a_job_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The next job still runs; the log says where it failed, and nothing of what it was about."""
    done: list[str] = []

    async def fails() -> None:
        raise ValueError("what somebody wrote")

    async def works() -> None:
        done.append("works")

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 1, 20, LeapingClock())
        lanes.put(1, fails)
        lanes.put(1, works)
        await lanes.idle()
    assert done == ["works"]
    assert "ValueError at tests/bot/test_lanes.py:" in caplog.text
    assert "what somebody wrote" not in caplog.text


async def test_ten_thousand_chats_are_worked_for_a_few_at_a_time() -> None:
    """As many tasks as were allowed, each chat in order, and who came first is first."""
    begun: list[tuple[int, int]] = []
    together: list[int] = []

    async def job(chat_id: int, number: int) -> None:
        begun.append((chat_id, number))
        together.append(len(asyncio.all_tasks()))
        await asyncio.sleep(0)

    before = len(asyncio.all_tasks())
    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 16, 20, LeapingClock())
        for number in range(2):
            for chat_id in range(10_000):
                lanes.put(chat_id, partial(job, chat_id, number))
        await lanes.idle()
    assert begun == [(chat_id, number) for number in range(2) for chat_id in range(10_000)]
    assert max(together) <= before + 16


async def test_of_one_chat_the_oldest_is_given_up() -> None:
    """What the chat is doing is finished; of what waits, the newest are kept."""
    done: list[int] = []
    gate = asyncio.Event()

    async def job(number: int) -> None:
        await gate.wait()
        done.append(number)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 2, 3, LeapingClock())
        lanes.put(1, partial(job, 0))
        await asyncio.sleep(0)
        for number in range(1, 8):
            lanes.put(1, partial(job, number))
        gate.set()
        await lanes.idle()
    assert done == [0, 5, 6, 7]


async def test_whoever_brings_more_can_wait_for_room() -> None:
    """There is none while many jobs wait, and some again when they are done."""
    gate = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 4, 20, LeapingClock())
        for chat_id in range(MANY):
            lanes.put(chat_id, gate.wait)
        waits = group.create_task(lanes.room())
        states = [lanes.full]
        await asyncio.sleep(0)
        states.append(lanes.full)  # four have begun, and wait no longer
        await waits
        for chat_id in range(4):
            lanes.put(-1 - chat_id, gate.wait)
        states.append(lanes.full)
        gate.set()
        await lanes.idle()
    assert [*states, lanes.full] == [True, False, True, False]


async def test_what_is_cancelled_leaves_nothing_behind() -> None:
    """Neither what has begun nor what waits, also when it had no time to begin."""
    gate = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 2, 20, LeapingClock())
        for chat_id in range(5):
            lanes.put(chat_id, gate.wait)
        lanes.cancel()
        await lanes.idle()
        assert (lanes.busy, lanes.chats) == (False, frozenset())
        lanes.put(1, gate.wait)
        await asyncio.sleep(0)
        lanes.cancel()
        await lanes.idle()
        assert (lanes.busy, lanes.chats) == (False, frozenset())


async def test_lanes_that_are_held_keep_nobody_out() -> None:
    """What waits in them does not count, and only so many are held; the rest is given up."""

    async def later(chat_id: int) -> None:
        raise NotYet(clock.now() + timedelta(minutes=chat_id))

    clock = SimulatedClock(MONDAY)
    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 16, 20, clock)
        for chat_id in range(1, 60):
            for _ in range(50):
                lanes.put(chat_id, partial(later, chat_id))
                await asyncio.sleep(0)
        await lanes.idle()
        assert not lanes.full
        assert len(lanes.chats) == 59
        assert lanes.rests_until == clock.now() + timedelta(minutes=1)
        assert len(asyncio.all_tasks()) < 10
        lanes.cancel()
        assert lanes.rests_until is None


async def test_all_lanes_can_be_held_at_once() -> None:
    """Whoever finds that nobody may speak stops everybody, and all go on together."""
    tried: list[int] = []
    clock = LeapingClock()
    opens = clock.now() + timedelta(seconds=9)

    async def job(chat_id: int) -> None:
        tried.append(chat_id)
        if clock.now() < opens:
            raise NotYet(opens, everyone=True)

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group, 1, 20, clock)
        for chat_id in range(5):
            lanes.put(chat_id, partial(job, chat_id))
        while lanes.chats:
            await lanes.idle()
            await asyncio.sleep(0)
    assert tried == [0, 0, 1, 2, 3, 4]
