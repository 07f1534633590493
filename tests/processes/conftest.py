"""A simulator as a process of its own, and people who use it."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from simulator.client.people import People
from tests.processes.school import REPAIR, START, TEACHER, WANG, Caller, settings_for, world_file
from tests.support.processes import running


@pytest.fixture
def telegram(tmp_path: Path) -> Iterator[str]:
    """Give the address of a simulator with a small school in it, on a Monday at nine."""
    world = str(world_file(tmp_path))
    command = ("simulator", "--port", "0", "--world", world, "--start", START)
    with running(*command, folder=tmp_path) as program:
        yield program.until("Bot API is at").split()[5].rstrip(",")


@pytest.fixture
def settings(telegram: str, tmp_path: Path) -> dict[str, str]:
    """Give the settings of a desk in that school."""
    return settings_for(telegram, tmp_path)


@pytest.fixture
async def people(telegram: str) -> AsyncIterator[People]:
    """Give everybody's telephones."""
    async with People(telegram) as opened:
        yield opened


@pytest.fixture
def anna(people: People) -> Caller:
    """Give a teacher whom the desk does not know yet."""
    return Caller(people, TEACHER)


@pytest.fixture
def wang(people: People) -> Caller:
    """Give a repair worker in the team's group."""
    return Caller(people, WANG, REPAIR)
