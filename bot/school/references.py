"""What one part of the file says of another: every code that is used must be given somewhere.

Each check yields ``(path, sentence)`` for every problem it finds.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from bot.school.names import DEFAULT
from bot.school.places import calendars_of, codes_of
from bot.school.problems import KeyPath, type_of_findings
from bot.school.shape import CategoryEntry, SchoolFile
from domain.clocks import ClockKind
from domain.moves import Role
from domain.tickets import Kind

_ANSWERS = frozenset({ClockKind.REPLY, ClockKind.RESOLVE})
_DONE = frozenset({ClockKind.RESOLVE})


def findings(file: SchoolFile) -> type_of_findings:
    """Yield every problem between the parts of a file whose parts are in shape."""
    checks = (_basics, _places, _catalogue, _priorities, _teams, _routes, _staff, _needed_people)
    return chain.from_iterable(check(file) for check in checks)


def _unknown(
    path: KeyPath, what: str, code: str | None, known: Collection[str]
) -> type_of_findings:
    if code is not None and code not in known:
        yield path, f'there is no {what} "{code}"; known: {", ".join(sorted(known))}.'


def _basics(file: SchoolFile) -> type_of_findings:
    path: KeyPath = ("school", "languages")
    languages = file.school.languages
    if DEFAULT not in languages:
        yield path, "zh-Hans must be among the languages: it is what all else falls back to."
    if len(set(languages)) < len(languages):
        yield path, "a language is given twice."
    yield from _unknown(("digest", "calendar"), "calendar", file.digest.calendar, file.calendars)


def _places(file: SchoolFile) -> type_of_findings:
    for path, calendar in calendars_of(file):
        yield from _unknown((*path, "calendar"), "calendar", calendar, file.calendars)


def _priorities(file: SchoolFile) -> type_of_findings:
    for number, entry in file.priorities.items():
        path: KeyPath = ("priorities", str(number))
        yield from _used(path, entry.calendar, entry.ladder, file)
        if not entry.targets:
            yield (*path, "targets"), "no promise; give at least one, such as {ack: 30 min}."


def _catalogue(file: SchoolFile) -> type_of_findings:
    seen: dict[str, str] = {}
    for code, category in file.categories.items():
        here: KeyPath = ("categories", code)
        yield from _used(here, category.calendar, category.ladder, file)
        for service in category.services:
            path = (*here, "services", service)
            if service in seen or service in file.categories:
                where = f"category {seen.get(service, service)}"
                yield path, f"the code {service} is used already, in {where}; each needs its own."
            seen.setdefault(service, code)
            yield from _service(path, category, service, file)


def _used(
    path: KeyPath,
    calendar: str | None,
    ladder: str | None,
    file: SchoolFile,
) -> type_of_findings:
    yield from _unknown((*path, "calendar"), "calendar", calendar, file.calendars)
    yield from _unknown((*path, "ladder"), "ladder", ladder, file.ladders)


def _service(
    path: KeyPath,
    category: CategoryEntry,
    code: str,
    file: SchoolFile,
) -> type_of_findings:
    service = category.services[code]
    yield from _used(path, service.calendar, service.ladder, file)
    if not (service.calendar or category.calendar):
        yield path, "no calendar; give calendar here or in the category."
    if not (service.ladder or category.ladder):
        yield path, "no ladder; give ladder here or in the category."
    if ClockKind.ACK not in service.targets:
        yield (*path, "targets"), "no promise for ack; every service needs one, such as 30 min."
    wanted = _DONE if category.kind is Kind.REPAIR else _ANSWERS
    if not wanted & service.targets.keys():
        words = " or ".join(sorted(wanted))
        yield (*path, "targets"), f"no promise for {words}; a {category.kind} needs one: 2 wd."


def _teams(file: SchoolFile) -> type_of_findings:
    seen: dict[tuple[int, int | None], str] = {}
    for code, team in file.teams.items():
        here: KeyPath = ("teams", code)
        yield from _unknown((*here, "calendar"), "calendar", team.calendar, file.calendars)
        other = seen.setdefault((team.chat, team.topic), code)
        if other != code:
            yield (*here, "chat"), f"team {other} has this chat; give each its own chat or topic."
        if team.language not in file.school.languages:
            yield (*here, "language"), "this language is not among school.languages."
    yield from _unknown(("dispatch_team",), "team", file.dispatch_team, file.teams)


def _routes(file: SchoolFile) -> type_of_findings:
    places = codes_of(file)
    services = {*file.categories, *(s for c in file.categories.values() for s in c.services)}
    seen: dict[tuple[frozenset[str], frozenset[str]], int] = {}
    for number, route in enumerate(file.routes):
        here: KeyPath = ("routes", number)
        yield from _unknown((*here, "team"), "team", route.team, file.teams)
        for index, code in enumerate(route.services or ()):
            yield from _unknown_service((*here, "services", index), code, services)
        for index, code in enumerate(route.places or ()):
            if code not in places:
                yield (*here, "places", index), _no_place(code)
        key = frozenset(route.services or ()), frozenset(route.places or ())
        if seen.setdefault(key, number) != number:
            yield here, f"routes[{seen[key]}] matches exactly the same; keep one of them."


def _unknown_service(
    path: KeyPath,
    code: str,
    services: Collection[str],
) -> type_of_findings:
    if code not in services:
        yield path, f'there is no category or service "{code}" in categories.'


def _no_place(code: str) -> str:
    return f'there is no place "{code}"; write its path, such as main/a or main/a/3/301.'


def _staff(file: SchoolFile) -> type_of_findings:
    seen: dict[int, int] = {}
    for number, person in enumerate(file.staff):
        here: KeyPath = ("staff", number)
        first = seen.setdefault(person.id, number)
        if first != number:
            yield (*here, "id"), f"staff[{first}] has this id; give all roles in one entry."
        for index, grant in enumerate(person.roles):
            path = (*here, "roles", index)
            yield from _unknown(path, "team", grant.team, file.teams)


def _needed_people(file: SchoolFile) -> type_of_findings:
    held = {grant.role for person in file.staff for grant in person.roles}
    if Role.MANAGER not in held:
        yield ("staff",), "nobody is manager; escalations and the daily report need one."
    if Role.DISPATCHER not in held:
        yield ("staff",), "nobody is dispatcher; what no route claims needs one."
