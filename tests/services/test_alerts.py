"""Operators hear of each kind of trouble at most once in ten minutes, with nothing left out."""

from functools import partial

import pytest

from domain.alerts import Alert
from domain.school import School
from models import alerts
from models.unit import Units
from services.alerts import owe_alerts
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import MANAGER

OPERATORS = (501, 502)


@pytest.fixture
def desk(units: Units, school: School) -> Units:
    """Give a desk with a school in force."""
    return units


def happens(desk: Units, kind: Alert, times: int = 1) -> None:
    """Let something happen, and look whom to tell."""
    with desk.open() as unit:
        for _ in range(times):
            alerts.note(unit, kind)


def told(desk: Units, operators: tuple[int, ...] = OPERATORS) -> list[tuple[str, int, int]]:
    """Look once, and return kind, reader and count of what is owed."""
    with desk.open() as unit:
        owe_alerts(unit, operators)
    debts = owed(desk)
    with desk.open() as unit:
        return [
            (debt.kind, debt.chat_id, alerts.count(unit, debt.facts["kind"], debt.owed_at))
            for debt in debts
        ]


def test_the_first_is_told_at_once_to_every_operator(desk: Units) -> None:
    """And not again at the next look."""
    happens(desk, Alert.PARKED)
    assert told(desk) == [("alert", 501, 1), ("alert", 502, 1)]
    assert told(desk) == []


def test_a_storm_is_one_message_in_ten_minutes(desk: Units, clock: StillClock) -> None:
    """What happens meanwhile is counted and told together; another kind does not wait for it."""
    happens(desk, Alert.FAILED)
    assert len(told(desk)) == 2
    for _ in range(9):
        clock.forward(minutes=1)
        happens(desk, Alert.FAILED, 100)
        assert told(desk) == []
    happens(desk, Alert.DRIFT)
    assert len(told(desk)) == 2
    clock.forward(minutes=1)
    with desk.open() as unit:
        (waiting,) = alerts.untold(unit)
        assert alerts.count(unit, waiting.kind, waiting.since) == 900
    assert len(told(desk)) == 2
    assert told(desk) == []


def test_a_clock_that_is_set_back_silences_nobody(desk: Units, clock: StillClock) -> None:
    """A moment in the future is no reason to wait for it."""
    happens(desk, Alert.PARKED)
    assert len(told(desk)) == 2
    clock.forward(hours=-8)
    happens(desk, Alert.PARKED)
    assert len(told(desk)) == 2


def test_without_operators_managers_of_the_whole_school_are_told(desk: Units) -> None:
    """Somebody hears of it also where nobody has set anything."""
    happens(desk, Alert.GIVEN_UP)
    assert told(desk, ()) == [("alert", MANAGER, 1)]


def test_what_waits_unsent_is_one_message(desk: Units, clock: StillClock) -> None:
    """While Telegram is away nothing piles up: the message is written when it is sent."""
    for _ in range(5):
        happens(desk, Alert.OUTAGE)
        with desk.open() as unit:
            owe_alerts(unit, OPERATORS)
        clock.forward(minutes=11)
    assert len(owed(desk)) == 2


def test_what_is_old_and_told_is_forgotten(desk: Units, clock: StillClock) -> None:
    """After thirty days; what nobody has heard of stays."""
    begin = clock.now()
    happens(desk, Alert.DATABASE)
    told(desk)
    happens(desk, Alert.PARKED)
    clock.forward(days=31)
    with desk.open() as unit:
        alerts.forget_old(unit)
        counted = partial(alerts.count, unit, since=begin)
        assert (counted(Alert.DATABASE), counted(Alert.PARKED)) == (0, 1)
