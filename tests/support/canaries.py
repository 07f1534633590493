"""Words that must never be in a log: what people in tests are called and write, and tokens."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

CANARY = "канарейка-7f3a"
"""For tests that make up names and words by the thousand."""

NEVER_LOGGED = (
    CANARY,
    CANARY.encode("unicode_escape").decode(),
    "Anna",
    "李安娜",
    "The tap in the washroom",
    "what somebody wrote",
    "token-of-no",
    "secret-of-this-test",
)


def tells_too_much(said: str) -> bool:
    """Tell whether something that was said has words that must never be in a log."""
    return any(words in said for words in NEVER_LOGGED)


class _Ear(logging.Handler):
    """Hears every record, with its traceback, as an operator would read it."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(logging.Formatter("%(name)s %(levelname)s %(message)s"))
        self.leaks: list[str] = []
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record that tells too much, and every error."""
        said = self.format(record)
        if tells_too_much(said):
            self.leaks.append(said)
        if record.levelno >= logging.ERROR:
            self.errors.append(said)


@contextmanager
def listening(level: int = logging.DEBUG) -> Iterator[_Ear]:
    """Hear all that is logged from a level on, until the block ends."""
    root, ear = logging.getLogger(), _Ear()
    before = root.level
    root.addHandler(ear)
    root.setLevel(level)
    try:
        yield ear
    finally:
        root.setLevel(before)
        root.removeHandler(ear)
