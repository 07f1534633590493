"""Copies of a desk that runs, desks from copies, and one desk for each database."""

import asyncio
from pathlib import Path

import pytest

from simulator.client.people import People
from tests.processes.commands import outcome
from tests.processes.school import REPAIR, TEACHER, WANG, Caller
from tests.processes.test_running import arrives, started
from tests.stories.filing import files_a_repair
from tests.support.databases import PostgresServer
from tests.support.processes import running

COPY = "copy.zip"


async def command(folder: Path, settings: dict[str, str], *arguments: str) -> tuple[int, str]:
    """Run a command beside a desk, while its simulator goes on; it says one line."""
    status, said = await asyncio.to_thread(outcome, folder, *arguments, **settings)
    assert said.count("\n") == 1, said
    return status, said


@pytest.mark.timeout(300)  # five programs start
async def test_a_desk_on_the_other_database_goes_on(
    people: People, settings: dict[str, str], postgresql: PostgresServer, tmp_path: Path
) -> None:
    """From a copy: the buttons in the chats work, and nothing is said again."""
    anna, wang = Caller(people, TEACHER), Caller(people, WANG, REPAIR)
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        await arrives(anna)
        await files_a_repair(anna)
        await wang.finds("R-1001 ·")
        await command(tmp_path, settings, "backup", COPY)
    with postgresql.empty() as url:
        settings |= {"database_url": url}
        assert (await command(tmp_path, settings, "restore", COPY))[0] == 0
        before = len(await people.calls("sendMessage"))
        with running("bot", "run", folder=tmp_path, **settings) as desk:
            await started(desk)
            assert len(await people.calls("sendMessage")) == before
            await wang.taps("接单", about="R-1001 ·")
            await anna.finds("was accepted by 王师傅")


@pytest.mark.timeout(300)  # five programs start
async def test_a_desk_is_the_only_one_of_its_database(
    settings: dict[str, str], tmp_path: Path
) -> None:
    """Neither another nor a copy takes its place, and it stops when its file was moved."""
    file = Path(settings["database_url"].removeprefix("sqlite:///"))
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        assert (await command(tmp_path, settings, "backup", COPY))[0] == 0
        for arguments in (("run",), ("restore", COPY, "--replace")):
            status, said = await command(tmp_path, settings, *arguments)
            assert status == 4
            assert f"(process {desk.pid})" in said
        await asyncio.to_thread(file.rename, tmp_path / "moved.db")
        async with asyncio.timeout(60):
            assert await asyncio.to_thread(desk.ends) == 4
    assert "This desk has lost its database" in desk.said[-1]
    assert not any("Traceback" in line for line in desk.said)
