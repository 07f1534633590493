"""Plain spans of time in the life of a ticket: pauses, visits, and what was waited for."""

from dataclasses import dataclass
from datetime import UTC, datetime

from domain.clocks import Outcome
from domain.tickets import HoldReason

FAR = datetime.max.replace(tzinfo=UTC)
PAUSING = (HoldReason.PARTS, HoldReason.VENDOR)


@dataclass
class Pause:
    """A hold: from when, until when at most, and when it ended if it did so before that."""

    ordinal: int
    reason: HoldReason
    start: datetime
    limit: datetime
    end: datetime = FAR
    annulled: bool = False

    def covers(self, moment: datetime) -> bool:
        """Return whether work stood still for it."""
        stands = self.reason in PAUSING and not self.annulled
        return stands and self.start <= moment < min(self.end, self.limit)


@dataclass
class Visit:
    """An appointment: when it was made, when it begins, and when it stood no more."""

    chosen: datetime
    start: datetime
    gone: datetime = FAR
    outcome: Outcome | None = None

    def covers(self, moment: datetime) -> bool:
        """Return whether work stood still until it."""
        return self.chosen <= moment < min(self.start, self.gone)


@dataclass
class Span:
    """A stretch of time in which something was waited for; ``which`` is the team's number."""

    start: datetime
    end: datetime = FAR
    which: int = 0

    def covers(self, moment: datetime) -> bool:
        """Return whether a moment lies within it."""
        return self.start <= moment < self.end
