"""From the file's entries to the school as the rules know it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.school.calendars import calendars
from bot.school.ladders import ladders
from bot.school.names import completed
from bot.school.places import campuses
from bot.school.promises import Amount
from bot.school.shape import CategoryEntry, PriorityEntry, SchoolFile, ServiceEntry, TeamEntry
from domain.calendars import Calendar, around_the_clock
from domain.clocks import ClockKind
from domain.limits import Limits
from domain.school import (
    PAUSES,
    Category,
    Digest,
    Pause,
    Priority,
    Route,
    School,
    Service,
    Staff,
    Team,
)
from domain.targets import Target
from domain.tickets import HoldReason, Kind


def build(file: SchoolFile) -> School:
    """Return the school that a file without problems describes; its version is 0.

    Minutes and hours are counted by the clock in a calendar that never closes, else in its
    working time.
    """
    hours = calendars(file)
    return School(
        version=0,
        names=completed(file.school.name),
        zone=file.school.zone,
        languages=tuple(file.school.languages),
        emergency_phone=file.school.emergency_phone,
        campuses=campuses(file),
        calendars=hours,
        categories=tuple(_category(code, entry, hours) for code, entry in file.categories.items()),
        ladders=ladders(file),
        teams={code: _team(code, entry, hours) for code, entry in file.teams.items()},
        routes=_routes(file),
        dispatch_team=file.dispatch_team,
        staff=_staff(file),
        digest=Digest(file.digest.at, file.digest.calendar),
        confirm_days=file.school.confirm_days,
        reopen_days=file.school.reopen_days,
        priorities={rank: _priority(entry, hours) for rank, entry in file.priorities.items()},
        pauses=_pauses(file),
        limits=Limits(**dict(file.limits)),
    )


def _category(code: str, entry: CategoryEntry, hours: dict[str, Calendar]) -> Category:
    services = tuple(_service(entry, service, hours) for service in entry.services)
    return Category(code, entry.kind, completed(entry.name), services)


def _service(category: CategoryEntry, code: str, hours: dict[str, Calendar]) -> Service:
    entry = category.services[code]
    calendar = entry.calendar or category.calendar or ""
    return Service(
        code=code,
        kind=category.kind,
        names=completed(entry.name),
        priority=entry.priority,
        calendar=calendar,
        ladder=entry.ladder or category.ladder or "",
        targets=_targets(entry.targets, clock=_always(hours[calendar])),
        photo=entry.photo,
        anonymous=entry.anonymous,
        emergency=category.emergency if entry.emergency is None else entry.emergency,
        needs_place=_needs_place(category, entry),
    )


def _always(calendar: Calendar) -> bool:
    return calendar == around_the_clock(calendar.zone)


def _targets(promises: dict[ClockKind, Amount], *, clock: bool) -> dict[ClockKind, Target]:
    return {kind: amount.target(clock=clock) for kind, amount in promises.items()}


def _needs_place(category: CategoryEntry, service: ServiceEntry) -> bool:
    """Return what the service says, else its category, else that only repairs have a place."""
    for said in (service.needs_place, category.needs_place):
        if said is not None:
            return said
    return category.kind is Kind.REPAIR


def _priority(entry: PriorityEntry, hours: dict[str, Calendar]) -> Priority:
    clock = entry.calendar is not None and _always(hours[entry.calendar])
    return Priority(
        _targets(entry.targets, clock=clock),
        entry.floor.target(clock=clock),
        entry.calendar,
        entry.ladder,
        entry.emergency,
    )


def _pauses(file: SchoolFile) -> Mapping[HoldReason, Pause]:
    """Return the school's pauses; the usual ones when it decided nothing."""
    if file.pauses is None:
        return PAUSES
    return {
        reason: Pause(entry.longest.target(clock=False), entry.contact)
        for reason, entry in file.pauses.items()
    }


def _team(code: str, entry: TeamEntry, hours: dict[str, Calendar]) -> Team:
    clock = _always(hours[entry.calendar])
    return Team(
        code,
        completed(entry.name),
        entry.chat,
        entry.topic,
        entry.language,
        entry.calendar,
        entry.promise.target(clock=clock) if entry.promise else None,
    )


def _routes(file: SchoolFile) -> tuple[Route, ...]:
    return tuple(
        Route(
            route.team,
            None if route.services is None else frozenset(route.services),
            None if route.places is None else frozenset(route.places),
        )
        for route in file.routes
    )


def _staff(file: SchoolFile) -> dict[int, Staff]:
    return {
        person.id: Staff(person.id, completed(person.name), tuple(person.roles))
        for person in file.staff
    }
