"""What the database tells: whether it can be worked on, and what waits in it."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.school.editions import restore
from bot.settings import Settings
from domain.alerts import Alert
from domain.findings import Finding
from domain.school import School, Team
from models import chats, editions
from models.health import Unusable, examine, file_of, journal
from models.locks import holder_of
from models.schema import expected, revision
from models.unit import Unit, Units
from models.vitals import stand
from services.calendars import lacking

_LATE = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)
_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class Store:
    """What was found in the database, and the teams whose chats are to be asked for."""

    findings: tuple[Finding, ...]
    teams: tuple[Team, ...] = ()


def look(settings: Settings, clock: Clock) -> Store:
    """Look into the database without changing it; a desk may be at work on it."""
    url = settings.database_url
    file = file_of(url) if url.startswith("sqlite:///") else None
    if file is not None and not file.exists():
        return Store((Finding("database", "absent", {"file": str(file)}),))
    try:
        examine(url)
        with closing(Units.connect(url, clock.now, restore)) as units:
            return _opened(units, url)
    except Unusable as why:
        return Store((Finding("database", "unusable", {"why": str(why)}),))


def _opened(units: Units, url: str) -> Store:
    found, newest = revision(units.engine), expected()
    if found != newest:
        which = "newer" if found is not None and found > newest else "older"
        versions = {"found": found or "0000", "newest": newest}
        return Store((Finding("database", which, versions),))
    holder = holder_of(url)
    desk = Finding("desk", "open", {"holder": holder}) if holder else Finding("desk", "closed")
    with units.snapshot() as unit:
        return _read(unit, (_journal(unit, newest), desk))


def _journal(unit: Unit, newest: str) -> Finding:
    mode = journal(unit)
    if mode not in {"wal", None}:
        return Finding("database", "journal", {"mode": mode})
    return Finding("database", "good", {"revision": newest})


def _read(unit: Unit, found: tuple[Finding, ...]) -> Store:
    waiting = tuple(_waiting(unit))
    version = editions.latest_version(unit)
    if version is None:
        return Store((*found, *waiting, Finding("school", "none")))
    school = editions.current(unit)
    teams = tuple(
        replace(team, chat_id=chats.address(unit, team.chat_id)) for team in school.teams.values()
    )
    edition = Finding("school", "good", {"version": version})
    return Store((*found, *waiting, edition, *_calendars(school, unit.now)), teams)


def _waiting(unit: Unit) -> Iterator[Finding]:
    found = stand(unit)
    yield Finding("parked", "some" if found.parked else "none", {"count": found.parked})
    late = unit.now - found.oldest if found.oldest else timedelta()
    if late > _LATE:
        yield Finding("debts", "late", {"count": found.owed, "minutes": late // _MINUTE})
    given_up = found.alerts.get(Alert.GIVEN_UP, 0)
    if given_up:
        yield Finding("debts", "given_up", {"count": given_up})
    if late <= _LATE and not given_up:
        yield Finding("debts", "none", {"count": found.owed})


def _calendars(school: School, now: datetime) -> Iterator[Finding]:
    """Look for the national days of this year and the next, which are out in November."""
    today: date = now.astimezone(ZoneInfo(school.zone)).date()
    for year in (today.year, today.year + 1):
        missing = lacking(school, year)
        if not missing:
            yield Finding("calendar", "good", {"year": year})
        elif year > today.year and today.month < _DECEMBER:
            yield Finding("calendar", "awaited", {"year": year})
        else:
            names = ", ".join(missing)
            yield Finding("calendar", "lacking", {"year": year, "calendars": names})
