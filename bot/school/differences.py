"""What changes between two editions of the school, in words a person can check."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.school.editions import Json
from bot.school.outline import LAYERS, ORDER, outline, said
from domain.school import School


class ChangeKind(StrEnum):
    """What happened to a thing."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where, and what stood there before and stands there after.

    ``path`` names things by their codes (``teams.repair.chat_id``, ``campuses.main/a/3/301``);
    ``before`` is None for what was added and ``after`` for what was removed.
    """

    path: str
    before: str | None
    after: str | None

    @property
    def kind(self) -> ChangeKind:
        """Return whether the thing is new, gone or different."""
        if self.before is None:
            return ChangeKind.ADDED
        return ChangeKind.REMOVED if self.after is None else ChangeKind.CHANGED

    def __str__(self) -> str:
        """Return the difference as one line."""
        if self.before is None:
            return f"+ {self.path}: {self.after}"
        if self.after is None:
            return f"- {self.path}: {self.before}"
        return f"~ {self.path}: {self.before} → {self.after}"


def differences(old: School | None, new: School) -> tuple[Change, ...]:
    """Return what changes from one edition to the next; nothing when only the version differs.

    Against None, as when the first edition is applied, each thing in the school is an addition.
    """
    after = outline(new)
    before = {key: _empty(part) for key, part in after.items()} if old is None else outline(old)
    return tuple(_between("", before, after))


def _empty(part: Json) -> Json:
    if isinstance(part, dict):
        return {}
    return [] if isinstance(part, list) and _of_parts(part, []) else None


def _between(path: str, old: Json, new: Json) -> Iterator[Change]:
    """Yield the changes from one value to another that is not equal to it."""
    if isinstance(old, dict) and isinstance(new, dict) and "amount" not in old:
        yield from _keys(path, old, new)
    elif isinstance(old, list) and isinstance(new, list) and _of_parts(old, new):
        yield from _parts(path, old, new)
    else:
        yield Change(path, _said(old), _said(new))


def _said(value: Json) -> str | None:
    return None if value is None else said(value)


def _keys(path: str, old: dict[str, Json], new: dict[str, Json]) -> Iterator[Change]:
    # Of things that came or went the order says nothing new.
    unsaid = ORDER if old.keys() != new.keys() else None
    for key in dict.fromkeys((*old, *new)):
        if key != unsaid and old.get(key) != new.get(key):
            yield from _between(_step(path, key), old.get(key), new.get(key))


def _of_parts(old: list[Json], new: list[Json]) -> bool:
    """Return whether the lists hold rules (routes, levels, grants) and not a value's pieces."""
    return any(isinstance(part, dict) and "start" not in part for part in (*old, *new))


def _parts(path: str, old: list[Json], new: list[Json]) -> Iterator[Change]:
    gone = [part for part in old if part not in new]
    come = [part for part in new if part not in old]
    yield from (Change(path, said(part), None) for part in gone)
    yield from (Change(path, None, said(part)) for part in come)
    if old != new and not gone and not come:
        yield Change(path, said(old), said(new))


def _step(path: str, key: str) -> str:
    """Return the path of a key; places have whole paths, and layers names of their own."""
    if key in {"children", LAYERS}:
        return path
    if "/" in key:
        return f"campuses.{key}"
    return f"{path}.{key}" if path else key
