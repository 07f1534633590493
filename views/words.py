"""Moments, durations, places and promises in plain words; all results are plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.agreements import margin_at
from domain.calendars import Calendar
from domain.catalogue import category_of, service_of
from domain.clocks import PROMISED, Clock, ClockKind, left_at
from domain.facts import Card
from domain.places import is_known, path
from domain.refusal import Refusal
from domain.school import Names, School
from domain.targets import counted
from domain.tickets import HoldReason, Kind, Ticket
from domain.working_time import is_open, next_open
from locales import DEFAULT_LANGUAGE, Text

_MINUTE = 60
_HOUR = 60 * _MINUTE
_DAY = 24 * _HOUR
_ROUND_HOURS = 10
_ROUND_DAYS = 10
_NEAR = {-1: "when.yesterday", 0: "when.today", 1: "when.tomorrow"}
_SISTER = {"zh_Hans": "zh_Hant", "zh_Hant": "zh_Hans"}
_PLACE_SEPARATOR = " · "
_FLOOR = 2  # campus, building, floor, room


def when(moment: datetime, now: datetime, school: School, text: Text) -> str:
    """Return a moment as people of the school say it: ``今天 16:30``, ``9月18日 周五 17:30``."""
    zone = ZoneInfo(school.zone)
    local = moment.astimezone(zone)
    near = _NEAR.get((local.date() - now.astimezone(zone).date()) // timedelta(days=1))
    if near:
        return text.plain(near, time=f"{local:%H:%M}")
    return dated(moment, school, text)


def dated(moment: datetime, school: School, text: Text) -> str:
    """Return a moment by its day, whenever that is read: ``9月18日 周五 17:30``."""
    local = moment.astimezone(ZoneInfo(school.zone))
    return text.plain("when.other", day=text.day(local.date()), time=f"{local:%H:%M}")


def duration(seconds: int, text: Text) -> str:
    """Return a length of time; from ten hours on without minutes, never in days.

    Working time has no days of 24 hours, so hours are the largest unit.
    """
    if seconds < _MINUTE:
        return text.plain("duration.moment")
    hours, minutes = divmod(seconds // _MINUTE, _MINUTE)
    if not hours:
        return text.count("duration.minutes", minutes)
    if not minutes or hours >= _ROUND_HOURS:
        return text.count("duration.hours", hours)
    return text.plain(
        "duration.both",
        hours=text.count("duration.hours", hours),
        minutes=text.count("duration.minutes", minutes),
    )


def length(seconds: int, text: Text) -> str:
    """Return a length of time by the wall clock: in days, too, if it is that long.

    For waiting; working time is told by :func:`duration`.
    """
    days, rest = divmod(seconds, _DAY)
    if not days:
        return duration(seconds, text)
    said, hours = text.count("duration.days", days), rest // _HOUR
    if not hours or days >= _ROUND_DAYS:
        return said
    return text.plain("duration.long", days=said, hours=text.count("duration.hours", hours))


def held(reason: str, text: Text, *, own: bool = False) -> str:
    """Return why work waits; to their ``own`` requester it says "you"."""
    return text.plain("hold.you" if own and reason == HoldReason.REQUESTER else f"hold.{reason}")


def name(names: Names, language: str) -> str:
    """Return a name in a language, else in the nearest one that it has."""
    for each in (language, _SISTER.get(language), "en", DEFAULT_LANGUAGE):
        if each and names.get(each):
            return names[each]
    return next(iter(names.values()), "")


def place_words(school: School, code: str, language: str) -> str:
    """Return where a place is, from the campus down; the only campus goes without saying.

    A place that the school no longer has is shown by its code.
    """
    if not is_known(school, code):
        return code
    places = path(school, code)
    if len(school.campuses) == 1 and len(places) > 1:
        places = places[1:]
    return _PLACE_SEPARATOR.join(name(place.names, language) for place in places)


def place_label(school: School, code: str, language: str) -> str:
    """Return a place as a button says it: the room first, because the end may be cut off.

    The number of a room tells its floor, so the floor is left out.
    """
    if not is_known(school, code):
        return code
    parts = [name(place.names, language) for place in path(school, code)]
    if len(parts) > _FLOOR + 1:
        del parts[_FLOOR]
    shown = parts[1:] if len(school.campuses) == 1 and len(parts) > 1 else parts
    return _PLACE_SEPARATOR.join(reversed(shown))


def service_words(school: School, code: str, language: str) -> str:
    """Return the name of a service, its code when the school no longer has it."""
    try:
        return name(service_of(school, code).names, language)
    except Refusal:
        return code


def team_words(school: School, code: str, language: str) -> str:
    """Return the name of a team, its code when the school no longer has it."""
    team = school.teams.get(code)
    return name(team.names, language) if team else code


def category_of_service(school: School, code: str, language: str) -> str:
    """Return the name of a service's category, the code when the school no longer has it."""
    try:
        return name(category_of(school, code).names, language)
    except Refusal:
        return code


