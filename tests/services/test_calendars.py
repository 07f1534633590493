"""The alarm of a year that is missing: from December, once a week, until it is there."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.letters import letter_for
from domain.school import School
from models import editions
from models.unit import Units
from scheduler.clockwork import run_all
from services.calendars import owe_missing_years
from tests.support.clocks import StillClock
from tests.support.debts import owed, taken
from tests.support.schools import HEAD, MANAGER, small_school

TO_MANAGERS = [(MANAGER, 2027), (HEAD, 2027)]


def national_school(years: str, version: int) -> School:
    """Return the small school, whose teaching hours follow the national calendar of some years."""
    school = small_school("", version)
    known = frozenset(int(year) for year in years.split())
    teaching = replace(school.calendars["teaching"], national_years=known)
    return replace(school, calendars={**school.calendars, "teaching": teaching})


@pytest.fixture
def desk(database_url: str, clock: StillClock) -> Iterator[Units]:
    """Give units of a school that has the year 2026."""
    units = Units.connect(database_url, clock.now, national_school)
    apply(units, "2026")
    yield units
    units.close()


def apply(units: Units, years: str) -> None:
    """Put an edition in force that has these years."""
    with units.open() as unit:
        editions.add(unit, years, years)


def tick(units: Units) -> list[tuple[int, int]]:
    """Look once whether a year is missing; return who is told of which."""
    with units.open() as unit:
        owe_missing_years(unit)
    return [(debt.chat_id, debt.facts["year"]) for debt in owed(units)]


def test_once_a_week_until_it_is_there(desk: Units, clock: StillClock) -> None:
    """Nothing in November; then once in each week, until an edition has the year."""
    clock.forward(days=7)  # Monday, 30 November
    assert tick(desk) == []
    clock.forward(days=1)
    assert tick(desk) == TO_MANAGERS
    clock.forward(days=3)
    assert tick(desk) == []
    clock.forward(days=3)  # Monday, 7 December
    assert tick(desk) == TO_MANAGERS
    apply(desk, "2026 2027")
    clock.forward(days=7)
    assert tick(desk) == []


def test_within_working_hours(desk: Units, clock: StillClock) -> None:
    """December begins at the school's midnight, the alarm comes when the managers do."""
    clock.forward(days=7, hours=15)  # 1 December, 00:00
    assert tick(desk) == []
    clock.forward(hours=7, minutes=59)
    assert tick(desk) == []
    clock.forward(minutes=1)
    assert tick(desk) == TO_MANAGERS


def test_the_present_year_in_any_month(desk: Units) -> None:
    """A year that has begun is missed at once."""
    apply(desk, "2025 2027")
    assert tick(desk) == [(MANAGER, 2026), (HEAD, 2026)]


def test_a_school_without_the_national_calendar(
    units: Units, school: School, clock: StillClock
) -> None:
    """It misses nothing."""
    clock.forward(days=8)
    assert tick(units) == []


async def test_the_tick_asks(desk: Units, clock: StillClock) -> None:
    """The alarm is one of the things that the desk looks for by itself."""
    clock.forward(days=8)
    await run_all(desk)
    await run_all(desk)
    told = [debt.chat_id for debt in owed(desk) if debt.kind == "year_missing"]
    assert told == [MANAGER, HEAD]


def test_a_letter_that_comes_too_late(desk: Units, clock: StillClock) -> None:
    """It names the calendars; once the year is there, it is not sent any more."""
    clock.forward(days=8)
    with desk.open() as unit:
        owe_missing_years(unit)
        debt, _ = taken(unit)
        letter = letter_for(unit, debt, {})
    assert letter is not None
    assert "teaching" in letter.screen.text
    assert "dormitory" not in letter.screen.text
    apply(desk, "2026 2027")
    with desk.open() as unit:
        assert letter_for(unit, debt, {}) is None
