"""Campuses, buildings, floors and rooms: from the file's entries to places with whole paths."""

from __future__ import annotations

from collections.abc import Iterator

from bot.school.names import completed
from bot.school.problems import KeyPath, type_of_findings
from bot.school.rooms import floor_names, room_names
from bot.school.shape import BuildingEntry, FloorEntry, SchoolFile
from domain.school import Place


def campuses(file: SchoolFile) -> tuple[Place, ...]:
    """Return the school's places; every name is there in every language."""
    return tuple(
        Place(
            code,
            completed(campus.name),
            tuple(_building(f"{code}/{key}", entry) for key, entry in campus.buildings.items()),
        )
        for code, campus in file.campuses.items()
    )


def findings(file: SchoolFile) -> type_of_findings:
    """Yield a problem for each floor without a name and each room that a floor has twice."""
    for campus, entry in file.campuses.items():
        for building, content in entry.buildings.items():
            for code, floor in content.floors.items():
                path = ("campuses", campus, "buildings", building, "floors", code)
                yield from _floor_findings(path, code, floor)


def calendars_of(file: SchoolFile) -> Iterator[tuple[KeyPath, str | None]]:
    """Yield each building, floor and room with the calendar that it names, if any."""
    for campus, entry in file.campuses.items():
        for building, content in entry.buildings.items():
            path: KeyPath = ("campuses", campus, "buildings", building)
            yield path, content.calendar
            for code, floor in content.floors.items():
                yield (*path, "floors", code), floor.calendar
                for number, room in enumerate(floor.rooms):
                    yield (*path, "floors", code, "rooms", number), room.calendar


def codes_of(file: SchoolFile) -> frozenset[str]:
    """Return the whole path of every campus, building, floor and room."""
    return frozenset(code for campus in campuses(file) for code in _codes(campus))


def _codes(place: Place) -> Iterator[str]:
    yield place.code
    for child in place.children:
        yield from _codes(child)


def _building(path: str, building: BuildingEntry) -> Place:
    floors = tuple(_floor(path, code, floor) for code, floor in building.floors.items())
    return Place(path, completed(building.name), floors, building.calendar)


def _floor(building: str, code: str, floor: FloorEntry) -> Place:
    names = floor.name or floor_names(code) or {"zh_Hans": code}
    path = f"{building}/{code}"
    rooms = (
        Place(f"{path}/{number}", completed(room_names(number, entry.name)), (), entry.calendar)
        for entry in floor.rooms
        for number in entry.room
    )
    return Place(path, completed(names), tuple(rooms), floor.calendar)


def _floor_findings(path: KeyPath, code: str, floor: FloorEntry) -> type_of_findings:
    if floor.name is None and floor_names(code) is None:
        yield path, "give this floor a name; only floors such as 3 and B1 are named by themselves."
    seen: set[str] = set()
    for index, room in enumerate(floor.rooms):
        for number in room.room:
            if number in seen:
                yield (*path, "rooms", index), f"room {number} is on this floor twice."
            seen.add(number)