def category_words(school: School, code: str, language: str) -> str:
    """Return the name of a category, its code when the school no longer has it."""
    found = (category for category in school.categories if category.code == code)
    return next((name(category.names, language) for category in found), code)


def pending(card: Card) -> tuple[Clock, ...]:
    """Return the clocks of the present attempt that have not ended, the widest promise last."""
    mine = (c for c in card.clocks if c.cycle == card.ticket.cycle and c.outcome is None)
    return tuple(sorted(mine, key=lambda clock: list(ClockKind).index(clock.kind)))


def awaited(card: Card) -> tuple[Clock, ...]:
    """Return those of them that the requester was promised."""
    return tuple(clock for clock in pending(card) if clock.kind in PROMISED)


def promise(card: Card, now: datetime, school: School, text: Text) -> str:
    """Return what the requester can expect and by when; empty when nothing is promised.

    A date that was agreed with them comes before what the rules promise.
    """
    clocks = awaited(card)
    if not clocks:
        return ""
    told = _agreed if clocks[-1].agreed_at else _promised
    return told(card, clocks[-1], now, school, text)


def provisional(clocks: Iterable[Clock], hours: Mapping[str, Calendar], text: Text) -> str:
    """Return the remark that a time is due in a year without national days; else empty."""
    years = [year for clock in clocks if (year := _unknown_year(clock, hours))]
    return text.plain("promise.provisional", year=min(years)) if years else ""


def resumption(clock: Clock, school: School, text: Text) -> str:
    """Return when a pause ends by itself, to follow what is left; empty when it has no limit."""
    if clock.resumes_at is None:
        return ""
    return text.plain("promise.resumes", when=dated(clock.resumes_at, school, text))


def opening_of(clock: Clock, now: datetime, hours: Mapping[str, Calendar]) -> datetime | None:
    """Return when a running clock begins to count, None if it does already."""
    calendar = counted(clock.unit, hours[clock.calendar])
    if clock.running_since is None or is_open(calendar, now):
        return None
    return next_open(calendar, now)


def _promised(card: Card, clock: Clock, now: datetime, school: School, text: Text) -> str:
    left = left_at(clock, card.hours[clock.calendar], now)
    if clock.due_at is None:
        frozen = text.plain("promise.paused", left=duration(max(left, 0), text))
        return frozen + resumption(clock, school, text)
    if left < 0:
        return text.plain("promise.overdue", late=duration(-left, text))
    due = when(clock.due_at, now, school, text)
    expected = text.plain(f"promise.{_named(clock, card.ticket)}", when=due)
    opens = opening_of(clock, now, card.hours)
    if opens is None:
        return expected
    return expected + text.plain("promise.opens", when=when(opens, now, school, text))


def _agreed(card: Card, clock: Clock, now: datetime, school: School, text: Text) -> str:
    agreed = clock.agreed_at or now
    if now > agreed:
        late = -margin_at(clock, card.hours[clock.calendar], now)
        return text.plain("promise.overdue", late=duration(late, text))
    named = _named(clock, card.ticket)
    return text.plain(f"agreed.{named}", when=when(agreed, now, school, text))


def _unknown_year(clock: Clock, hours: Mapping[str, Calendar]) -> int | None:
    if clock.due_at is None:
        return None
    calendar = counted(clock.unit, hours[clock.calendar])
    day = calendar.local_date(clock.due_at)
    return day.year if calendar.is_provisional(day) else None


def _named(clock: Clock, ticket: Ticket) -> str:
    if clock.kind is ClockKind.RESOLVE and ticket.kind is not Kind.REPAIR:
        return "settle"
    return clock.kind
