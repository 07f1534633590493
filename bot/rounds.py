"""What one round of the delivery does in the database: write down, claim, look."""

import logging
from dataclasses import dataclass

from bot.desk import Letter
from bot.letters import letter_for
from bot.postman import Outcome
from domain.facts import Card
from domain.traces import trace_of
from models import outbox
from models.crashes import crash_point
from models.outbox import Debt
from models.outlooks import Outlook, outlook, outlooks
from models.unit import StatementFailed, Unit
from services.alerts import give_up

_SILENT = 20  # debts of one chat about which there is nothing to say, in one round
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Round:
    """One round.

    ``chosen`` are the chats to pay, ``doubtful`` those to look at, None for all.
    """

    sent: tuple[Outcome, ...]
    chosen: tuple[int, ...]
    doubtful: frozenset[int] | None

    def work(self, unit: Unit) -> tuple[list[Letter], list[Outlook]]:
        """Return the letters to carry now, and what is owed to the chats that were looked at."""
        for outcome in self.sent:
            outcome(unit)
        crash_point("delivery.settled")
        cards: dict[int, Card] = {}
        written = [_next_letter(unit, chat_id, cards) for chat_id in self.chosen]
        crash_point("delivery.written")
        if self.doubtful is None:
            return [letter for letter in written if letter], outlooks(unit)
        silent = [
            chat_id for chat_id, letter in zip(self.chosen, written, strict=True) if not letter
        ]
        seen = [outlook(unit, chat_id) for chat_id in self.doubtful.union(silent)]
        return [letter for letter in written if letter], [each for each in seen if each]


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
        outbox.settle(unit, debt.id, "nothing to say any more")
    return letter
