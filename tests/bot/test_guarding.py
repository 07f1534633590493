"""A desk that is not alone any more stops."""

import pytest

from bot.guarding import guard
from models.locks import NotAlone
from models.unit import DatabaseTrouble


class ScriptedLock:
    """Answers what it was told to, in turn."""

    def __init__(self, answers: list[bool | Exception]) -> None:
        self.answers = answers

    def take(self) -> None:
        """Is never asked to."""

    def release(self) -> None:
        """Is never asked to."""

    def held(self) -> bool:
        """Answer."""
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_trouble_is_waited_out_and_a_loss_ends_the_desk() -> None:
    """It looks again and again until the lock is lost."""
    lock = ScriptedLock([True, DatabaseTrouble("away"), True, False])
    with pytest.raises(NotAlone, match="lost its database"):
        await guard(lock, 0)
    assert lock.answers == []
