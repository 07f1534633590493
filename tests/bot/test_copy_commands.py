"""``python -m bot backup`` and ``restore``: what they say, and where they write."""

from pathlib import Path

import pytest

from bot.__main__ import main


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of a desk that is not there yet."""
    file = tmp_path / "desk.db"
    monkeypatch.setenv("CARETAKER_DATABASE_URL", f"sqlite:///{file}")
    return file


def test_a_copy_has_its_usual_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the database, by the moment; the command says where."""
    assert main(["backup"]) == 0
    (copy,) = (tmp_path / "copies").iterdir()
    assert copy.name.startswith("desk-20")
    assert capsys.readouterr().out == f"{copy}: 0 rows, {copy.stat().st_size} bytes.\n"


def test_a_copy_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever wants it gone moves it away."""
    copy = tmp_path / "copy.zip"
    copy.write_text("precious")
    assert main(["backup", str(copy)]) == 2
    said = f"{copy} is there already: write to another file, or move it away.\n"
    assert capsys.readouterr().err == said
    assert copy.read_text() == "precious"


def test_a_copy_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A full disk and a place that is none are said in one sentence."""
    (tmp_path / "file").touch()
    assert main(["backup", str(tmp_path / "file" / "copy.zip")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_what_a_copy_replaces_is_kept(
    tmp_path: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A damaged file is set aside, and only when that was asked for."""
    copy = tmp_path / "copy.zip"
    assert main(["backup", str(copy)]) == 0
    database.write_bytes(b"not a database at all")

    assert main(["restore", str(copy)]) == 2
    assert database.read_bytes() == b"not a database at all"

    assert main(["restore", str(copy), "--replace"]) == 0
    (aside,) = tmp_path.glob("desk.db.damaged-*")
    assert aside.read_bytes() == b"not a database at all"
    assert str(aside) in capsys.readouterr().out
    assert main(["backup"]) == 0


def test_a_copy_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence and status 2; no database is made."""
    assert main(["restore", str(tmp_path / "copy.zip")]) == 2
    assert capsys.readouterr().err.endswith(
        "copy.zip cannot be read: No such file or directory.\n"
    )
    assert list(tmp_path.iterdir()) == []
