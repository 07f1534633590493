"""What the machine gives the desk: room on its disk, copies, letters for charts."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from bot.settings import Settings
from domain.findings import Finding
from models.health import COPIES, file_of

_LOW, _FULL = 1_000, 100
"""Megabytes that are few, and too few: a large school writes some hundred in a year."""

_FRESH = timedelta(hours=36)
_MEGABYTE = 1_000_000
_HOUR = timedelta(hours=1)


def look(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield what is found on the machine."""
    file = file_of(settings.database_url) or Path("var/caretaker.db")
    folder = next(each for each in file.absolute().parents if each.is_dir())
    yield _disk(shutil.disk_usage(folder).free // _MEGABYTE)
    yield _copies(file.parent / COPIES, now)
    yield _font()


def _disk(free: int) -> Finding:
    if free >= _LOW:
        return Finding("disk", "good", {"gigabytes": free // 1_000})
    return Finding("disk", "full" if free < _FULL else "low", {"megabytes": free})


def _copies(folder: Path, now: datetime) -> Finding:
    made = [copy.stat().st_mtime for copy in folder.glob("*.zip")]
    if not made:
        return Finding("copies", "none", {"folder": str(folder)})
    age = now - datetime.fromtimestamp(max(made), UTC)
    return Finding("copies", "good" if age < _FRESH else "old", {"hours": max(age // _HOUR, 0)})


def _font() -> Finding:
    """Look for the font that views.charts draws with."""
    try:
        found = (files("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc").is_file()
    except ModuleNotFoundError:
        found = False
    return Finding("font", "good" if found else "missing")
