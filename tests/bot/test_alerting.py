"""A database that was away is told of when it is back, and a Telegram that stays away."""

from collections.abc import Callable
from typing import TypeVar

from bot.alerting import Alerting
from bot.outages import Outage, Reason
from domain.alerts import Alert
from domain.school import School
from models import alerts
from models.unit import DatabaseTrouble, Unit, Units
from tests.bot.lines import LeapingClock
from tests.support.clocks import MONDAY
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
    alerting = Alerting(fragile, clock, lambda: None)
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


async def test_an_outage_of_telegram_is_told_once(units: Units, school: School) -> None:
    """After more than a minute; a blink is no news, and the next one is another."""
    clock = LeapingClock()
    now: list[Outage | None] = [None]
    alerting = Alerting(units, clock, lambda: now[0])
    told = []
    for minutes in (1, 3):
        now[0] = Outage(clock.now(), Reason.UNREACHABLE)
        for _ in range(minutes):
            await alerting.look()
            clock.forward(minutes=1)
            await alerting.look()
        now[0] = None
        await alerting.look()
        with units.open() as unit:
            told.append(alerts.count(unit, Alert.OUTAGE, MONDAY))
    assert told == [0, 1]
