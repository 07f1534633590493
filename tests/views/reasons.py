"""Explanations of deadlines, in every state that reads differently."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from domain.calendars import Calendar, Day, Layer
from domain.clocks import ClockKind
from domain.departures import Departure
from domain.explaining import Account, Segment, State, explain
from domain.histories import happenings
from domain.moves import Move
from domain.school import Pause
from domain.targets import Target, Unit
from domain.terms import Promise
from domain.tickets import HoldReason
from domain.windows import Window
from locales import Text
from tests.support.promises import always, event
from tests.support.promises import promise as in_hours
from tests.views.samples import BY_MONDAY, COMPLAINT, NEW, SLOT
from tests.views.school import HOURS, LIGHT, RUDE, SCHOOL, at, names
from views.screens import Screen
from views.why import why

_LESSONS = (Window(480, 720), Window(840, 1080))
_FESTIVAL = names("国庆节", "國慶節", "National Day", "День образования КНР")
_MEETING = names("运动会", "運動會", "Sports day", "День спорта")
_YEAR = replace(
    HOURS,
    layers={
        Layer.HOLIDAY: {date(2026, 10, day): Day((), _FESTIVAL) for day in range(1, 8)},
        Layer.MAKE_UP: {date(2026, 9, 20): Day(_LESSONS)},
        Layer.SCHOOL: {date(2026, 9, 30): Day((Window(480, 600),), _MEETING)},
        Layer.EMERGENCY: {date(2026, 9, 18): Day(())},
    },
)
_PAUSES = {HoldReason.PARTS: Pause(Target(10, Unit.WORKING_DAYS))}
_WORK = {ClockKind.RESOLVE: Target(480, Unit.WORKING_MINUTES)}
_HELD_BY_TEAM = {ClockKind.OLA: Target(240, Unit.WORKING_MINUTES)}
_AROUND = {ClockKind.ARRIVE: Target(630, Unit.CLOCK_MINUTES)}
_ACCEPTED = ("2026-09-16 09:20", Move.ACCEPT)
_HELD = ("2026-09-16 10:40", Move.HOLD)
_RESUMED = ("2026-09-17 14:30", Move.RESUME)
_CHOSEN = ("2026-09-16 14:00", Move.APPOINT)
_TAKEN_UP = ("2026-09-16 15:00", Move.RESUME)
_AGREED = ("2026-09-16 10:00", Move.AGREE)
_DONE = ("2026-09-17 15:10", Move.DONE)
_HANDED_ON = ("2026-09-16 10:00", Move.TRANSFER)
_TO_OFFICE = {"team": "office", "holder": "office"}
_FILED = "2026-09-16 09:12"

_EXPLAINED = ("2026-10-08 11:00", Move.EXPLAIN)
_EXCUSED = ("2026-10-08 11:02", Move.EXCUSE)
Story = tuple[tuple[str, Move], ...]


def promise(targets: Mapping[ClockKind, Target], calendar: Calendar = _YEAR) -> Promise:
    """Return what a ticket is promised in the school's hours, or in others."""
    return in_hours(targets, calendar, _PAUSES)


def accounts(of: Promise, filed: str, story: Story, now: str) -> tuple[Account, ...]:
    """Return the accounts of a ticket at a local time; all holds, visits and dates are alike."""
    happened = ((filed, Move.SUBMIT), *story)
    told: dict[str, str | int] = {"reason": "parts", "pause": 2}
    kept = {Move.APPOINT: SLOT, Move.AGREE: BY_MONDAY, Move.TRANSFER: _TO_OFFICE}
    history = happenings(
        event(at(when), move, told | kept.get(move, {})) for when, move in happened
    )
    return explain(history, always(of), at(now))


def worst(segments: int, departures: int) -> tuple[Account, ...]:
    """Return four accounts of a promise that was paused and crossed over and over."""
    targets = {kind: Target(480, Unit.WORKING_MINUTES) for kind in ClockKind}
    hour, day = timedelta(hours=1), timedelta(days=1)
    first = at("2026-01-01 09:00")
    parts = tuple(
        Segment(first + hour * n, first + hour * (n + 1), State.PAUSED, 0, HoldReason.EXTERNAL)
        for n in range(segments)
    )
    dates = tuple(
        Departure(
            date(2026, 1, 1) + day * n,
            date(2026, 1, 1) + day * n,
            Layer.EMERGENCY,
            Day((), {"en": f"<&> {n} " * 40}),
        )
        for n in range(departures)
    )
    begun = accounts(promise(targets), _FILED, (), "2026-09-16 15:00")
    return tuple(replace(each, segments=parts, departures=dates) for each in begun)


