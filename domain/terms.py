"""What a ticket is promised, and what decides it.

The terms of a ticket are a few codes; with the edition of the school that they name they give the
promise: a time for each clock, and the hours in which it is counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.calendars import Calendar
from domain.catalogue import service_of
from domain.clocks import PROMISED, ClockKind
from domain.places import hours_of
from domain.school import Pause, School
from domain.targets import Aim, Target, Unit
from domain.tickets import HoldReason, Ticket

_FLOOR = Target(60, Unit.WORKING_MINUTES)
_BY_PRIORITY = frozenset({ClockKind.ACK, ClockKind.ARRIVE})


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides a ticket's promise.

    ``edition`` is the version of the school's rules; ``priority`` is the one that somebody gave it
    by hand, None for its service's.
    """

    edition: int
    service: str
    place: str
    team: str
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """What a ticket is promised under its terms.

    ``floor`` is the least time that a promise leaves which is used up when it is made.
    ``pauses`` are the reasons to wait that stop its clocks, and for how long at most;
    ``calendars`` are all of the edition. ``ladder`` names the ladder that watches over it.
    """

    aims: Mapping[ClockKind, Aim]
    floor: Target
    pauses: Mapping[HoldReason, Pause]
    calendars: Mapping[str, Calendar]
    ladder: str
    emergency: bool


def terms_of(ticket: Ticket) -> Terms:
    """Return the terms of a ticket as it stands."""
    return Terms(ticket.school_version, ticket.service, ticket.place, ticket.team, ticket.priority)


def promised(school: School, terms: Terms) -> Promise:
    """Return what the edition named in the terms promises; ``school`` is that edition.

    A place with hours of its own is served in them, but an emergency is one anywhere. A priority
    given by hand replaces the service's times clock by clock, and may ask for acceptance and
    arrival where the service does not. The team has a time of its own, in its own hours. Refusal
    ``service-gone`` when the edition does not have the service.
    """
    service = service_of(school, terms.service)
    given = school.priorities.get(terms.priority or 0)
    ranked = given or school.priorities.get(service.priority)
    emergency = service.emergency or (given is not None and given.emergency)
    own = None if emergency else hours_of(school, terms.place)
    calendar = own or (given and given.calendar) or service.calendar
    hours = school.calendars[calendar]
    targets = {**service.targets, **_given(given.targets if given else {}, service.targets)}
    return Promise(
        aims={kind: Aim(target, calendar, hours) for kind, target in targets.items()}
        | _held(school, terms.team),
        floor=ranked.floor if ranked else _FLOOR,
        pauses=school.pauses,
        calendars=school.calendars,
        ladder=(given and given.ladder) or service.ladder,
        emergency=emergency,
    )


def served(promise: Promise) -> Aim:
    """Return one of the times that the requester is promised; all count the same hours."""
    return next(aim for kind, aim in promise.aims.items() if kind in PROMISED)


def _held(school: School, code: str) -> dict[ClockKind, Aim]:
    """Return how long a team may hold a ticket; nothing when it may for ever."""
    team = school.teams.get(code)
    if team is None or team.promise is None:
        return {}
    return {ClockKind.OLA: Aim(team.promise, team.calendar, school.calendars[team.calendar])}


def _given(
    targets: Mapping[ClockKind, Target], usual: Mapping[ClockKind, Target]
) -> Mapping[ClockKind, Target]:
    """Return the times of a priority that a service can use: nobody answers a repair."""
    return {
        kind: target for kind, target in targets.items() if kind in usual or kind in _BY_PRIORITY
    }
