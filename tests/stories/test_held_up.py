"""Something in the database that nobody foresaw: one chat waits for it, and no other."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from models.unit import Unit
from tests.stories.conftest import TEACHER
from tests.stories.desk import REPAIR, Desk
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone
from tests.stories.test_trouble import owe_words

TOLD = "has held up"
ALL_HELD_UP = "messages to all chats are held up"
_OF_TEAM = f"SELECT min(id) FROM outbox WHERE settled_at IS NULL AND chat_id = {REPAIR}"  # noqa: S608  no input
_TOO_LONG = '{"words": ' + "9" * 5_000 + "}"
_NO_MOMENT = {"sqlite": "0", "postgresql": "-infinity"}
_OF_TEAMS_CHAT = f"NEW.chat_id = {REPAIR}"
_FAILS = "RETURNS trigger AS 'BEGIN RAISE data_exception; END' LANGUAGE plpgsql"
_CALLS = "FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION {name}()"
_BREAK = {
    "sqlite": (
        "CREATE TRIGGER {name} BEFORE {change} WHEN ({when}) BEGIN SELECT RAISE(ABORT, ''); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION {{name}}() {_FAILS}",
        f"CREATE TRIGGER {{name}} BEFORE {{change}} {_CALLS}",
    ),
}
_MEND = {
    "sqlite": ("DROP TRIGGER IF EXISTS {name}",),
    "postgresql": ("DROP FUNCTION IF EXISTS {name} CASCADE",),
}


def does(statements: tuple[str, ...], unit: Unit) -> None:
    """Do something to the database that no part of the desk does."""
    for statement in statements:
        unit.native.exec_driver_sql(statement)


def owe_what_cannot_be_read(column: str, value: str, unit: Unit) -> None:
    """Owe a team three messages, with something in the first that cannot be read."""
    owe_words(REPAIR, 3, unit)
    does((f"UPDATE outbox SET {column} = '{value}' WHERE id = ({_OF_TEAM})",), unit)  # noqa: S608  no input


@asynccontextmanager
async def broken(
    desk: Desk, change: str, when: str = _OF_TEAMS_CHAT, name: str = "broken"
) -> AsyncIterator[None]:
    """Let every such change of a row fail, until the block ends."""
    kind = desk.program.units.engine.dialect.name
    told = {"change": change, "when": when, "name": name}
    begun, ended = (tuple(each.format(**told) for each in way[kind]) for way in (_BREAK, _MEND))
    await desk.program.units.run(partial(does, begun))
    try:
        yield
    finally:
        await desk.program.units.run(partial(does, ended))


async def test_facts_that_cannot_be_read(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """That message alone is given up, and an operator is told; the next ones to its chat come."""
    await files_a_repair(anna)
    await desk.program.units.run(partial(owe_what_cannot_be_read, "facts", _TOO_LONG))
    await desk.program.units.run(partial(owe_words, TEACHER, 1))
    await desk.people.quiet()
    assert [await wang.counts(f"word {each}.") for each in range(3)] == [0, 1, 1]
    assert await anna.counts("word 0.") == 1
    await desk.forward(minutes=1)
    assert await chen.counts("refused for good") == 1


async def test_a_moment_that_cannot_be_read(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """No look at the whole outbox is possible any more: each chat is looked at by itself."""
    await files_a_repair(anna)
    wrong = _NO_MOMENT[desk.program.units.engine.dialect.name]
    await desk.program.units.run(partial(owe_what_cannot_be_read, "due_at", wrong))
    await desk.forward(minutes=1)
    await desk.program.units.run(partial(owe_words, TEACHER, 1))
    await desk.people.quiet()
    assert await anna.counts("word 0.") == 1
    await desk.forward(minutes=10)
    assert not await wang.sees("word 0.")
    assert await chen.counts(TOLD) == 1

    mend = f"UPDATE outbox SET due_at = owed_at WHERE id = ({_OF_TEAM})"  # noqa: S608  no input
    await desk.program.units.run(partial(does, (mend,)))
    await desk.forward(minutes=6)
    assert [await wang.counts(f"word {each}.") for each in range(3)] == [1, 1, 1]


async def test_a_chat_whose_debts_cannot_be_changed(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """Others hear at once, operators once; it is tried again, and hears all in order."""
    await files_a_repair(anna)
    async with broken(desk, "UPDATE ON outbox"):
        await desk.program.units.run(partial(owe_words, REPAIR, 2))
        await desk.program.units.run(partial(owe_words, TEACHER, 1))
        await desk.people.quiet()
        assert await anna.counts("word 0.") == 1
        await desk.forward(minutes=30)
        assert not await wang.sees("word 0.")
        assert await chen.counts(TOLD) == 1
    await desk.forward(minutes=6)
    assert [await wang.counts(f"word {each}.") for each in range(2)] == [1, 1]


async def test_what_was_sent_and_cannot_be_written_down(
    desk: Desk, anna: Telephone, wang: Telephone, chen: Telephone
) -> None:
    """It is not sent again and again; operators are told, and the next message comes."""
    await files_a_repair(anna)
    async with broken(desk, "INSERT ON post"):
        await desk.program.units.run(partial(owe_words, REPAIR, 1))
        await desk.forward(minutes=15)
        assert await wang.counts("word 0.") == 1
        assert await chen.counts("refused for good") == 1
    await desk.program.units.run(partial(owe_words, REPAIR, 2))
    await desk.people.quiet()
    assert await wang.counts("word 1.") == 1


async def test_a_round_that_fails_as_a_whole(
    desk: Desk, anna: Telephone, wang: Telephone, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even that a chat is held up can be noted: all wait, and hear it when it is mended."""
    await files_a_repair(anna)
    async with (
        broken(desk, "UPDATE ON outbox"),
        broken(desk, "INSERT ON alert", "1 = 1", "mute"),
    ):
        await desk.program.units.run(partial(owe_words, REPAIR, 1))
        await desk.program.units.run(partial(owe_words, TEACHER, 1))
        while ALL_HELD_UP not in caplog.text:  # noqa: ASYNC110  a log has no event
            await asyncio.sleep(0.01)
        assert [await who.counts("word 0.") for who in (anna, wang)] == [0, 0]
    await desk.forward(minutes=6)
    assert await anna.counts("word 0.") == 1
    assert await wang.counts("word 0.") == 1
