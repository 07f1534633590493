"""What happened while desks lived and died, as it was seen from outside: facts to be judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody did, and the update that told the desk of it.

    ``what`` is the data of the button that was pressed, or ``say``. ``about`` is the number of the
    ticket that was meant, as people read it; ``words`` about a ticket are said once only in a
    whole history. Who presses Submit means the words that the form shows.
    """

    update_id: int
    person_id: int
    chat_id: int
    what: str
    words: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """Somebody pressed Submit for words, and read this number."""

    person_id: int
    words: str
    number: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the desk that came into a chat in a life (counted from 0)."""

    life: int
    chat_id: int
    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a life ended: ``killed``, or else by itself or as an operator ends it."""

    how: str
    killed: bool


@dataclass(slots=True)
class History:
    """One town from its first desk to its last.

    ``expired`` are updates that Telegram dropped unasked, as it does with presses after 150
    seconds; ``waiting`` those it still had at the end. ``removed`` are messages that people
    deleted, by chat and id.
    """

    deeds: list[Deed] = field(default_factory=list)
    filed: list[Filed] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    endings: list[Ending] = field(default_factory=list)
    expired: set[int] = field(default_factory=set)
    waiting: set[int] = field(default_factory=set)
    poisons: set[int] = field(default_factory=set)
    removed: set[tuple[int, int]] = field(default_factory=set)


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Records:
    """What the database holds at the end: the rows of its tables, by name."""

    tables: Mapping[str, Sequence[Row]]
    ended_at: datetime

    def of(self, table: str) -> Sequence[Row]:
        """Return the rows of a table."""
        return self.tables.get(table, ())