def _why(of: Promise, filed: str, *story: tuple[str, Move], now: str) -> Callable[[Text], Screen]:
    told = accounts(of, filed, story, now)
    return lambda text: why(NEW, told, SCHOOL, at(now), text)


def _complaint(text: Text) -> Screen:
    now = "2026-09-29 10:00"
    told = accounts(promise({**RUDE.targets, **_WORK}), "2026-09-29 09:00", (), now)
    return why(COMPLAINT, told, SCHOOL, at(now), text)


def _long(text: Text) -> Screen:
    days = [f"2026-0{month}-{day:02}" for month in (4, 5, 6, 7) for day in range(1, 31)]
    turns = [((f"{day} 09:00", Move.HOLD), (f"{day} 09:30", Move.RESUME)) for day in days]
    story = tuple(turn for pair in turns for turn in pair)
    now = "2026-08-03 10:00"
    told = accounts(promise(_WORK), "2026-03-31 09:00", story, now)
    return why(NEW, told, SCHOOL, at(now), text)


WHY: dict[str, Callable[[Text], Screen]] = {
    "why-annulled": _why(
        promise(_WORK),
        _FILED,
        _ACCEPTED,
        _HELD,
        _RESUMED,
        ("2026-09-17 14:40", Move.ANNUL),
        now="2026-09-17 15:00",
    ),
    "why-new": _why(promise(LIGHT.targets), _FILED, now="2026-09-16 10:00"),
    "why-paused": _why(promise(_WORK), _FILED, _ACCEPTED, _HELD, now="2026-09-16 15:00"),
    "why-resumed": _why(
        promise(LIGHT.targets), _FILED, _ACCEPTED, _HELD, _RESUMED, now="2026-09-17 15:00"
    ),
    "why-met": _why(promise(_WORK), _FILED, _HELD, _RESUMED, _DONE, now="2026-09-18 15:00"),
    "why-holidays": _why(promise(_WORK), "2026-09-29 17:00", now="2026-09-29 17:30"),
    "why-make-up": _why(promise(_WORK), "2026-09-17 17:00", now="2026-09-17 22:00"),
    "why-late": _why(promise(_WORK), "2026-09-28 17:00", now="2026-10-08 11:05"),
    "why-explained": _why(promise(_WORK), "2026-09-28 17:00", _EXPLAINED, now="2026-10-08 11:05"),
    "why-excused": _why(
        promise(_WORK), "2026-09-28 17:00", _EXPLAINED, _EXCUSED, now="2026-10-08 11:05"
    ),
    "why-cancelled": _why(
        promise(_WORK), _FILED, ("2026-09-16 11:00", Move.CANCEL), now="2026-09-17 09:00"
    ),
    "why-merged": _why(
        promise(_WORK), _FILED, ("2026-09-16 11:00", Move.MERGE), now="2026-09-17 09:00"
    ),
    "why-around": _why(promise(_AROUND), "2026-09-16 20:00", now="2026-09-16 21:00"),
    "why-night": _why(promise(_WORK), "2026-09-16 22:10", now="2026-09-17 07:00"),
    "why-new-year": _why(promise(_WORK), "2026-12-31 17:30", now="2026-12-31 17:50"),
    "why-complaint": _complaint,
    "why-appointed": _why(
        promise(_WORK),
        *(_FILED, _ACCEPTED, _HELD, _CHOSEN, _TAKEN_UP),
        now="2026-09-18 16:10",
    ),
    "why-agreed": _why(promise(_WORK), _FILED, _AGREED, now="2026-09-21 09:00"),
    "why-held": _why(
        promise({**_WORK, **_HELD_BY_TEAM}), _FILED, _HANDED_ON, now="2026-09-16 17:00"
    ),
    "why-nothing": _why(promise({}), _FILED, now="2026-09-16 10:00"),
    "why-long": _long,
}
