"""What the doctor can find, and how bad each of it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class State(StrEnum):
    """Whether something is well, worth knowing, or to be mended."""

    GOOD = "good"
    DOUBTFUL = "doubtful"
    BAD = "bad"


FINDINGS: Mapping[str, Mapping[str, State]] = {
    "token": {
        "known": State.GOOD,
        "missing": State.BAD,
        "refused": State.BAD,
        "unreachable": State.BAD,
    },
    "updates": {
        "polled": State.GOOD,
        "pushed": State.GOOD,
        "left": State.DOUBTFUL,
        "unset": State.BAD,
        "elsewhere": State.BAD,
        "failing": State.BAD,
        "waiting": State.DOUBTFUL,
        "kinds": State.DOUBTFUL,
    },
    "privacy": {"on": State.GOOD, "off": State.DOUBTFUL},
    "chat": {"good": State.GOOD, "lost": State.BAD, "silent": State.BAD, "topic": State.BAD},
    "clock": {"right": State.GOOD, "wrong": State.BAD},
    "database": {
        "good": State.GOOD,
        "absent": State.DOUBTFUL,
        "unusable": State.BAD,
        "older": State.DOUBTFUL,
        "newer": State.BAD,
        "journal": State.BAD,
    },
    "disk": {"good": State.GOOD, "low": State.DOUBTFUL, "full": State.BAD},
    "copies": {"good": State.GOOD, "old": State.DOUBTFUL, "none": State.DOUBTFUL},
    "school": {"good": State.GOOD, "none": State.DOUBTFUL},
    "calendar": {"good": State.GOOD, "awaited": State.GOOD, "lacking": State.BAD},
    "parked": {"none": State.GOOD, "some": State.BAD},
    "debts": {"none": State.GOOD, "late": State.BAD, "given_up": State.DOUBTFUL},
    "desk": {"open": State.GOOD, "closed": State.DOUBTFUL},
    "font": {"good": State.GOOD, "missing": State.BAD},
}
"""Each thing that is looked at, and what may be found there."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found where; ``facts`` are shown in its sentence."""

    check: str
    found: str
    facts: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """Return how bad it is."""
        return FINDINGS[self.check][self.found]
