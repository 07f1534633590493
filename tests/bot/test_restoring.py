"""A desk that goes on from a copy repeats nothing and gives nothing twice."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.restoring import put_back
from domain.school import School
from domain.tickets import Kind
from models import archives, audit, copies, outbox, tickets
from models.health import Unusable
from models.outbox import Owed
from models.unit import Units
from scheduler.clockwork import run_all
from services.people import person_for
from tests.support.clocks import StillClock
from tests.support.databases import SqliteFiles
from tests.support.debts import owed
from tests.support.dumps import dump
from tests.support.schools import REPAIR_CHAT, small_school
from tests.support.tickets import NEW, REQUESTER, begins, filed

Heard = tuple[str, int, int | None, str]
A_DAY = 24 * 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give the name of a copy that is not written yet."""
    return tmp_path / "copy.zip"


@pytest.fixture
def elsewhere(sqlite: SqliteFiles, clock: StillClock) -> Iterator[Units]:
    """Give an empty database on another machine."""
    with sqlite.fresh() as url, closing(Units.connect(url, clock.now, small_school)) as units:
        yield units


def file_one(units: Units) -> str:
    """File a repair with its clocks running, and return its number."""
    with units.open() as unit:
        person_for(unit, REQUESTER, "Anna")
        stored = filed(unit, replace(NEW, submitted_at=unit.now))
        begins(unit, stored)
        outbox.owe(unit, Owed("card", REPAIR_CHAT, stored.id, {}, key=f"card:{stored.id}"))
    return stored.public_number


def copied(units: Units, file: Path) -> archives.Manifest:
    """Write a copy."""
    with units.snapshot() as unit:
        return copies.save(unit, file, lambda _: None)


async def quarter(units: Units, clock: StillClock) -> list[Heard]:
    """Let a quarter of an hour pass, and return what is sent in it."""
    clock.forward(minutes=15)
    await run_all(units)
    return [
        (debt.kind, debt.chat_id, debt.ticket_id, str(sorted(debt.facts.items())))
        for debt in owed(units)
    ]


async def test_nothing_is_told_again(
    units: Units, school: School, clock: StillClock, file: Path
) -> None:
    """Not what was owed, not the alarms and digests since; what comes due later is new."""
    file_one(units)
    manifest = copied(units, file)
    told = [heard for _ in range(A_DAY) for heard in await quarter(units, clock)]
    assert {kind for kind, *_ in told} >= {"card", "alarm", "digest"}

    assert put_back(units, file, manifest, replace=True) >= 1

    await run_all(units)
    assert owed(units) == []
    again = [heard for _ in range(A_DAY) for heard in await quarter(units, clock)]
    assert [heard for heard in again if heard in told] == []
    assert "digest" in {kind for kind, *_ in again}


async def test_no_number_and_no_key_is_given_twice(
    units: Units, school: School, elsewhere: Units, clock: StillClock, file: Path
) -> None:
    """Not on the same database, not on a new one, and not after a second return."""
    given = {file_one(units)}
    manifest = copied(units, file)
    for _ in range(30):
        given.add(file_one(units))
    with units.open() as unit:
        keys = {row["id"] for row in dump(unit)["ticket"]}
    clock.forward(minutes=20)
    for place, replaces in ((elsewhere, False), (elsewhere, True), (units, True)):
        put_back(place, file, manifest, replace=replaces)
        for _ in range(10):
            number = file_one(place)
            assert number not in given
            given.add(number)
        with place.open() as unit:
            new = {row["id"] for row in dump(unit)["ticket"]} - {1}
        assert len(new) == 10
        assert not new & keys
        keys |= new
        clock.forward(minutes=20)


def test_numbers_of_kinds_that_the_copy_has_none_of(
    units: Units, school: School, clock: StillClock, file: Path
) -> None:
    """The first complaint was perhaps filed just after the copy."""
    manifest = copied(units, file)
    with units.open() as unit:
        assert tickets.next_number(unit, Kind.COMPLAINT) == tickets.FIRST_NUMBER
    clock.forward(days=1)
    put_back(units, file, manifest, replace=True)
    with units.open() as unit:
        (restore,) = audit.commanded(unit, None)
        assert (restore.command, restore.subject) == ("restore", "copy of 2026-11-23 01:00 UTC")
        minutes = timedelta(days=1) // timedelta(minutes=1)
        assert tickets.next_number(unit, Kind.COMPLAINT) > tickets.FIRST_NUMBER + minutes


def test_a_desk_is_not_overwritten_by_mistake(units: Units, school: School, file: Path) -> None:
    """It stays as it is until somebody says that it may go."""
    file_one(units)
    manifest = copied(units, file)
    with units.open() as unit:
        before = dump(unit)
    with pytest.raises(Unusable, match="add --replace"):
        put_back(units, file, manifest, replace=False)
    with units.open() as unit:
        assert dump(unit) == before


def test_a_restore_that_fails_changes_nothing(units: Units, school: School, file: Path) -> None:
    """All of it is one transaction."""
    file_one(units)
    manifest = copied(units, file)
    file_one(units)
    with units.open() as unit:
        before = dump(unit)
    file.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(Exception, match="zip"):
        put_back(units, file, manifest, replace=True)
    with units.open() as unit:
        assert dump(unit) == before
