"""The simulator as a process of its own."""

import asyncio
import json
import sys
from pathlib import Path

import pytest
from aiohttp import ClientSession

from simulator.client import People
from simulator.clock import SimulatedClock
from simulator.errors import WorldError
from simulator.server import Simulator
from simulator.worldfile import build, read_world
from tests.simulator.stage import START

ROOT = Path(__file__).parents[2]
WORLD = {
    "users": [{"id": 1001, "first_name": "Anna", "language_code": "zh-hans"}],
    "bots": [{"token": "42:TEST", "username": "desk_bot", "name": "Desk"}],
    "chats": [{"id": -1001, "title": "Repairs", "members": [1001, {"user_id": 42}]}],
    "started": [{"user_id": 1001, "bot_id": 42}],
}


async def _started(*arguments: str) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "simulator", *arguments)
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)


async def test_separate_process(tmp_path: Path) -> None:
    """`python -m simulator` serves a described world on a flowing clock."""
    world = tmp_path / "world.json"
    world.write_text(json.dumps(WORLD), encoding="utf-8")
    start = "2026-09-01T08:00:00+08:00"
    process = await _started("--port", "0", "--world", str(world), "--start", start)
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        url = line.split()[5].rstrip(",")
        async with ClientSession() as http, People(url) as people:
            message = {"chat_id": 1001, "text": "hi"}
            async with http.post(f"{url}/bot42:TEST/sendMessage", json=message) as response:
                assert (await response.json())["ok"]
            assert await people.person(1001).reads() == "hi"
            assert (await people.get("clock"))["flowing"] is True
            assert (await people.clock.now()).isoformat().startswith("2026-09-01T00:00")
    finally:
        process.terminate()
        await process.communicate()


def test_wrong_world_file(tmp_path: Path) -> None:
    """A wrong world file is refused with one clear sentence."""
    world = tmp_path / "world.json"
    world.write_text('{"people": []}', encoding="utf-8")
    with pytest.raises(WorldError, match="bots, chats, started, users and nothing else"):
        read_world(world)
    with pytest.raises(WorldError, match="wrong: KeyError: 'id'"):
        build(Simulator(SimulatedClock(START)), {"users": [{"first_name": "Anna"}]})
