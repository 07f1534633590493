"""Clocks from before reasons were asked for have none, and the way back loses nothing else."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, text

from models.engine import open_engine
from models.schema import migrate

AT = datetime(2026, 1, 1, tzinfo=UTC)
_TICKET = text(
    "INSERT INTO ticket (id, kind, number, status, version, cycle, school_version, service, place,"
    " words, requester_id, team, route_reason, submitted_at, anonymous) VALUES (1, 'repair', 1,"
    " 'new', 1, 1, 1, 'WTR-01', 'main', 'w', 1, 'repair', 'any', :at, :no)"
)
_CLOCK = text(
    "INSERT INTO clock (ticket_id, kind, cycle, calendar, unit, budget, spent, began_at,"
    " breached_at, level, serial, waited, reclassified, base) VALUES (1, 'resolve', :cycle,"
    " 'teaching', 'working_minutes', 60, 61, :at, :at, 0, 1, 0, :no, 0)"
)


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    """Give a database with a late ticket of two attempts."""
    opened = open_engine(empty_database_url)
    migrate(opened, "0005")
    with opened.begin() as connection:
        connection.execute(_TICKET, {"at": AT, "no": False})
        for cycle in (1, 2):
            connection.execute(_CLOCK, {"at": AT, "no": False, "cycle": cycle})
    yield opened
    opened.dispose()


def test_nobody_has_said_why_yet(engine: Engine) -> None:
    """Each clock is there, without a reason and not excused."""
    migrate(engine, "0006")
    with engine.connect() as connection:
        rows = connection.execute(
            text("SELECT cycle, reason, excused FROM clock ORDER BY cycle")
        ).all()
    assert [(row.cycle, row.reason, bool(row.excused)) for row in rows] == [
        (1, None, False),
        (2, None, False),
    ]


def test_it_can_be_taken_back(engine: Engine) -> None:
    """The clocks are what they were, also when a reason had been given meanwhile."""
    migrate(engine, "0006")
    with engine.begin() as connection:
        connection.execute(text("UPDATE clock SET reason = 'parts'"))
    migrate(engine, "0005")
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM clock")).mappings().all()
    assert len(rows) == 2
    assert not {"reason", "excused"} & rows[0].keys()
