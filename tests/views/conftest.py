"""Snapshots of screens: plain files, rewritten with ``--update-snapshots``."""

from pathlib import Path

import pytest

from views.screens import Screen

FOLDER = Path(__file__).parent / "snapshots"


class Snapshots:
    """The files that screens are compared with."""

    def __init__(self, *, update: bool) -> None:
        self._update = update

    def check(self, path: str, screen: Screen) -> None:
        """Compare a screen with its file, or write the file."""
        file, seen = FOLDER / path, written(screen)
        if self._update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(seen, encoding="utf-8")
        assert file.is_file(), f"no snapshot {path}: run pytest tests/views --update-snapshots"
        assert seen == file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def snapshots(request: pytest.FixtureRequest) -> Snapshots:
    """Return the snapshots, to be compared or rewritten."""
    return Snapshots(update=request.config.getoption("--update-snapshots"))


def written(screen: Screen) -> str:
    """Return a screen as people read it in a file: text, then a line for each row of buttons."""
    rows = (
        " | ".join(f"[{button.label}] {button.press}" for button in row) for row in screen.rows
    )
    photo = [f"(photo {screen.photo})"] if screen.photo else []
    return "\n".join([*photo, screen.text, *(["", *rows] if screen.rows else []), ""])
