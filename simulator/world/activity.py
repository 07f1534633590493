"""Who is at work: calls under way, so that a wait can end when the world is quiet."""

from collections.abc import Iterator
from contextlib import contextmanager

from simulator.bell import Bell


class Activity:
    """Counts calls in flight; `serial` grows with everything that begins or ends."""

    def __init__(self) -> None:
        """Start idle."""
        self.in_flight = 0
        self.serial = 0
        self.bell = Bell()

    def note(self) -> None:
        """Something happened that may end or break the quiet."""
        self.serial += 1
        self.bell.ring()

    @contextmanager
    def working(self) -> Iterator[None]:
        """Count one call in flight for the length of the block."""
        self.in_flight += 1
        self.note()
        try:
            yield
        finally:
            self.in_flight -= 1
            self.note()

    @contextmanager
    def idling(self) -> Iterator[None]:
        """Take one call out of the count while it only waits for updates."""
        self.in_flight -= 1
        self.note()
        try:
            yield
        finally:
            self.in_flight += 1
            self.note()
