"""A machine that fails under the desk: a disk takes nothing more, a process is halted."""

import asyncio
import os
import resource
import signal
from pathlib import Path

from bot.statuses import NOT_ALONE
from tests.processes.commands import outcome
from tests.processes.school import Caller
from tests.processes.test_running import arrives, started
from tests.stories.filing import WORDS, files_a_repair, starts_a_repair
from tests.support.processes import Program, running

_NO_LIMIT = resource.RLIM_INFINITY


def limit_files(program: Program, size: int) -> None:
    """Let no file of a running program grow beyond so many bytes: write(2) then fails."""
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (size, _NO_LIMIT))


async def test_a_disk_that_takes_nothing(
    settings: dict[str, str], anna: Caller, tmp_path: Path
) -> None:
    """Nothing is said as if it were done; when there is room the form goes on where it was."""
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        await arrives(anna)
        await starts_a_repair(anna)
        await anna.finds("Please describe it")
        limit_files(desk, 0)
        await anna.person.says(WORDS, wait=False)
        await asyncio.to_thread(desk.until, "no updates taken")
        assert not await anna.sees("A photo helps")
        limit_files(desk, _NO_LIMIT)
        await anna.taps("Skip")
        await anna.taps("Submit")
        await anna.finds("R-1001")
    assert not any("Traceback" in line for line in desk.said)


async def test_a_desk_that_is_halted(
    settings: dict[str, str], anna: Caller, tmp_path: Path
) -> None:
    """No second desk begins meanwhile; the halted one goes on with what has come, once."""
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        await started(desk)
        await arrives(anna)
        os.kill(desk.pid, signal.SIGSTOP)
        await anna.person.says("/repair", wait=False)
        status, _ = await asyncio.to_thread(outcome, tmp_path, "run", **settings)
        os.kill(desk.pid, signal.SIGCONT)
        assert status == NOT_ALONE
        await anna.finds("What is it about?")
        await files_a_repair(anna)
        await anna.finds("R-1001")
        assert await anna.counts("What is it about?") <= 1
