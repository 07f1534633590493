"""Named places at which the program can be made to die, to see that nothing is lost there.

``make crash`` arms one of them for each life of a desk. No setting does so: in a desk that serves
people none is armed, and passing one costs a look into an empty dictionary.
"""

import os
import signal

PLACES = frozenset(
    {
        "start.locked",
        "start.connected",
        "start.school",
        "start.introduced",
        "start.published",
        "stop.begun",
        "stop.drained",
        "stop.unlocking",
        "migration.begun",
        "migration.step",
        "migration.committed",
        "polling.asking",
        "polling.fetched",
        "polling.handled",
        "webhook.received",
        "webhook.handled",
        "intake.decoded",
        "intake.refused",
        "intake.parked",
        "intake.committed",
        "intake.said",
        "update.remembered",
        "update.handled",
        "unit.begun",
        "unit.statement",
        "unit.done",
        "unit.committed",
        "telegram.calling",
        "telegram.answered",
        "speech.replaced",
        "delivery.settled",
        "delivery.claimed",
        "delivery.written",
        "delivery.committed",
        "delivery.carrying",
        "delivery.carried",
        "delivery.anew",
        "delivery.finishing",
        "tick.finding",
        "tick.found",
        "tick.done",
        "tick.failed",
        "replay.found",
        "school.applied",
        "backup.saved",
        "backup.kept",
        "restore.cleared",
        "restore.loaded",
        "restore.locked",
    }
)
_left: dict[str, int] = {}


def arm(order: str) -> None:
    """Have the program killed when it passes a place: ``NAME`` or ``NAME:N`` for the Nth time.

    Raises ValueError for a name that no place has, and for a number that is none.
    """
    name, _, times = order.partition(":")
    if name not in PLACES:
        raise ValueError(f"no place is called {name!r}; there are {', '.join(sorted(PLACES))}")
    _left[name] = int(times or 1)


def crash_point(name: str) -> None:
    """Pass a place: the program ends here by SIGKILL if it was told to."""
    if name in _left:
        _left[name] -= 1
        if _left[name] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
