"""What must be true of a desk after any number of bad days, once it has had a calm hour."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from domain.alerts import Alert
from domain.tickets import parse_public_number
from models import tickets
from models.unit import Unit
from models.vitals import stand
from services.timing import Drift, check
from tests.crash.cases import Case
from tests.crash.checker import moves_are_allowed, moves_are_made_once, numbers_are_given_once
from tests.crash.history import History, Records
from tests.support.dumps import dump

_ALL = 1_000_000
_NEVER = (Alert.PARKED, Alert.FAILED, Alert.DRIFT, Alert.GIVEN_UP)
_HISTORY = (numbers_are_given_once, moves_are_allowed, moves_are_made_once)
"""What the judge of killed desks asks of the database alone."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What people saw: the numbers told to each requester, and the texts of each chat."""

    numbers: Mapping[int, Mapping[str, int]]
    texts: Mapping[int, Iterable[str]]

    @property
    def copies(self) -> int:
        """Return how many messages came more than once."""
        counted = [Counter(texts) for texts in self.texts.values()]
        return sum(times - 1 for texts in counted for times in texts.values())


def wrongs(unit: Unit, seen: Seen, copies_at_most: int) -> Iterator[str]:
    """Yield a sentence for each promise that was broken."""
    yield from _lost(unit, seen)
    yield from _doubled(unit, seen.numbers)
    yield from _waiting(unit)
    case = Case(History(), Records(dump(unit), unit.now))
    yield from (sentence for rule in _HISTORY for sentence in rule(case))
    if seen.copies > copies_at_most:
        yield f"{seen.copies} messages came twice, at most {copies_at_most} may"


def _lost(unit: Unit, seen: Seen) -> Iterator[str]:
    """Every ticket that somebody was told of is there, once, and theirs."""
    for person_id, numbers in seen.numbers.items():
        for number in numbers:
            kind_and_number = parse_public_number(number)
            ticket = tickets.numbered(unit, *kind_and_number) if kind_and_number else None
            if ticket is None or ticket.requester_id != person_id:
                yield f"{number} was told to {person_id}, who has no such ticket"


def _doubled(unit: Unit, people: Iterable[int]) -> Iterator[str]:
    """Nobody says the same words twice, so no two tickets have the same."""
    words = Counter(
        ticket.words for each in people for ticket in tickets.of_requester(unit, each, _ALL)
    )
    yield from (f"{times} tickets say {said!r}" for said, times in words.items() if times > 1)


def _waiting(unit: Unit) -> Iterator[str]:
    """Everything owed was paid, nothing failed, and clocks are what their histories say."""
    found = stand(unit)
    if found.oldest is not None and found.oldest <= unit.now:
        yield f"something is owed since {found.oldest}"
    for alert in _NEVER:
        if found.alerts.get(alert):
            yield f"{found.alerts[alert]} times: {alert}"
    for ticket in tickets.all_open(unit):
        try:
            check(unit, ticket.id)
        except Drift as drift:
            yield f"{ticket.public_number}: {drift}"
