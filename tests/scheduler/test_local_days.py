"""Days on which the clocks are set: what happens once in a local day happens once."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.school import School
from models import occasions
from models.unit import ReadSchool, Units
from scheduler.clockwork import run_all
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import small_school

ZONE = "Europe/Berlin"
STEP = timedelta(minutes=20)


@pytest.fixture
def read_school() -> ReadSchool:
    """Give the small school in a zone that sets its clocks."""

    def read(document: str, version: int) -> School:
        school = small_school(document, version)
        moved = {name: replace(each, zone=ZONE) for name, each in school.calendars.items()}
        return replace(school, zone=ZONE, calendars=moved)

    return read


@pytest.fixture(params=[datetime(2027, 3, 26, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)])
def clock(request: pytest.FixtureRequest) -> StillClock:
    """Give a clock two days before a Sunday on which an hour is missing, or comes twice."""
    return StillClock(request.param)


async def test_each_local_day_has_one_check_and_one_digest(
    units: Units, school: School, clock: StillClock
) -> None:
    """From Friday to Tuesday: Sunday's night is checked once, and no digest comes twice."""
    heard: Counter[str] = Counter()
    checked = set()
    for _ in range(timedelta(days=5) // STEP):
        clock.forward(minutes=20)
        await run_all(units)
        heard.update(f"{debt.kind} {debt.chat_id}" for debt in owed(units))
        with units.open() as unit:
            checked.add(occasions.latest(unit, "check:"))
    assert len(checked - {None}) == 5
    assert set(heard.values()) == {3}, "on Friday, Monday and Tuesday"
