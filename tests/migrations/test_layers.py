"""Editions from before the layers keep their hours, up and down."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from bot.school import dump, restore
from domain.calendars import Layer
from domain.windows import Window
from models.engine import open_engine
from models.schema import migrate
from models.tables import SchoolEdition, table_of
from tests.support.schools import small_school

EDITION = table_of(SchoolEdition)
MORNING = Window(480, 720)
CLOSED, OPEN = date(2026, 10, 1), date(2026, 10, 10)


def before() -> str:
    """Return an edition as it was kept when a calendar was one mapping of dates."""
    school: dict[str, Any] = json.loads(dump(small_school("", 1)))
    for calendar in school["calendars"].values():
        del calendar["layers"], calendar["national_years"]
        calendar["overrides"] = {
            f"{CLOSED}": [],
            f"{OPEN}": [{"start": MORNING.start, "end": MORNING.end}],
        }
    return json.dumps(school, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    """Give a database of the first program, with one edition in it."""
    opened = open_engine(empty_database_url)
    migrate(opened, "0001")
    with opened.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO school_edition (version, document, fingerprint, applied_at)"
                " VALUES (1, :document, 'f', :at)"
            ),
            {"document": before(), "at": datetime(2026, 1, 1, tzinfo=UTC)},
        )
    yield opened
    opened.dispose()


def document(engine: Engine) -> str:
    """Return the only edition's document."""
    with engine.connect() as connection:
        kept: str = connection.execute(select(EDITION.c.document)).scalar_one()
    return kept


def test_an_old_edition_keeps_the_hours_of_every_date(engine: Engine) -> None:
    """It can be read again, a closed date as a holiday and an open one as a make-up day."""
    migrate(engine, "0002")
    for calendar in restore(document(engine), 1).calendars.values():
        assert calendar.windows(CLOSED) == ()
        assert calendar.windows(OPEN) == (MORNING,)
        assert set(calendar.layers) == {Layer.HOLIDAY, Layer.MAKE_UP}
        assert not calendar.is_provisional(date(2027, 1, 1))


def test_the_way_back_restores_the_document(engine: Engine) -> None:
    """Taken back, the edition is letter for letter what it was."""
    migrate(engine, "0002")
    migrate(engine, "0001")
    assert document(engine) == before()


def test_on_the_way_back_the_highest_layer_decides(engine: Engine) -> None:
    """A date that two layers have keeps the hours that held."""
    migrate(engine, "0002")
    changed: dict[str, Any] = json.loads(document(engine))
    for calendar in changed["calendars"].values():
        calendar["layers"]["4"] = {f"{OPEN}": {"windows": [], "names": {}}}
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE school_edition SET document = :document"),
            {"document": json.dumps(changed)},
        )
    migrate(engine, "0001")
    restored = json.loads(document(engine))
    assert [calendar["overrides"][f"{OPEN}"] for calendar in restored["calendars"].values()] == [
        [] for _ in restored["calendars"]
    ]
