"""A small world for the simulator's own tests."""

from collections.abc import AsyncIterator

import pytest
import telegram
from aiohttp import ClientSession

from simulator.client import People
from simulator.clock import SimulatedClock
from simulator.server import Simulator
from tests.simulator.stage import ANNA, BORIS, CHEN, START, TOKEN, Json, Stage


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Serve a world with one bot, three persons and one supergroup, on a clock that stands."""
    simulator = Simulator(SimulatedClock(START))
    bot = simulator.add_bot(TOKEN, "desk_bot", "Desk")
    simulator.add_user(ANNA, "Anna", last_name="Lee", username="anna_lee", language_code="en")
    simulator.add_user(BORIS, "Boris", language_code="zh-hans")
    simulator.add_user(CHEN, "Chen")
    members: list[int | Json] = [
        BORIS,
        {"user_id": CHEN, "status": "creator"},
        {"user_id": 42, "status": "member"},
    ]
    group = simulator.add_group("Repairs", members)
    async with simulator, ClientSession() as http, People(simulator.url) as people:
        anna, boris = people.person(ANNA), people.person(BORIS, group.id)
        yield Stage(simulator, http, people, bot, group, anna, boris)


@pytest.fixture
async def second_client(stage: Stage) -> AsyncIterator[telegram.Bot]:
    """Drive the same bot with python-telegram-bot, an independent client and parser."""
    base = stage.simulator.url
    async with telegram.Bot(TOKEN, f"{base}/bot", f"{base}/file/bot") as bot:
        yield bot
