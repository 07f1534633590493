"""The desk under test: the real one, which closes, breaks off and opens again in this process.

Its memory is that of this process, also across its restarts; the simulator is another process.
"""

import asyncio
import sqlite3
from contextlib import closing, suppress

import psycopg

from bot.program import Program
from bot.running import working_desk
from bot.settings import Settings
from models.health import file_of
from tests.support.hosts import hosted

_HELD_SECONDS = 0.3
_SHAKEN = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class House:
    """A desk that can be opened again and again on the same database."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.restarts = 0
        self._closing = asyncio.Event()
        self._host: asyncio.Task[None] | None = None
        self._program: Program | None = None

    @property
    def program(self) -> Program:
        """Return the desk that is open."""
        if self._program is None:
            raise RuntimeError("the desk is closed")
        return self._program

    async def opens(self) -> None:
        """Open it; it works when this returns."""
        self._closing = asyncio.Event()
        self._host = await hosted(self._live)

    async def restarts_politely(self) -> None:
        """Close as an operator does, and open again."""
        self._closing.set()
        await self._again()

    async def restarts_abruptly(self) -> None:
        """Break off in the middle of whatever is being done, and open again."""
        if self._host is not None:
            self._host.cancel()
        await self._again()

    async def closes(self) -> None:
        """Close for good."""
        self._closing.set()
        if self._host is not None:
            await self._host

    async def settles(self) -> None:
        """Return when nothing is being handled or said."""
        await self.program.quiet()

    async def disturbs_the_database(self) -> None:
        """Let another program have SQLite's only pen for a moment, or cut PostgreSQL's lines."""
        await asyncio.to_thread(self._disturb)

    def _disturb(self) -> None:
        url = self.settings.database_url
        file = file_of(url)
        if file is None:
            with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as server:
                server.execute(_SHAKEN)
            return
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asyncio.run(asyncio.sleep(_HELD_SECONDS))
            other.execute("ROLLBACK")

    async def _again(self) -> None:
        if self._host is not None:
            with suppress(asyncio.CancelledError):
                await self._host
        self.restarts += 1
        await self.opens()

    async def _live(self, opened: asyncio.Event) -> None:
        async with working_desk(self.settings) as program:
            self._program = program
            opened.set()
            await self._closing.wait()
