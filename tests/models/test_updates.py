"""Updates: handled once, remembered as long as Telegram may repeat them, parked when broken."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from models import updates
from models.tables import ParkedUpdate, table_of
from models.unit import Units
from tests.support.clocks import StillClock


def test_an_update_is_handled_once(units: Units) -> None:
    """Telegram repeats what it got no answer to; the second time is known."""
    with units.open() as unit:
        assert updates.first_time(unit, 7)
        assert updates.first_time(unit, 6)  # ids are a set: they may come in any order
    with units.open() as unit:
        assert not updates.first_time(unit, 7)


def test_an_update_that_failed_may_come_again(units: Units) -> None:
    """What is taken back is not remembered as handled."""

    def fail() -> None:
        with units.open() as unit:
            updates.first_time(unit, 7)
            raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        fail()
    with units.open() as unit:
        assert updates.first_time(unit, 7)


def test_one_of_two_processes_handles_it(units: Units) -> None:
    """The same update at the same moment has one first time."""

    def ask(_: int) -> bool:
        with units.open() as unit:
            return updates.first_time(unit, 7)

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(ask, range(8))) == 1


def test_old_ids_are_forgotten_after_eight_days(units: Units, clock: StillClock) -> None:
    """Telegram begins with a new id after a week of silence, which may be an old one."""
    with units.open() as unit:
        updates.first_time(unit, 7)
    clock.forward(days=8)
    with units.open() as unit:
        updates.forget_old(unit)
        assert not updates.first_time(unit, 7)
    clock.forward(seconds=1)
    with units.open() as unit:
        updates.forget_old(unit)
        assert updates.first_time(unit, 7)


def test_a_broken_update_is_kept_with_its_reason(units: Units, clock: StillClock) -> None:
    """One that has not even an id is kept too."""
    with units.open() as unit:
        updates.park(unit, None, "{oops", "not JSON")
        row = unit.execute(select(table_of(ParkedUpdate))).one()

    assert (row.update_id, row.body, row.reason) == (None, "{oops", "not JSON")
    assert row.parked_at == clock.now()


def test_one_that_was_parked_is_known(units: Units) -> None:
    """By its id, or by what it says when it has none; a settled one may come again."""
    with units.open() as unit:
        assert updates.park(unit, 7, "{}", "broken", 5) is not None
        assert updates.park(unit, 7, "{}", "broken", 5) is None
        assert not updates.first_time(unit, 7)
        first = updates.park(unit, None, "{oops", "not JSON")
        assert first is not None
        assert updates.park(unit, None, "{oops", "not JSON") is None
        updates.settle(unit, first, updates.DROPPED)
        assert updates.park(unit, None, "{oops", "not JSON") is not None


def test_one_is_asked_for_and_settled_once(units: Units, clock: StillClock) -> None:
    """What became of it is kept; whoever comes later is told that it is settled."""
    with units.open() as unit:
        number = updates.park(unit, 7, "{}", "broken", 5)
        assert number is not None
        assert updates.waiting(unit, asked=True) == []
        assert updates.ask(unit, number)
        assert [each.id for each in updates.waiting(unit, asked=True)] == [number]
        assert updates.settle(unit, number, updates.REPLAYED)
        assert not updates.settle(unit, number, updates.REPLAYED)
        assert not updates.ask(unit, number)
        assert updates.waiting(unit) == []
        found = updates.parked(unit, number)
    assert found is not None
    assert (found.settled_at, found.outcome) == (clock.now(), "replayed")


def test_one_that_fails_again_waits_to_be_asked_for(units: Units) -> None:
    """With the new reason, and all its tries."""
    with units.open() as unit:
        number = updates.park(unit, 7, "{}", "broken", 5)
        assert number is not None
        updates.ask(unit, number)
        updates.park_again(unit, number, "broken elsewhere", 5)
        (found,) = updates.waiting(unit)
    assert (found.reason, found.tries, found.asked_at) == ("broken elsewhere", 10, None)


def test_there_is_no_such_number(units: Units) -> None:
    """Nothing is found, asked for or settled."""
    with units.open() as unit:
        assert updates.parked(unit, updates.LARGEST) is None
        assert not updates.ask(unit, updates.LARGEST)
        assert not updates.settle(unit, updates.LARGEST, updates.DROPPED)
