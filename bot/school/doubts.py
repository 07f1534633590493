"""What is allowed in a school's file but is probably not meant.

Each check yields ``(path, sentence)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from bot.school.document import Document
from bot.school.names import given
from bot.school.problems import KeyPath, type_of_findings
from domain.clocks import ClockKind
from domain.ladders import Recipient
from domain.moves import Role
from domain.routing import UNROUTED, route
from domain.school import School
from domain.tickets import Kind


def findings(document: Document, school: School) -> type_of_findings:
    """Yield what to think about in a file without problems."""
    checks = (_unrouted, _asleep, _hands, _nobody, _unannounced)
    return chain(_names(document, school), *(check(school) for check in checks))


def _names(document: Document, school: School) -> type_of_findings:
    """Yield each name that lacks one of the school's languages."""
    for path, languages in _every_name(document.data, ()):
        missing = [language for language in school.languages if language not in languages]
        if missing:
            words = ", ".join(missing).replace("_", "-")
            yield path, f"no name in {words}; people see another language instead."


def _every_name(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, frozenset[str]]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _every_name(item, (*path, number))
    elif isinstance(value, dict):
        languages = given(value) if path and path[-1] == "name" else frozenset()
        if languages:
            yield path, languages
        for key, item in value.items():
            yield from _every_name(item, (*path, key))


def _unrouted(school: School) -> type_of_findings:
    """Yield each service that no route takes from everywhere."""
    for category in school.categories:
        for service in category.services:
            if route(school, service.code, "").reason == UNROUTED:
                path = ("categories", category.code, "services", service.code)
                yield path, f"no route for every place; the rest goes to {school.dispatch_team}."


def _asleep(school: School) -> type_of_findings:
    """Yield each priority that makes an emergency of a ticket and wakes nobody for it."""
    for number, priority in school.priorities.items():
        ladder = school.ladders.get(priority.ladder or "")
        if priority.emergency and not (ladder and ladder.urgent):
            sentence = "an emergency that wakes nobody at night; name an urgent ladder."
            yield ("priorities", str(number)), sentence


def _hands(school: School) -> type_of_findings:
    """Yield each team in which nobody can accept a ticket or nobody leads."""
    held = {
        (grant.role, grant.team) for person in school.staff.values() for grant in person.grants
    }
    for code in school.teams:
        if code == school.dispatch_team:
            continue
        if (Role.LEAD, code) not in held:
            yield ("teams", code), "this team has no lead; nobody in it is warned of delays."
        if not {(Role.WORKER, code), (Role.LEAD, code)} & held:
            yield ("teams", code), "this team has no workers; nobody can accept its tickets."


def _nobody(school: School) -> type_of_findings:
    held = {grant.role for person in school.staff.values() for grant in person.grants}
    for code, ladder in school.ladders.items():
        told = {who for level in ladder.levels for who in level.recipients}
        if Recipient.HEAD in told and Role.HEAD not in held:
            yield ("ladders", code), "tells the head of logistics, but nobody in staff is head."


def _unannounced(school: School) -> type_of_findings:
    """Yield each ladder that watches over visits at a chosen time and tells nobody of them."""
    services = chain.from_iterable(category.services for category in school.categories)
    visits = {each.ladder for each in services if each.kind is Kind.REPAIR and each.needs_place}
    for code, ladder in school.ladders.items():
        if code in visits and not (ladder.urgent or ladder.rungs(ClockKind.APPOINTMENT)):
            yield ("ladders", code), "no level for appointment; nobody hears of a missed visit."
