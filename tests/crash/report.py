"""What all towns together have shown, in a few lines."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median

from models.crashes import PLACES
from tests.crash.deaths import ELSEWHERE
from tests.crash.epochs import Outcome

LONGEST_RECOVERY = 10.0


@dataclass(slots=True)
class Summary:
    """The outcomes on one database, added up."""

    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    duplicates: int = 0
    recoveries: list[float] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Add what one town has shown."""
        self.kills.update(outcome.kills)
        self.acknowledged += outcome.acknowledged
        self.duplicates += outcome.duplicates
        self.recoveries += outcome.recoveries
        self.violations += outcome.violations

    @property
    def slowest(self) -> float:
        """Return the longest time from the start of a desk to its first ticket, in seconds."""
        return max(self.recoveries, default=0.0)

    @property
    def is_bad(self) -> bool:
        """Tell whether anything was not as promised; one slow start may be the machine's."""
        return bool(self.violations) or median(self.recoveries or [0]) > LONGEST_RECOVERY


def told(summaries: Mapping[str, Summary], cycles: int) -> str:
    """Return the summary as lines of text."""
    return "".join(f"{line}\n" for kind in summaries for line in _lines(kind, summaries, cycles))


def _lines(kind: str, summaries: Mapping[str, Summary], cycles: int) -> Iterator[str]:
    summary = summaries[kind]
    places = {place for place in summary.kills if place in PLACES}
    missed = sorted(PLACES - places - set(ELSEWHERE))
    yield f"{kind}: {cycles} cycles, {summary.kills.total()} kills at {len(places)} places"
    yield "  " + ", ".join(f"{name} {times}" for name, times in sorted(summary.kills.items()))
    if missed:
        yield f"  nobody died at {', '.join(missed)}"
    yield (
        f"  {summary.acknowledged} tickets acknowledged, {summary.duplicates} messages came "
        f"once more, {len(summary.violations)} violations"
    )
    if summary.recoveries:
        middle = median(summary.recoveries)
        times = f"{middle:.2f} s (median), {summary.slowest:.2f} s at most"
        yield f"  from a start to its first ticket: {times}"
    yield from (f"  {violation}" for violation in summary.violations)
