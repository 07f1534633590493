"""What is written down after a letter could not be delivered, for each class of failure."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.desk import Letter
from bot.failures import Failure, failure_of, wait_of
from bot.telegram import TelegramError, TelegramUnreachable
from models import chats, outbox, posts
from models.unit import Unit
from services.alerts import give_up
from services.chats import failed, move

TRIES = 5


@dataclass(frozen=True, slots=True)
class Trouble:
    """A letter that did not arrive, why, and when that was."""

    letter: Letter
    error: TelegramError | TelegramUnreachable
    at: datetime

    @property
    def next_try(self) -> datetime:
        """Return when Telegram may be asked again for this chat."""
        return self.at + wait_of(self.error, self.letter.debt.attempts)


def write_down(trouble: Trouble, unit: Unit) -> None:
    """Settle the debt, or put it off until there is a chance."""
    _CONSEQUENCES[failure_of(trouble.error)](trouble, unit)


def _again(trouble: Trouble, unit: Unit) -> None:
    outbox.put_off(unit, trouble.letter.debt, trouble.next_try)


def _slowed(trouble: Trouble, unit: Unit) -> None:
    chats.note(unit, trouble.letter.chat_id, quiet_until=trouble.next_try)
    _again(trouble, unit)


def _moved(trouble: Trouble, unit: Unit) -> None:
    """Follow the group; what was owed to it goes on to its new chat."""
    parameters = trouble.error.parameters if isinstance(trouble.error, TelegramError) else {}
    move(unit, trouble.letter.chat_id, int(parameters["migrate_to_chat_id"]))
    outbox.put_off(unit, trouble.letter.debt, trouble.at)


def _unreachable(trouble: Trouble, unit: Unit) -> None:
    """Give up; that a team or a person hears nothing any more is shown to those who must know."""
    letter = trouble.letter
    failed(unit, letter.debt, letter.chat_id, str(trouble.error))
    _given_up(trouble, unit)


def _not_ours(trouble: Trouble, unit: Unit) -> None:
    """Keep it for when the outage is over that this refusal began (:mod:`bot.outages`)."""
    outbox.give_back(unit, trouble.letter.debt)


def _refused(trouble: Trouble, unit: Unit) -> None:
    """Try an unknown refusal a few times, because its words may have changed.

    A message that cannot be redrawn for a reason nobody knows may be gone: it is sent anew then.
    """
    letter = trouble.letter
    if letter.debt.attempts < TRIES:
        _again(trouble, unit)
    elif letter.edit is not None and letter.anew:
        posts.forget(unit, letter.edit.chat_id, letter.edit.message_id)
        _again(trouble, unit)
    else:
        give_up(unit, letter.debt, f"given up: {trouble.error}")


def _given_up(trouble: Trouble, unit: Unit) -> None:
    outbox.settle(unit, trouble.letter.debt.id, f"given up: {trouble.error}")


_CONSEQUENCES: dict[Failure, Callable[[Trouble, Unit], None]] = {
    Failure.PASSING: _again,
    Failure.SLOW_DOWN: _slowed,
    Failure.MOVED: _moved,
    Failure.UNREACHABLE: _unreachable,
    Failure.NOT_OURS: _not_ours,
    Failure.NOTHING_NEW: _given_up,
    Failure.MESSAGE_GONE: _refused,
    Failure.OTHER_SHAPE: _refused,
    Failure.TOPIC_GONE: _unreachable,  # without a topic it is the whole chat that is closed
    Failure.NO_FILES: _refused,
    Failure.TOO_LATE: _given_up,
    Failure.UNKNOWN: _refused,
}
