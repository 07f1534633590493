"""What the desk counts while it runs, for ``/metrics``; each process begins with nothing."""

from collections import defaultdict
from collections.abc import Iterator


class Tally:
    """Counts by a few words, and adds up how long each took, in seconds.

    The words never name a person, a chat or a ticket: there are few of them.
    """

    def __init__(self) -> None:
        self._counts: defaultdict[tuple[str, ...], int] = defaultdict(int)
        self._seconds: defaultdict[tuple[str, ...], float] = defaultdict(float)

    def add(self, *words: str, seconds: float) -> None:
        """Count one more."""
        self._counts[words] += 1
        self._seconds[words] += seconds

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], int, float]]:
        """Yield words, count and seconds of each kind, in order."""
        for words in sorted(self._counts):
            yield words, self._counts[words], self._seconds[words]
