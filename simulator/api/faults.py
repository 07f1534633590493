"""Bad days on request: what goes wrong, for which method and chat, how many times."""

from dataclasses import dataclass

from simulator.errors import WorldError
from simulator.shapes import Json

CALL_FAULTS = frozenset(
    {
        "refuse",
        "flood",
        "lose_answer",
        "delay",
        "html_5xx",
        "reset",
        "truncate",
        "bad_charset",
        "drop",
    }
)
UPDATE_FAULTS = frozenset({"duplicate", "reorder"})
_FIELDS = frozenset(
    {
        "method",
        "chat_id",
        "kind",
        "times",
        "code",
        "description",
        "retry_after",
        "seconds",
        "status",
    }
)


@dataclass(eq=False, slots=True)
class Fault:
    """One planned fault. `times` counts down; 0 lasts until it is removed.

    `drop` and `reset` lose the call before it is done (connection closed, or reset);
    `lose_answer` does it and closes the connection; `delay` does it and answers `seconds` of
    simulated time later; `truncate` and `bad_charset` do it and spoil the body; `html_5xx` answers
    a proxy's page with `status` without doing it.
    """

    kind: str
    method: str = ""
    chat_id: int | None = None
    times: int = 1
    code: int = 400
    description: str = "Bad Request: refused on request"
    retry_after: int = 5
    seconds: float = 5
    status: int = 502

    def concerns(self, method: str, chat_id: object) -> bool:
        """Whether a call is the one that this fault waits for."""
        of_method = not self.method or self.method.lower() == method
        return of_method and self.chat_id in {None, chat_id if isinstance(chat_id, int) else None}


class Faults:
    """The planned faults, first planned first used."""

    def __init__(self) -> None:
        """Plan nothing."""
        self._planned: list[Fault] = []

    def plan(self, fault: Fault) -> None:
        """Add a fault."""
        self._planned.append(fault)

    def clear(self) -> None:
        """Forget every planned fault."""
        self._planned.clear()

    def take(self, method: str, chat_id: object) -> Fault | None:
        """Use up one turn of the first fault that concerns this call."""
        for fault in self._planned:
            if fault.concerns(method, chat_id):
                self._use(fault)
                return fault
        return None

    def _use(self, fault: Fault) -> None:
        if fault.times == 1:
            self._planned.remove(fault)
        fault.times = max(fault.times - 1, 0)


def read_fault(described: Json) -> Fault:
    """Make a fault from what the people's side was sent; one clear sentence when it is wrong."""
    unknown = described.keys() - _FIELDS
    if unknown:
        raise WorldError(
            f"a fault has no field {min(unknown)}; it has {', '.join(sorted(_FIELDS))}"
        )
    if described.get("kind") not in CALL_FAULTS:
        raise WorldError(f"kind must be one of {', '.join(sorted(CALL_FAULTS | UPDATE_FAULTS))}")
    return Fault(**described)
