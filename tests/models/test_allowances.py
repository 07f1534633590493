"""Messages of each person, counted minute by minute."""

from models import allowances
from models.unit import Units
from tests.support.clocks import StillClock

ANNA, BEN = 2**52 - 1, 7


def test_each_person_and_each_minute_is_counted_alone(units: Units, clock: StillClock) -> None:
    """Somebody is told once in a minute; the next one begins at one."""
    with units.open() as unit:
        assert [allowances.count(unit, ANNA) for _ in range(3)] == [1, 2, 3]
        assert allowances.count(unit, BEN) == 1
        assert [allowances.first_to_tell(unit, ANNA) for _ in range(2)] == [True, False]
    with units.open() as unit:
        assert allowances.count(unit, ANNA) == 4
        assert not allowances.first_to_tell(unit, ANNA)
    clock.forward(minutes=1)
    with units.open() as unit:
        assert allowances.count(unit, ANNA) == 1
        assert allowances.first_to_tell(unit, ANNA)


def test_what_counts_no_more_is_dropped(units: Units, clock: StillClock) -> None:
    """After an hour; nobody notices."""
    with units.open() as unit:
        allowances.count(unit, ANNA)
    clock.forward(hours=1, minutes=1)
    with units.open() as unit:
        allowances.forget_old(unit)
        assert allowances.count(unit, ANNA) == 1
