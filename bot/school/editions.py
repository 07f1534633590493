"""An edition of the school as one JSON document: what the database keeps.

The document is canonical (sorted keys, sorted sets, no version), so equal schools have equal
documents and comments or spelling in the file make no new edition.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from hashlib import sha256

from pydantic import TypeAdapter

from domain.school import School

Json = dict[str, "Json"] | list["Json"] | str | int | bool | None


def dump(school: School) -> str:
    """Return the school, without its version, as a canonical JSON document."""
    return json.dumps(as_json(school), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def restore(document: str, version: int) -> School:
    """Return the school of a document made by :func:`dump`, as edition ``version``.

    Raises pydantic.ValidationError when it is no such document.
    """
    return replace(_schools().validate_json(document), version=version)


def fingerprint(school: School) -> str:
    """Return 64 hexadecimal digits that are equal for equal schools, whatever their version."""
    return sha256(dump(school).encode()).hexdigest()


def as_json(school: School) -> dict[str, Json]:
    """Return the school as JSON has it, its version 0; sets become sorted lists."""
    content = {field.name: _plain(getattr(school, field.name)) for field in fields(school)}
    return content | {"version": 0}


def _plain(value: object) -> Json:
    if is_dataclass(value) and not isinstance(value, type):
        given = (field.name for field in fields(value) if field.init)
        return {name: _plain(getattr(value, name)) for name in given}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, frozenset | tuple):
        items = [_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, frozenset) else items
    return value if isinstance(value, int | None) else str(value)


@cache
def _schools() -> TypeAdapter[School]:
    return TypeAdapter(School)
