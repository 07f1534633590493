"""PostgreSQL commits and its answer is lost: what was done is found again, and not done again."""

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import make_url

from domain.tickets import Kind
from models import occasions, tickets
from models.unit import DatabaseTrouble, Unit, Units
from tests.models.test_restarts import once
from tests.support.clocks import StillClock
from tests.support.databases import PostgresServer
from tests.support.schools import small_school

_COMMIT, _SOCKET, _PIECE = b"COMMIT", ".s.PGSQL.5432", 65536


class Forgetful:
    """Carries connections to a server; the next ``forgets`` answers to COMMIT are lost."""

    def __init__(self, place: Path) -> None:
        self.forgets = 0
        self._place = place

    async def carry(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Carry one connection until one side ends it, or an answer is to be lost."""
        there, back = await asyncio.open_unix_connection(self._place)
        async with asyncio.TaskGroup() as group:
            answers = group.create_task(_copy(there, writer))
            while asked := await _read(reader):
                is_lost = _COMMIT in asked and self.forgets > 0
                if is_lost:
                    answers.cancel()
                    await asyncio.wait([answers])
                back.write(asked)
                if is_lost:
                    self.forgets -= 1
                    await there.read(_PIECE)  # the server has committed, and nobody hears of it
                    break
            back.close()
        writer.close()


async def _read(reader: StreamReader) -> bytes:
    """Return what comes next, nothing at the end, however that comes."""
    try:
        return await reader.read(_PIECE)
    except ConnectionError:
        return b""


async def _copy(reader: StreamReader, writer: StreamWriter) -> None:
    with suppress(ConnectionError):
        while answer := await reader.read(_PIECE):
            writer.write(answer)


@pytest.fixture
async def forgetful(postgresql: PostgresServer) -> AsyncIterator[tuple[Forgetful, Units, str]]:
    """Give units whose line to the server goes through something that forgets."""
    with postgresql.fresh() as url, TemporaryDirectory(prefix="caretaker-") as folder:
        direct = make_url(url)
        between = Forgetful(Path(str(direct.query["host"])) / _SOCKET)
        server = await asyncio.start_unix_server(between.carry, Path(folder) / _SOCKET)
        through = direct.update_query_dict({"host": folder})
        units = Units.connect(through.render_as_string(), StillClock().now, small_school)
        yield between, units, url
        units.close()
        server.close()


def counted(url: str, *keys: str) -> int:
    """Return how often something was done, for which these keys stand."""
    units = Units.connect(url, StillClock().now, small_school)
    with units.open() as unit:
        assert not any(occasions.first_to(unit, key) for key in keys)
        done = tickets.next_number(unit, Kind.REPAIR) - tickets.FIRST_NUMBER
    units.close()
    return done


async def test_what_was_committed_is_not_done_again(
    forgetful: tuple[Forgetful, Units, str],
) -> None:
    """The work runs again and finds its own key; whoever asked learns that it is done."""
    between, units, url = forgetful
    await units.run(partial(once, key="before"))
    between.forgets = 1
    await units.run(partial(once, key="meanwhile"))
    await units.run(partial(once, key="after"))
    assert between.forgets == 0
    assert await asyncio.to_thread(counted, url, "before", "meanwhile", "after") == 3


async def test_who_never_gets_an_answer_is_told_of_trouble(
    forgetful: tuple[Forgetful, Units, str],
) -> None:
    """It counts as not done, and comes again: still it is done once."""
    between, units, url = forgetful
    between.forgets = 5
    with pytest.raises(DatabaseTrouble):
        await units.run(partial(once, key="lost"))
    await units.run(partial(once, key="lost"))
    assert await asyncio.to_thread(counted, url, "lost") == 1


async def test_a_result_is_read_again(forgetful: tuple[Forgetful, Units, str]) -> None:
    """What the work returned the first time is not made up: it is asked for once more."""
    between, units, _ = forgetful
    between.forgets = 1
    seen: list[bool] = []

    def work(unit: Unit) -> bool:
        seen.append(occasions.first_to(unit, "digest"))
        return seen[-1]

    assert not await units.run(work)
    assert seen == [True, False]
