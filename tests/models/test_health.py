"""A database that cannot be worked on is refused with what to do, and no other takes its place."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from models.health import Damaged, Unreachable, Unusable, begin_anew, examine
from tests.support.clocks import MONDAY
from tests.support.databases import Databases, PostgresServer, SqliteFiles

PAGE = 4096
NOBODY = 65534


@pytest.fixture
def file(sqlite: SqliteFiles) -> Iterator[Path]:
    """Give the file of a desk's database."""
    with sqlite.fresh() as url:
        yield Path(url.removeprefix("sqlite:///"))


def url_of(file: Path) -> str:
    """Return the URL of a file."""
    return f"sqlite:///{file}"


@contextmanager
def somebody_else() -> Iterator[None]:
    """Do something without the rights of root, which nothing is forbidden to."""
    mine = os.geteuid()
    if mine == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(mine)


def test_a_sound_database_is_left_as_it_is(databases: Databases) -> None:
    """Of either kind, while somebody writes into it too."""
    with databases.fresh() as url:
        examine(url)


def test_a_busy_database_is_sound(file: Path) -> None:
    """A desk that is writing does not keep an operator from looking."""
    with closing(sqlite3.connect(file, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        examine(url_of(file))


def test_a_new_file_is_a_database_from_its_first_moment(tmp_path: Path) -> None:
    """It gets its name when its header is written; nothing else stays in the folder."""
    file = tmp_path / "var" / "desk.db"
    examine(url_of(file))

    assert file.read_bytes().startswith(b"SQLite format 3")
    assert list(file.parent.iterdir()) == [file]


def test_an_empty_file_is_no_new_desk(tmp_path: Path) -> None:
    """A full disk or a broken copy leaves such a file; the newest copy is named."""
    file = tmp_path / "desk.db"
    file.touch()
    (tmp_path / "copies").mkdir()
    for name in ("old.zip", "new.zip"):
        (tmp_path / "copies" / name).write_text(name)
    os.utime(tmp_path / "copies" / "old.zip", (1, 1))

    with pytest.raises(Damaged, match=r"is empty.*restore .*/copies/new\.zip --replace"):
        examine(url_of(file))
    assert file.stat().st_size == 0


@pytest.mark.parametrize("ending", ["-wal", ".lock"])
def test_a_file_that_vanished_is_missed(tmp_path: Path, ending: str) -> None:
    """What a desk leaves beside its file shows that there was one."""
    file = tmp_path / "desk.db"
    Path(f"{file}{ending}").touch()

    with pytest.raises(Damaged, match="is gone"):
        examine(url_of(file))
    assert not file.exists()


def test_any_other_file_is_refused(tmp_path: Path) -> None:
    """Somebody's school.yaml is not written over."""
    file = tmp_path / "school.yaml"
    file.write_text("teams: []\n" * 1000)
    with pytest.raises(Damaged, match="is not a database"):
        examine(url_of(file))


@pytest.mark.parametrize("at", [PAGE, 5 * PAGE, 9 * PAGE])
def test_flipped_bytes_are_noticed(file: Path, at: int) -> None:
    """In the tables or their indexes, wherever the pages of a desk are used."""
    content = bytearray(file.read_bytes())
    content[at : at + 64] = bytes(byte ^ 0xFF for byte in content[at : at + 64])
    file.write_bytes(content)
    with pytest.raises(Damaged, match="is damaged"):
        examine(url_of(file))


def test_a_file_cut_short_is_noticed(file: Path) -> None:
    """As a copy that was interrupted leaves it."""
    file.write_bytes(file.read_bytes()[: 3 * PAGE])
    with pytest.raises(Damaged, match="is damaged"):
        examine(url_of(file))


def test_what_cannot_be_written_is_said(tmp_path: Path, file: Path) -> None:
    """A file of somebody else's, a folder of somebody else's, and a new file in it."""
    folder = Path("/tmp") / f"caretaker-{os.getpid()}"  # noqa: S108  pytest's own folders are closed to others
    folder.mkdir(mode=0o755)
    theirs = folder / "desk.db"
    try:
        theirs.write_bytes(file.read_bytes())
        theirs.chmod(0o444)
        folder.chmod(0o555)
        with somebody_else():
            for path in (theirs, folder / "new.db"):
                with pytest.raises(Unusable, match="writable for the user") as caught:
                    examine(url_of(path))
                assert not isinstance(caught.value, Damaged)
        theirs.chmod(0o000)
        with somebody_else(), pytest.raises(Unusable, match="cannot be read"):
            examine(url_of(theirs))
    finally:
        folder.chmod(0o755)
        theirs.unlink()
        folder.rmdir()


def test_what_a_new_file_replaces_is_kept_with_its_journal(tmp_path: Path) -> None:
    """A journal that stayed would be played into the file that takes the place."""
    file = tmp_path / "desk.db"
    for ending in ("", "-wal", "-shm", ".lock"):
        Path(f"{file}{ending}").write_text(ending)

    aside = begin_anew(url_of(file), MONDAY)

    assert aside is not None
    assert Path(f"{aside}-wal").read_text() == "-wal"
    left = {path.name for path in tmp_path.iterdir() if not path.name.startswith(aside.name)}
    assert left == {"desk.db", "desk.db.lock"}
    examine(url_of(file))


def test_a_server_that_is_away_may_come_back() -> None:
    """The sentence shows the address and never the password."""
    with pytest.raises(Unreachable, match=r"does not answer at .*127\.0\.0\.1:9/desk") as caught:
        examine("postgresql+psycopg://caretaker:hushhush@127.0.0.1:9/desk")
    assert "hushhush" not in str(caught.value)


@pytest.mark.parametrize(("user", "name"), [("nobody", "desk"), ("postgres", "no_such_desk")])
def test_a_server_that_refuses_wants_another_address(
    postgresql: PostgresServer, user: str, name: str
) -> None:
    """Nobody waits for a password or a database to mend itself."""
    with postgresql.fresh() as url:
        wrong = url.replace("postgres@", f"{user}@").replace("/desk?", f"/{name}?")
    with pytest.raises(Unusable, match="refuses") as caught:
        examine(wrong)
    assert not isinstance(caught.value, Unreachable)


def test_other_databases_are_not_known() -> None:
    """One sentence that says how the address begins."""
    with pytest.raises(Unusable, match="must begin with"):
        examine("mysql://desk")
