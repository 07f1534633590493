"""How lives are to end: at every named place in turn, and at random moments between."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from models.crashes import PLACES

FIRST = ("migration.begun", "migration.step", "migration.committed", "start.school")
"""Places that only the first desk on a database passes."""

STOPPING = ("stop.begun", "stop.drained", "stop.unlocking", "delivery.finishing")
BY_WEBHOOK = ("webhook.received", "webhook.handled")
BY_POLLING = ("polling.asking", "polling.fetched", "polling.handled")
BY_COMMAND = (
    "backup.saved",
    "backup.kept",
    "restore.locked",
    "restore.cleared",
    "restore.loaded",
    "school.applied",
)
RARE = ("intake.parked", "delivery.anew")
"""Places that are passed once in a life, when something is done for it."""

ELSEWHERE = ("tick.failed",)
"""Places that need a broken row: tests/crash/test_ticks.py passes them."""

_OFTEN = {"unit.statement": 150, "unit": 20, "telegram": 20, "tick": 8, "update": 8, "intake": 8}
_USUALLY = 3
_CALLS, _ENOUGH = 40, 80
_PLACED, _STOPPED, _WHOLE, _WEBHOOK = 0.72, 0.06, 0.01, 0.2


@dataclass(frozen=True, slots=True)
class Death:
    """How one life is to end.

    ``place`` is armed for the ``times``-th visit, in the desk or in an operator's command; a life
    that does not come there is killed after ``calls`` calls. ``stopped`` lives are told to stop.
    """

    place: str
    times: int
    calls: int
    stopped: bool = False
    webhook: bool = False
    whole: bool = False

    @property
    def order(self) -> str:
        """Return what the desk itself is armed with."""
        return f"{self.place}:{self.times}" if self.place and not self.by_command else ""

    @property
    def by_command(self) -> bool:
        """Tell whether it is a command that passes the place."""
        return self.place in BY_COMMAND


def deaths(chance: random.Random) -> Iterator[Death]:
    """Deal deaths without an end: all places in some order, again and again."""
    while True:
        deck = sorted(PLACES - set(FIRST) - set(ELSEWHERE))
        chance.shuffle(deck)
        while deck:
            whole = chance.random() < _WHOLE
            if chance.random() < _PLACED:
                yield _at(deck.pop(), chance, whole=whole)
            else:
                webhook, stopped = chance.random() < _WEBHOOK, chance.random() < _STOPPED
                calls = chance.randint(0, _CALLS)
                yield Death("", 1, calls, stopped=stopped, webhook=webhook, whole=whole)


def _at(place: str, chance: random.Random, *, whole: bool) -> Death:
    kind = place.partition(".")[0]
    times = chance.randint(1, _OFTEN.get(place, _OFTEN.get(kind, _USUALLY)))
    stopped = place in STOPPING
    if stopped or kind in {"start", "replay"} or place in {*BY_COMMAND, *RARE}:
        times = 1
    webhook = place in BY_WEBHOOK or (place not in BY_POLLING and chance.random() < _WEBHOOK)
    calls = chance.randint(0, _CALLS) if stopped or place in BY_COMMAND else _ENOUGH
    return Death(place, times, calls, stopped=stopped, webhook=webhook, whole=whole)
