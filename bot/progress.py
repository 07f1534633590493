"""A bar that shows on a terminal how far a command is."""

import sys
from typing import Self

_WIDTH = 40


class Bar:
    """Counts up to ``total``; it shows nothing where nobody watches, in a log or a mail."""

    def __init__(self, words: str, total: int) -> None:
        self._words = words
        self._total = max(total, 1)
        self._done = 0
        self._shown = -1

    def __enter__(self) -> Self:
        self.tell(0)
        return self

    def __exit__(self, *_: object) -> None:
        if sys.stderr.isatty():
            sys.stderr.write("\n")

    def tell(self, more: int) -> None:
        """Count more of it as done."""
        self._done += more
        percent = min(100 * self._done // self._total, 100)
        if percent == self._shown or not sys.stderr.isatty():
            return
        self._shown = percent
        filled = _WIDTH * percent // 100
        sys.stderr.write(f"\r{self._words} [{'#' * filled}{'.' * (_WIDTH - filled)}] {percent} %")
        sys.stderr.flush()
