"""A desk on a database that cannot be worked on: one sentence, status 2, nothing changed."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes.commands import outcome
from tests.processes.school import TOKEN
from tests.support.databases import SqliteFiles

_AWAY = "postgresql+psycopg://caretaker:hushhush@127.0.0.1:9/desk"


def _run(folder: Path, database_url: str) -> tuple[int, str]:
    nowhere = "http://127.0.0.1:9"
    return outcome(folder, "run", token=TOKEN, api_base=nowhere, database_url=database_url)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"teams: []\n" * 1000, "is not a database")]
)
def test_a_file_that_no_desk_left(tmp_path: Path, content: bytes, words: str) -> None:
    """It stays, byte for byte, and the way back to a copy is told."""
    file = tmp_path / "desk.db"
    file.write_bytes(content)

    status, said = _run(tmp_path, f"sqlite:///{file}")

    assert (status, said.count("\n")) == (2, 1)
    assert words in said
    assert "python -m bot restore" in said
    assert file.read_bytes() == content


def test_tables_of_a_newer_program(tmp_path: Path, sqlite: SqliteFiles) -> None:
    """Both revisions are named."""
    with sqlite.fresh() as url, closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
        status, said = _run(tmp_path, url)

    assert (status, said.count("\n")) == (2, 1)
    assert "The tables are at revision 9999" in said


def test_a_server_that_is_away(tmp_path: Path) -> None:
    """Status 1: whoever supervises the desk starts it again until the server is there."""
    status, said = _run(tmp_path, _AWAY)
    assert (status, said.count("\n")) == (1, 1)
    assert "PostgreSQL does not answer" in said
    assert "hushhush" not in said


def test_other_commands_say_the_same(tmp_path: Path) -> None:
    """Whatever opens the database looks at it first."""
    file = tmp_path / "desk.db"
    file.touch()
    status, said = outcome(tmp_path, "sla", "explain", "R-1001", database_url=f"sqlite:///{file}")
    assert (status, said.count("\n")) == (2, 1)
    assert "is empty" in said
