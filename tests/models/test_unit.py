"""The unit of work: all or nothing, one writer at a time, no write lost."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from functools import partial
from threading import Barrier

import pytest
from sqlalchemy import select, text, update

from models import occasions
from models.tables import Counter, table_of
from models.unit import DatabaseTrouble, ReadSchool, Unit, Units
from tests.support.clocks import StillClock

_counter = table_of(Counter)
THREADS, TIMES = 8, 25


def test_a_unit_that_ends_is_kept(units: Units) -> None:
    """What was written is there for the next unit."""
    with units.open() as unit:
        assert occasions.first_to(unit, "digest")
    with units.open() as unit:
        assert not occasions.first_to(unit, "digest")


def test_a_unit_that_fails_leaves_nothing(units: Units) -> None:
    """What was written before the error is taken back."""

    def fail(unit: Unit) -> None:
        occasions.first_to(unit, "digest")
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"), units.open() as unit:
        fail(unit)
    with units.open() as unit:
        assert occasions.first_to(unit, "digest")


def test_no_increment_is_lost(units: Units) -> None:
    """Eight writers that read and then write add up: nobody reads what another will overwrite."""
    with units.open() as unit:
        unit.execute(_counter.insert(), {"kind": "visits", "value": 0})

    def visit(_: int) -> None:
        for _ in range(TIMES):
            with units.open() as unit:
                seen = unit.execute(select(_counter.c.value).with_for_update()).scalar_one()
                unit.execute(update(_counter).values(value=seen + 1))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(visit, range(THREADS)))

    with units.open() as unit:
        assert unit.execute(select(_counter.c.value)).scalar_one() == THREADS * TIMES


def test_one_unit_is_one_moment(units: Units, clock: StillClock) -> None:
    """Time does not pass inside a unit, and the moment is aware and UTC."""
    with units.open() as unit:
        before = unit.now
        clock.forward(minutes=5)

        assert unit.now == before
        assert unit.now.tzinfo is UTC


async def test_work_returns_what_it_found(units: Units) -> None:
    """A unit run in the database thread hands its result to who awaits it."""
    assert await units.run(lambda unit: occasions.first_to(unit, "digest"))
    assert not await units.run(lambda unit: occasions.first_to(unit, "digest"))


async def test_errors_of_the_work_reach_who_asked(units: Units) -> None:
    """An error inside the work is not mistaken for trouble of the database."""

    def refuse(unit: Unit) -> None:
        occasions.first_to(unit, "digest")
        raise LookupError("no such ticket")

    with pytest.raises(LookupError, match="no such ticket"):
        await units.run(refuse)
    assert await units.run(lambda unit: occasions.first_to(unit, "digest"))


async def test_a_database_that_goes_on_failing_is_trouble(units: Units) -> None:
    """What the operator has to mend, a full disk or a server that stays away, is no bug."""

    def work(unit: Unit) -> None:
        if units.engine.dialect.name == "postgresql":
            unit.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        unit.execute(text("PRAGMA max_page_count = 1"))
        unit.execute(_counter.insert(), {"kind": "x" * 100_000, "value": 0})

    with pytest.raises(DatabaseTrouble):
        await units.run(work)


async def test_work_is_tried_again_when_the_connection_was_lost(units: Units) -> None:
    """A server that was restarted costs an attempt, not the update."""
    attempts = []

    def work(unit: Unit) -> bool:
        attempts.append(unit)
        if units.engine.dialect.name == "postgresql" and len(attempts) == 1:
            unit.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        return occasions.first_to(unit, "digest")

    assert await units.run(work)


@pytest.mark.parametrize("state", ["40001", "40P01"])
async def test_what_the_database_gave_up_is_tried_again(units: Units, state: str) -> None:
    """A serialization failure or a deadlock costs a pause; one that does not end is trouble."""
    attempts: list[Unit] = []
    give_up = text(f"DO $$ BEGIN RAISE EXCEPTION 'given up' USING ERRCODE = '{state}'; END $$")

    def work(unit: Unit, failures: int) -> bool:
        attempts.append(unit)
        if units.engine.dialect.name == "postgresql" and len(attempts) <= failures:
            unit.execute(give_up)
        return occasions.first_to(unit, "digest")

    assert await units.run(partial(work, failures=3))
    attempts.clear()
    if units.engine.dialect.name == "postgresql":
        with pytest.raises(DatabaseTrouble):
            await units.run(partial(work, failures=100))
        assert len(attempts) == 5


async def test_two_that_wait_for_each_other_both_end(
    units: Units, clock: StillClock, read_school: ReadSchool
) -> None:
    """A true deadlock: one of two is given up, comes again, and adds to what the other did."""
    with units.open() as unit:
        unit.execute(_counter.insert(), [{"kind": "a", "value": 0}, {"kind": "b", "value": 0}])
    meeting, deadlocks = Barrier(2), units.engine.dialect.name == "postgresql"
    attempts: list[str] = []

    def work(unit: Unit, kinds: str) -> None:
        attempts.append(kinds)
        for kind in kinds:
            row = update(_counter).where(_counter.c.kind == kind)
            unit.execute(row.values(value=_counter.c.value + 1))
            if deadlocks and attempts.count(kinds) == 1 and kind == kinds[0]:
                meeting.wait(30)

    other = Units(units.engine, clock.now, read_school)
    await asyncio.gather(
        units.run(partial(work, kinds="ab")), other.run(partial(work, kinds="ba"))
    )
    other.close()
    with units.open() as unit:
        assert unit.execute(select(_counter.c.value)).scalars().all() == [2, 2]
    assert len(attempts) == (3 if deadlocks else 2)
