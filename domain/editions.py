"""What is worked out once for an edition of the school and asked many times."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from domain.school import School

T = TypeVar("T")

_KEPT = 8


def per_edition(build: Callable[[School], T]) -> Callable[[School], T]:
    """Remember what ``build`` returns for the latest editions asked about, by identity.

    Keeping the school itself beside its result makes sure that its identity is not given away.
    """
    kept: dict[int, tuple[School, T]] = {}

    def ask(school: School) -> T:
        known = kept.get(id(school))
        if known is None:
            if len(kept) >= _KEPT:
                kept.pop(next(iter(kept)), None)
            known = kept[id(school)] = (school, build(school))
        return known[1]

    return ask
