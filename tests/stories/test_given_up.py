"""The database refuses a statement while a letter is written: no fault of the others."""

from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import Engine, event

from tests.stories.conftest import TEACHER
from tests.stories.desk import Desk
from tests.stories.filing import two_repairs
from tests.stories.telephone import Telephone
from tests.stories.test_summaries import owe_news

_FAILS = {
    "postgresql": (
        "DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$",
        "SELECT pg_terminate_backend(pg_backend_pid())",
    ),
    "sqlite": ("SELECT * FROM a_disk_that_cannot_be_read",) * 2,
}
_WRONG = {"postgresql": "SELECT 1 / 0", "sqlite": "SELECT ?"}


def fails_once(engine: Engine, statement: str) -> Callable[..., tuple[str, object]]:
    """Return a listener that puts a failing statement in place of the next look for an event."""
    left = [statement]

    def change(*call: object) -> tuple[str, object]:
        said, values = str(call[2]), call[3]
        if "FROM event" in said and left:
            return left.pop(), ()
        return said, values

    event.listen(engine, "before_cursor_execute", change, retval=True)
    return change


async def heard_of(news: int, desk: Desk, anna: Telephone, statement: str) -> int:
    """Owe so much news, let a statement fail for the first, and return how much of it came."""
    before = await anna.counts("was accepted by")
    engine = desk.program.units.engine
    listener = fails_once(engine, statement)
    await desk.program.units.run(partial(owe_news, TEACHER, news))
    await desk.forward(minutes=1)
    event.remove(engine, "before_cursor_execute", listener)
    return await anna.counts("was accepted by") - before


async def test_a_letter_with_an_error_of_its_own_is_given_up(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """No letter ends the desk: the next one, to the same person, arrives."""
    await two_repairs(anna, wang)
    assert await heard_of(2, desk, anna, _WRONG[desk.program.units.engine.dialect.name]) == 1


@pytest.mark.parametrize("how", [0, 1])
async def test_a_letter_is_written_again(
    desk: Desk, anna: Telephone, wang: Telephone, how: int
) -> None:
    """It arrives a moment later, and the desk goes on."""
    await two_repairs(anna, wang)
    assert await heard_of(1, desk, anna, _FAILS[desk.program.units.engine.dialect.name][how]) == 1
