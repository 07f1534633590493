"""The simulated clock, in process and over HTTP."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from simulator.clock import SimulatedClock
from tests.simulator.stage import START, Stage


async def test_clock_over_http(stage: Stage) -> None:
    """The clock is moved and watched from the people's side."""
    assert await stage.people.clock.now() == START
    async with asyncio.TaskGroup() as group:
        watching = group.create_task(stage.people.get("clock", after=0, wait=30))
        await stage.people.clock.forward(hours=3)
    assert watching.result()["version"] == 1
    await stage.people.clock.to(START + timedelta(days=1))
    assert await stage.people.clock.now() == START + timedelta(days=1)


async def test_sleepers_wake_when_they_are_due() -> None:
    """A standing clock wakes sleepers when it is moved past their moments, in any step."""
    clock = SimulatedClock(START)
    async with asyncio.TaskGroup() as group:
        early = group.create_task(clock.sleep(10))
        late = group.create_task(clock.sleep_until(START + timedelta(seconds=20)))
        await asyncio.sleep(0)
        assert clock.next_sleeper() == START + timedelta(seconds=10)
        clock.forward(10)
        await early
        assert not late.done()
        assert clock.next_sleeper() == START + timedelta(seconds=20)
        clock.forward(3600)
    assert clock.next_sleeper() is None


async def test_flowing_clock_flows_and_can_be_moved() -> None:
    """A flowing clock follows real time and can be moved forward besides."""
    clock = SimulatedClock(START, flowing=True)
    before = clock.now()
    await clock.sleep(0.01)
    assert timedelta(seconds=0.01) <= clock.now() - before < timedelta(seconds=5)
    async with asyncio.TaskGroup() as group:
        sleeper = group.create_task(clock.sleep(3600))
        await asyncio.sleep(0)
        clock.forward(3600)
    assert sleeper.done()


async def test_a_walk_stops_where_somebody_sleeps_until() -> None:
    """However long the steps of a walk are, nobody on the way is woken late."""
    clock = SimulatedClock(START, flowing=True)
    wanted = START + timedelta(days=3, minutes=7)

    async def sleep() -> datetime:
        await clock.sleep_until(wanted)
        return clock.now()

    async with asyncio.TaskGroup() as group:
        sleeper = group.create_task(sleep())
        await asyncio.sleep(0)
        await clock.walk_to(START + timedelta(days=10))
    assert wanted <= sleeper.result() < wanted + timedelta(minutes=1)


async def test_a_walk_waits_for_who_follows_the_clock() -> None:
    """Who comes back for more sees every step, also one that takes a while."""
    clock = SimulatedClock(START, flowing=True)
    seen = []

    async def follow() -> None:
        version = 0
        while clock.now() < START + timedelta(hours=1):
            version = await clock.moved(version)
            seen.append(version)
            await asyncio.sleep(0.001)

    async with asyncio.TaskGroup() as group:
        group.create_task(follow())
        await asyncio.sleep(0)
        await clock.walk_to(START + timedelta(hours=1))
    assert seen == list(range(1, clock.version + 1))
    assert len(seen) >= 12


def test_clock_needs_an_aware_start() -> None:
    """A naive moment is refused with a sentence."""
    with pytest.raises(ValueError, match="aware"):
        SimulatedClock(datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test
    with pytest.raises(ValueError, match="only moves forward"):
        SimulatedClock(START).move_to(datetime(2020, 1, 1, tzinfo=UTC))
