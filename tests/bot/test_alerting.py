"""A database that was away is told of when it is back."""

from collections.abc import Callable
from typing import TypeVar

from bot.alerting import Alerting
from domain.alerts import Alert
from domain.school import School
from models.unit import DatabaseTrouble, Unit, Units
from tests.bot.lines import LeapingClock
from tests.support.debts import owed

T = TypeVar("T")


class Fragile(Units):
    """Units on a database that can be switched off."""

    away = False

    async def run(self, work: Callable[[Unit], T]) -> T:
        """Do the work, if there is a database."""
        if self.away:
            raise DatabaseTrouble("OperationalError")
        return await super().run(work)


async def test_a_database_that_was_away_is_told_when_it_is_back(
    units: Units, school: School
) -> None:
    """After more than a minute, once; a blink is no news."""
    clock = LeapingClock()
    fragile = Fragile(units.engine, clock.now, lambda *_: school)
    alerting = Alerting(fragile, clock)
    told = []
    for away in (0, 59, 61, 0):
        fragile.away = away > 0
        await alerting.look()
        clock.forward(seconds=away)
        await alerting.look()
        fragile.away = False
        await alerting.look()
        told.append([debt.facts["kind"] for debt in owed(fragile)])
    assert told == [[], [], [Alert.DATABASE], []]
