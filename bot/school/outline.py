"""The school's JSON arranged for reading: things by their codes, values in words."""

from __future__ import annotations

from bot.school.editions import Json, as_json
from bot.school.hours import DAYS, shown
from domain.calendars import Layer
from domain.school import School
from domain.windows import Window

ORDER = "(order)"
LAYERS = "layers"
_LAYERS = {
    Layer.HOLIDAY: "national holidays",
    Layer.MAKE_UP: "make-up days",
    Layer.SCHOOL: "school days",
    Layer.EMERGENCY: "emergency days",
}
_THINGS = frozenset({"campuses", "children", "categories", "services"})


def outline(school: School) -> dict[str, Json]:
    """Return the school as mappings by code, and weeks by day; its version is left out.

    Where people meet things in an order, it stands beside them as ``(order)``.
    """
    content = _outlined(as_json(school))
    del content["version"]
    return content


def _outlined(value: dict[str, Json]) -> dict[str, Json]:
    return {key: _item(key, item) for key, item in value.items()}


def _item(key: str, value: Json) -> Json:
    if isinstance(value, list) and key == "weekly":
        return _open(dict(zip(DAYS, value, strict=True)))
    if isinstance(value, dict):
        return _layers(value) if key == LAYERS else _outlined(value)
    if isinstance(value, list) and key in _THINGS and all(_code(item) for item in value):
        things = {_code(item): _item("", item) for item in value}
        return {ORDER: list(things), **things}
    return value


def _open(days: dict[str, Json]) -> dict[str, Json]:
    return {day: windows or "closed" for day, windows in days.items()}


def _layers(value: dict[str, Json]) -> dict[str, Json]:
    """Return every layer by its name in words, with its dates; also one that has none."""
    return {name: _dates(value.get(str(layer.value))) for layer, name in _LAYERS.items()}


def _dates(days: Json) -> dict[str, Json]:
    return {date: _day(day) for date, day in days.items()} if isinstance(days, dict) else {}


def _day(day: Json) -> str:
    content = day if isinstance(day, dict) else {}
    hours = said(content.get("windows") or "closed")
    return f"{hours} ({said(content['names'])})" if content.get("names") else hours


def _code(value: Json) -> str:
    return str(value.get("code", "")) if isinstance(value, dict) else ""


def said(value: Json) -> str:
    """Return a value in words."""
    if isinstance(value, dict):
        return _thing(value)
    if isinstance(value, list):
        return ", ".join(said(item) for item in value) or "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "nothing" if value is None else str(value)


def _thing(value: dict[str, Json]) -> str:
    start, end = value.get("start"), value.get("end")
    if isinstance(start, int) and isinstance(end, int):
        return shown(Window(start, end))
    if "amount" in value:
        return f"{value['amount']} {str(value['unit']).replace('_', ' ')}"
    if "zh_Hans" in value:
        return " / ".join(dict.fromkeys([str(value["zh_Hans"]), str(value["en"])]))
    named = value.get("names")
    if isinstance(named, dict):
        return f"{_thing(named)}{_size(value)}"
    given = {key: item for key, item in value.items() if item is not None and item != {}}
    return ", ".join(f"{key} {said(item)}" for key, item in given.items()) or "nothing"


def _size(value: dict[str, Json]) -> str:
    """Return how much lies inside a place or category that came or went as a whole."""
    inside = value.get("children") or value.get("services")
    count = len(inside) - 1 if isinstance(inside, dict) else 0
    return f", {count} inside" if count else ""
