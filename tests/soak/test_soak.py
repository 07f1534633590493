"""An hour of `make soak` on each database, and proof that its judge sees what it looks for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.progress import Bar
from domain.alerts import Alert
from domain.school import School
from models import alerts
from models.outbox import Owed, owe
from models.unit import Unit, Units
from services.debts import RELAY
from services.people import person_for
from tests.soak.__main__ import soak
from tests.soak.checks import Seen, wrongs
from tests.support.databases import Databases
from tests.support.tickets import NEW, REQUESTER, begins, filed

HOUR = 60
NOTHING = Seen({}, {})


@pytest.mark.timeout(600)
async def test_an_hour_with_a_fault_each_minute(databases: Databases, tmp_path: Path) -> None:
    """People are served, and nothing is lost, doubled or left."""
    with databases.empty() as url:
        result = await soak(tmp_path, url, (HOUR, 4), Bar("", HOUR))
    assert (result.faults, result.wrongs) == (HOUR, [])
    assert result.filed
    assert result.restarts == 1


def _owes(unit: Unit) -> None:
    owe(unit, Owed(RELAY, REQUESTER, None, {}))


def _parks(unit: Unit) -> None:
    alerts.note(unit, Alert.PARKED)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_owes, "something is owed"), (_parks, "1 times: parked")],
)
def test_what_waits_or_failed_is_seen(
    spoil: Callable[[Unit], None], words: str, units: Units, school: School
) -> None:
    """A debt that nobody paid, an update that was parked."""
    with units.open() as unit:
        assert list(wrongs(unit, NOTHING, 0)) == []
        spoil(unit)
        (said,) = wrongs(unit, NOTHING, 0)
    assert words in said


def test_a_ticket_that_is_not_there_or_there_twice_is_seen(units: Units, school: School) -> None:
    """Told and lost, told to somebody else, twice, or without a history; too many copies."""
    seen = Seen({REQUESTER: {"R-1001": 1, "R-1009": 1}, 77: {"R-1002": 1}}, {5: ["a", "a", "b"]})
    with units.open() as unit:
        person_for(unit, REQUESTER, "Anna")
        for _ in range(2):
            begins(unit, filed(unit, replace(NEW, words="the same")))
        found = list(wrongs(unit, seen, 0))
    assert any("R-1009 was told" in each for each in found)
    assert any("R-1002 was told to 77" in each for each in found)
    assert any("2 tickets say 'the same'" in each for each in found)
    assert any("its history None" in each for each in found)
    assert "1 messages came twice, at most 0 may" in found
