"""What each person does, counted minute by minute, or hour by hour."""

from domain.limits import Spending
from models import allowances
from models.unit import Units
from tests.support.clocks import StillClock

ANNA, BEN = 2**52 - 1, 7
MESSAGES, PRESSES, WORDS = Spending


def test_each_person_and_each_minute_is_counted_alone(units: Units, clock: StillClock) -> None:
    """Somebody is told once in a minute; the next one begins at one."""
    with units.open() as unit:
        assert [allowances.count(unit, ANNA, MESSAGES) for _ in range(3)] == [1, 2, 3]
        assert allowances.count(unit, BEN, MESSAGES) == 1
        told = [allowances.first_to_tell(unit, ANNA, MESSAGES) for _ in range(2)]
        assert told == [True, False]
    with units.open() as unit:
        assert allowances.count(unit, ANNA, MESSAGES) == 4
        assert not allowances.first_to_tell(unit, ANNA, MESSAGES)
    clock.forward(minutes=1)
    with units.open() as unit:
        assert allowances.count(unit, ANNA, MESSAGES) == 1
        assert allowances.first_to_tell(unit, ANNA, MESSAGES)


def test_presses_are_no_messages(units: Units) -> None:
    """Each has a count of its own, and a sentence of its own."""
    with units.open() as unit:
        assert [allowances.count(unit, ANNA, what) for what in (MESSAGES, PRESSES)] == [1, 1]
        assert allowances.count(unit, ANNA, PRESSES) == 2
        told = [allowances.first_to_tell(unit, ANNA, what) for what in (PRESSES, MESSAGES)]
        assert told == [True, True]


def test_words_are_counted_by_the_hour(units: Units, clock: StillClock) -> None:
    """Of the clock."""
    with units.open() as unit:
        assert allowances.count(unit, ANNA, WORDS) == 1
    clock.forward(minutes=59)
    with units.open() as unit:
        assert allowances.count(unit, ANNA, WORDS) == 2
    clock.forward(minutes=1)
    with units.open() as unit:
        assert allowances.count(unit, ANNA, WORDS) == 1


def test_what_counts_no_more_is_dropped(units: Units, clock: StillClock) -> None:
    """After an hour; nobody notices."""
    with units.open() as unit:
        allowances.count(unit, ANNA, MESSAGES)
    clock.forward(hours=1, minutes=1)
    with units.open() as unit:
        allowances.forget_old(unit)
        assert allowances.count(unit, ANNA, MESSAGES) == 1
