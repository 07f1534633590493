"""What one round of the delivery does in the database: write down, claim, look."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.desk import Letter
from bot.letters import letter_for
from bot.postman import Outcome
from domain.alerts import Alert
from domain.facts import Card
from domain.traces import trace_of
from models import alerts, outbox
from models.crashes import crash_point
from models.outbox import Debt
from models.outlooks import Outlook, creditors, outlook, outlooks
from models.unit import StatementFailed, Unit
from services.alerts import give_up

_SILENT = 20  # debts of one chat about which there is nothing to say, in one round
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """What a round found: letters to carry, chats that are owed something, chats that failed."""

    letters: list[Letter] = field(default_factory=list)
    outlooks: list[Outlook] = field(default_factory=list)
    failed: set[int] = field(default_factory=set)

    def silent(self, chosen: Iterable[int]) -> set[int]:
        """Return those of the chosen chats to which nothing is to be carried."""
        return set(chosen).difference(letter.debt.chat_id for letter in self.letters)

    @contextmanager
    def alone(self, unit: Unit, *chats: int) -> Iterator[None]:
        """Let what is done for a chat, or to look at all at once, fail alone: the rest goes on."""
        try:
            with unit.part():
                yield
        except StatementFailed:
            raise  # it is the database's fault, and the round is made again
        except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
            who = ", ".join(map(str, chats)) or "some chat"
            log.error("messages to %s are held up: %s", who, trace_of(error))  # noqa: TRY400  as above
            self.failed.update(chats)


@dataclass(frozen=True, slots=True)
class Round:
    """One round.

    ``chosen`` are the chats to pay, ``doubtful`` those to look at, None for all. ``aside`` are
    those that failed before: operators know of them.
    """

    sent: tuple[Outcome, ...]
    chosen: tuple[int, ...]
    doubtful: frozenset[int] | None
    aside: frozenset[int]

    def work(self, unit: Unit) -> Found:
        """Write down what was sent, and find what to do next."""
        for outcome in self.sent:
            outcome(unit)
        crash_point("delivery.settled")
        found = Found()
        self._write(unit, found)
        crash_point("delivery.written")
        self._look(unit, found)
        if found.failed - self.aside:
            alerts.note(unit, Alert.HELD_UP)
        return found

    def _write(self, unit: Unit, found: Found) -> None:
        cards: dict[int, Card] = {}
        for chat_id in self.chosen:
            with found.alone(unit, chat_id):
                letter = _next_letter(unit, chat_id, cards)
                found.letters.extend([letter] if letter else [])

    def _look(self, unit: Unit, found: Found) -> None:
        looked = False
        if self.doubtful is None:
            with found.alone(unit):
                found.outlooks.extend(outlooks(unit))
                looked = True
        if not looked:
            doubtful = creditors(unit) if self.doubtful is None else self.doubtful
            self._look_at_each(unit, found, doubtful.union(found.silent(self.chosen)))

    def _look_at_each(self, unit: Unit, found: Found, doubtful: frozenset[int]) -> None:
        for chat_id in doubtful - found.failed:
            with found.alone(unit, chat_id):
                seen = outlook(unit, chat_id)
                found.outlooks.extend([seen] if seen else [])
        again = (Outlook(each, unit.now, urgent=False, first=0) for each in found.failed)
        found.outlooks.extend(again)


def _next_letter(unit: Unit, chat_id: int, cards: dict[int, Card]) -> Letter | None:
    """Return the letter for what a chat is owed first; what need not be said is settled."""
    for _ in range(_SILENT):
        debt = outbox.claim(unit, chat_id)
        crash_point("delivery.claimed")
        letter = _write(unit, debt, cards) if debt else None
        if letter is not None or debt is None:
            return letter
    return None


def _write(unit: Unit, debt: Debt, cards: dict[int, Card]) -> Letter | None:
    """Return the letter for a debt; one that cannot be written is settled, not tried for ever."""
    try:
        with unit.part():  # its own failed statement must not end the unit
            letter = letter_for(unit, debt, cards)
    except StatementFailed:
        raise  # it is the database's fault, and the letter is written again
    except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
        log.error("debt %s could not be written: %s", debt.id, trace_of(error))  # noqa: TRY400  as above
        give_up(unit, debt, f"not written: {type(error).__name__}")
        return None
    if letter is None:
        outbox.settle(unit, debt.id, outbox.UNSAID)
    return letter
