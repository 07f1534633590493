"""What each person does, counted minute by minute, or hour by hour."""

from datetime import timedelta

from domain.limits import Spending
from models import allowances
from models.unit import Unit, Units
from tests.support.clocks import StillClock

ANNA, BEN = 2**52 - 1, 7
MESSAGES, PRESSES, WORDS = Spending


def counted(unit: Unit, user_id: int, what: Spending, ago: int = 0) -> int:
    """Count what somebody did so many minutes ago."""
    return allowances.count(unit, user_id, what, unit.now - timedelta(minutes=ago))


def test_each_person_and_each_minute_is_counted_alone(units: Units, clock: StillClock) -> None:
    """Somebody is told once in a minute; the next one begins at one."""
    with units.open() as unit:
        assert [counted(unit, ANNA, MESSAGES) for _ in range(3)] == [1, 2, 3]
        assert counted(unit, BEN, MESSAGES) == 1
        told = [allowances.first_to_tell(unit, ANNA, MESSAGES) for _ in range(2)]
        assert told == [True, False]
    with units.open() as unit:
        assert counted(unit, ANNA, MESSAGES) == 4
        assert not allowances.first_to_tell(unit, ANNA, MESSAGES)
    clock.forward(minutes=1)
    with units.open() as unit:
        assert counted(unit, ANNA, MESSAGES) == 1
        assert allowances.first_to_tell(unit, ANNA, MESSAGES)


def test_presses_are_no_messages(units: Units) -> None:
    """Each has a count of its own, and a sentence of its own."""
    with units.open() as unit:
        assert [counted(unit, ANNA, what) for what in (MESSAGES, PRESSES)] == [1, 1]
        assert counted(unit, ANNA, PRESSES) == 2
        told = [allowances.first_to_tell(unit, ANNA, what) for what in (PRESSES, MESSAGES)]
        assert told == [True, True]


def test_words_are_counted_by_the_hour(units: Units, clock: StillClock) -> None:
    """Of the clock."""
    with units.open() as unit:
        assert counted(unit, ANNA, WORDS) == 1
    clock.forward(minutes=59)
    with units.open() as unit:
        assert counted(unit, ANNA, WORDS) == 2
    clock.forward(minutes=1)
    with units.open() as unit:
        assert counted(unit, ANNA, WORDS) == 1


def test_what_counts_no_more_is_dropped(units: Units, clock: StillClock) -> None:
    """After an hour; nobody notices."""
    with units.open() as unit:
        counted(unit, ANNA, MESSAGES)
    clock.forward(hours=1, minutes=1)
    with units.open() as unit:
        allowances.forget_old(unit)
        assert counted(unit, ANNA, MESSAGES) == 1


def test_what_waited_counts_in_its_own_minute(units: Units) -> None:
    """After an outage, minute by minute; from two chats it may come out of order."""
    with units.open() as unit:
        ago = (9, 9, 7, 8, 7, 0, 3, 0)
        counts = [counted(unit, ANNA, MESSAGES, minutes) for minutes in ago]
    assert counts == [1, 2, 1, 2, 3, 1, 2, 3]


def test_a_clock_that_was_ahead_holds_nobody_up(units: Units, clock: StillClock) -> None:
    """What was counted in a minute that is still to come is forgotten."""
    clock.forward(hours=9)
    with units.open() as unit:
        assert [counted(unit, ANNA, MESSAGES, ago) for ago in (0, -5)] == [1, 2]
    clock.forward(hours=-9)
    with units.open() as unit:
        assert [counted(unit, ANNA, MESSAGES) for _ in range(2)] == [1, 2]
