"""A disk without room: what cannot be written down is not taken for done, and comes again."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from domain.school import School
from models.unit import DatabaseTrouble, Units
from tests.bot.desks import Desk
from tests.bot.lines import way
from tests.bot.shapes import says
from tests.support.databases import SqliteFiles

LONG = "水龙头滴水" * 800
"""Words that need pages of their own."""


@pytest.fixture
def database_url(sqlite: SqliteFiles) -> Iterator[str]:
    """Give a file: only SQLite's own disk can be filled from here."""
    with sqlite.fresh() as url:
        yield url


def allow(units: Units, pages: int) -> None:
    """Let the database have so many pages, or those that it has now if that is more."""
    with units.open() as unit:
        unit.execute(text(f"PRAGMA max_page_count = {pages}"))


async def test_an_update_waits_until_there_is_room(units: Units, school: School) -> None:
    """It is not confirmed, nothing is said, and then it is handled once, as if it came late."""
    desk, raw = Desk(), says(LONG)
    async with way(units, desk.router) as opened:
        allow(units, 1)
        for _ in range(3):
            with pytest.raises(DatabaseTrouble):
                await opened.takes(raw)
        assert opened.line.calls == []

        allow(units, 1_000_000)
        await opened.takes(raw)
        await opened.takes(raw)
        assert opened.line.said(3001) == [LONG]
        assert await opened.parked() == []


async def test_what_cannot_be_parked_is_not_confirmed(units: Units, school: School) -> None:
    """An update that is too bad to be handled and too large to be kept comes again."""
    poison = b'{"update_id": 7, "message": {"message_id": "%s"}}' % LONG.encode()
    async with way(units, Desk().router) as opened:
        allow(units, 1)
        with pytest.raises(DatabaseTrouble):
            await opened.takes(poison)
        allow(units, 1_000_000)
        await opened.takes(poison)
        (parked,) = await opened.parked()
        assert parked.update_id == 7
