"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""A Monday of school, 09:00 in Shanghai."""


class StillClock:
    """Tells one moment until it is moved forward."""

    def __init__(self, moment: datetime = MONDAY) -> None:
        self._moment = moment

    def now(self) -> datetime:
        """Return the moment (aware, UTC)."""
        return self._moment

    def forward(
        self, *, days: int = 0, hours: int = 0, minutes: int = 0, seconds: int = 0
    ) -> None:
        """Let time pass."""
        self._moment += timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
