"""Agreed dates: which closes are offered, and what the ladder makes of one."""

from dataclasses import replace
from datetime import date

import pytest

from domain.agreements import close_of, closes
from domain.ladders import armed, level_due, next_level
from tests.domain.samples import EMERGENCY, TEACHING, local
from tests.domain.test_ladders import MON, NORMAL, TUE, told, work


def test_levels_follow_an_agreed_date() -> None:
    """Filed on Monday at nine, agreed for Thursday's close: 31 hours, and the day after it."""
    clock = replace(work(f"{MON} 09:00"), agreed_at=local("2026-11-12 18:00"))
    assert told(NORMAL, clock) == [
        (1, "Wed 08:30"),
        (2, "Thu 09:48"),
        (3, "Thu 18:00"),
        (4, "Fri 18:00"),
    ]


def test_a_level_that_was_told_is_not_told_again_for_an_agreed_date() -> None:
    """Half of the promise was told already; what comes next is at four fifths of the new time."""
    clock = replace(work(f"{MON} 09:00"), agreed_at=local("2026-11-12 18:00"), level=1)
    assert next_level(NORMAL, clock, TEACHING) == (2, local("2026-11-12 09:48"))


def test_an_agreed_date_lets_the_promise_break() -> None:
    """The clock is looked at when the promise is due, though nobody is told then."""
    clock = replace(work(f"{MON} 09:00"), agreed_at=local("2026-11-12 18:00"), level=1)
    assert armed(NORMAL, clock, TEACHING).next_at == local(f"{TUE} 09:00:01")
    assert level_due(NORMAL, clock, TEACHING, local(f"{TUE} 09:00:01")) is None


def test_what_is_offered() -> None:
    """The next five working days and a few later ones, each until it closes."""
    offered = closes(TEACHING, local(f"{MON} 09:00"))
    assert offered[0] == (date(2026, 11, 10), local(f"{TUE} 18:00"))
    assert [day.day for day, _ in offered] == [10, 11, 12, 13, 16, 18, 23, 30, 7]


def test_a_day_without_end_is_called_by_its_own_name() -> None:
    """Around the clock a day closes at midnight; the button names the day, not the next one."""
    day, close = closes(EMERGENCY, local(f"{MON} 09:00"))[0]
    assert (day, close) == (date(2026, 11, 10), local("2026-11-11 00:00"))
    assert close_of(EMERGENCY, day, local(f"{MON} 09:00")) == close


@pytest.mark.parametrize(
    ("day", "close"),
    [
        (date(2026, 11, 9), "2026-11-09 18:00"),
        (date(2026, 11, 8), None),
        (date(2026, 11, 14), None),
        (date(2027, 3, 1), None),
        (date.min, None),
        (date.max, None),
    ],
)
def test_what_can_be_agreed(day: date, close: str | None) -> None:
    """A working day that is not over, within a quarter of a year."""
    expected = close and local(close)
    assert close_of(TEACHING, day, local(f"{MON} 09:00")) == expected


def test_a_day_that_has_closed_is_over() -> None:
    """At the close itself nothing can be agreed for that day any more."""
    assert close_of(TEACHING, date(2026, 11, 9), local(f"{MON} 18:00")) is None
