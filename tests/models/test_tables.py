"""Types that must hold in every table, whoever adds one."""

from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import BigInteger, Column, DateTime, TypeDecorator, insert, select
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel, UTCDateTime

from models.tables import SeenUpdate, table_of
from models.unit import Units
from tests.support.clocks import MONDAY

_seen = table_of(SeenUpdate)
_TELEGRAMS = ("chat_id", "user_id", "requester_id", "assignee_id", "actor_id", "update_id")
_TELEGRAMS_ROWS = ("person", "chat", "seen_update")


def columns() -> list[Column[object]]:
    """Return the columns of all tables."""
    return [column for table in SQLModel.metadata.tables.values() for column in table.columns]


def test_telegrams_ids_have_64_bits() -> None:
    """An id of a person may have 52 bits (Bot API, User.id), which INTEGER does not hold."""
    narrow = [
        str(column)
        for column in columns()
        if (
            column.name in _TELEGRAMS
            or (column.name == "id" and column.table.name in _TELEGRAMS_ROWS)
        )
        and not isinstance(column.type, BigInteger)
    ]

    assert narrow == []


def test_every_moment_is_aware() -> None:
    """A plain DATETIME forgets its zone on SQLite and is eight hours wrong when read."""
    naive = [
        str(column)
        for column in columns()
        if isinstance(column.type, DateTime | TypeDecorator)
        and issubclass(column.type.python_type, datetime)
        and not isinstance(column.type, UTCDateTime)
    ]

    assert naive == []


def test_a_moment_of_any_zone_comes_back_in_utc(units: Units) -> None:
    """Nine o'clock in Shanghai is stored and read as one o'clock UTC."""
    shanghai = MONDAY.astimezone(timezone(timedelta(hours=8)))
    with units.open() as unit:
        unit.execute(insert(_seen), {"id": 1, "seen_at": shanghai})
        seen_at = unit.execute(select(_seen.c.seen_at)).scalar_one()

    assert seen_at == MONDAY
    assert seen_at.utcoffset() == timedelta(0)


def test_a_moment_without_a_zone_is_refused(units: Units) -> None:
    """Nobody can say what such a moment means."""
    naive = MONDAY.replace(tzinfo=None)

    with pytest.raises(StatementError), units.open() as unit:
        unit.execute(insert(_seen), {"id": 1, "seen_at": naive})
