"""Lanes: order within a chat, no waiting between chats."""

import asyncio
from functools import partial

import pytest

from bot.lanes import Lanes


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
        lanes = Lanes(group)
        lanes.put(1, slow)
        lanes.put(1, partial(quick, "after slow"))
        lanes.put(2, partial(quick, "other chat"))
        await lanes.idle()
    assert done == ["other chat", "slow", "after slow"]


async def test_a_job_that_fails_stops_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The next job of the same chat still runs, and the failure is logged."""
    done: list[str] = []

    async def fails() -> None:
        raise ValueError("broken letter")

    async def works() -> None:
        done.append("works")

    async with asyncio.TaskGroup() as group:
        lanes = Lanes(group)
        lanes.put(1, fails)
        lanes.put(1, works)
        await lanes.idle()
    assert done == ["works"]
    assert "broken letter" in caplog.text
