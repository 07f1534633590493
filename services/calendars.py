"""The alarm that the national days of a year are missing: when it is due, and who gets it."""

from datetime import date
from zoneinfo import ZoneInfo

from domain.access import is_manager
from domain.school import School
from domain.working_time import is_open
from models import editions, occasions
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import YEAR_MISSING

_DECEMBER = 12


def owe_missing_years(unit: Unit) -> None:
    """Owe every manager the alarm of a year that is missing, once a week until it is there.

    The present year is looked at always, the next one from 1 December. Nothing is owed outside
    the managers' hours, so that a week's alarm is not held back into the next.
    """
    school = editions.current(unit)
    if not is_open(school.calendars[school.digest.calendar], unit.now):
        return
    today = unit.now.astimezone(ZoneInfo(school.zone)).date()
    for year in range(today.year, today.year + 1 + (today.month == _DECEMBER)):
        if lacking(school, year) and occasions.first_to(unit, _name(year, today)):
            _owe(unit, school, year)


def lacking(school: School, year: int) -> tuple[str, ...]:
    """Return the calendars that follow the national one and do not have a year of it."""
    first = date(year, 1, 1)
    return tuple(
        name for name, calendar in school.calendars.items() if calendar.is_provisional(first)
    )


def _name(year: int, today: date) -> str:
    week = today.isocalendar()
    return f"{YEAR_MISSING}:{year}:{week.year}-W{week.week:02}"


def _owe(unit: Unit, school: School, year: int) -> None:
    for user_id in school.staff:
        if is_manager(school, user_id):
            key = f"{YEAR_MISSING}:{year}:{user_id}"
            owe(unit, Owed(YEAR_MISSING, user_id, None, {"year": year}, key=key))
