"""The managers' digest: when it is due, who gets it, and what it counts."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from domain.access import is_manager
from domain.catalogue import category_of
from domain.facts import DigestFigures, Tally
from domain.refusal import Refusal
from domain.school import School
from domain.zones import opening
from models import editions, figures, occasions
from models.figures import Count
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import DIGEST, DIGEST_CHART
from services.lists import LATELY, lines, require_manager

DAYS = 7
OLDEST = 10
_DAY = timedelta(days=1)
_NAME = "digest:"
_LONGEST_BREAK = 100  # days to look for a working day: longer than any vacation
_COUNTED = ("new", "done", "open", "overdue")


def owe_digests(unit: Unit) -> None:
    """Owe every manager the digest of today: once, after its time, on a working day.

    Late after an outage, but never for a day that has passed. A desk that opened after today's
    time has nothing to report yet.
    """
    school = editions.current(unit)
    today = _today(unit, school)
    if not _is_working(school, today):
        return
    due_at = _due_at(school, today)
    if unit.now < due_at or editions.opened_at(unit) > due_at:
        return
    since = _since(unit, school)
    if occasions.first_to(unit, f"{_NAME}{today}"):
        for user_id in school.staff:
            if is_manager(school, user_id):
                _owe(unit, user_id, since)


def next_digest(unit: Unit) -> datetime | None:
    """Return when the next daily digest is due after now; None when no working day is near."""
    school = editions.current(unit)
    today = _today(unit, school)
    days = (today + days * _DAY for days in range(_LONGEST_BREAK))
    working = (_due_at(school, day) for day in days if _is_working(school, day))
    return next((due_at for due_at in working if due_at > unit.now), None)


def owe_digest(unit: Unit, person_id: int) -> None:
    """Owe a manager what happened since the last daily digest; Refusal ``forbidden``."""
    school = editions.current(unit)
    require_manager(school, person_id)
    _owe(unit, person_id, _since(unit, school))


def figures_for(unit: Unit, since: datetime, until: datetime) -> DigestFigures:
    """Return a day of the desk; what is open and overdue is counted as of now."""
    school = editions.current(unit)
    found = figures.counts(unit, since, until)
    kept = figures.compliance(unit, since, until)
    lately = figures.compliance(unit, until - LATELY, until)
    ratings, stars = figures.ratings(unit, since, until)
    again = figures.reworked(unit, since, until)
    teams = _tallies(found, lambda count: count.team)
    return DigestFigures(
        since=since,
        until=until,
        **_totals(teams),
        met=kept.met,
        missed=kept.missed,
        excused=kept.excused,
        reclassified=kept.reclassified,
        reasons=figures.reasons(unit, since, until),
        lately=(lately.met, lately.missed, lately.excused),
        overheld=figures.overheld(unit, since, until),
        ratings=ratings,
        rating_sum=stars,
        reworked=len(again),
        fixed_in=timedelta(seconds=median(again)) if again else None,
        teams=teams,
        categories=_tallies(found, lambda count: _category(school, count.service)),
        oldest=lines(unit, figures.oldest_open(unit, OLDEST)),
        days=_days(unit, school, until),
    )


def _today(unit: Unit, school: School) -> date:
    return school.calendars[school.digest.calendar].local_date(unit.now)


def _is_working(school: School, day: date) -> bool:
    return bool(school.calendars[school.digest.calendar].windows(day))


def _due_at(school: School, day: date) -> datetime:
    at = school.digest.at
    zone = ZoneInfo(school.calendars[school.digest.calendar].zone)
    return opening(zone, day, at.hour * 60 + at.minute)


def _since(unit: Unit, school: School) -> datetime:
    """Return when the last digest was made, or would have been on the last working day."""
    made_at = occasions.latest(unit, _NAME)
    if made_at is not None:
        return made_at
    today = _today(unit, school)
    before = (today - days * _DAY for days in range(1, _LONGEST_BREAK))
    day = next((day for day in before if _is_working(school, day)), today - _DAY)
    return _due_at(school, day)


def _owe(unit: Unit, user_id: int, since: datetime) -> None:
    facts = {"since": since.isoformat(), "until": unit.now.isoformat()}
    for kind in (DIGEST_CHART, DIGEST):  # two debts, so that neither is lost with the other
        owe(unit, Owed(kind, user_id, None, facts, key=f"{kind}:{user_id}"))


def _tallies(found: Iterable[Count], code_of: Callable[[Count], str]) -> tuple[Tally, ...]:
    """Return the counts of each team or category, by its code."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for count in found:
        for name in _COUNTED:
            sums[code_of(count)][name] += getattr(count, name)
    return tuple(Tally(code, *(sums[code][name] for name in _COUNTED)) for code in sorted(sums))


def _totals(tallies: tuple[Tally, ...]) -> dict[str, int]:
    return {name: sum(getattr(tally, name) for tally in tallies) for name in _COUNTED}


def _category(school: School, service: str) -> str:
    """Return the code of a service's category, its own when the school has it no more."""
    try:
        return category_of(school, service).code
    except Refusal:
        return service


def _days(unit: Unit, school: School, until: datetime) -> tuple[tuple[date, int, int], ...]:
    """Return what was filed and done on each of the last local days, the last one unfinished."""
    zone = ZoneInfo(school.zone)
    last = until.astimezone(zone).date()
    days = [last - back * _DAY for back in reversed(range(DAYS))]
    edges = [opening(zone, day, 0) for day in (*days, last + _DAY)]
    counted = figures.by_day(unit, edges)
    return tuple((day, new, done) for day, (new, done) in zip(days, counted, strict=True))
