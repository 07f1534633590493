"""``python -m bot parked``: the list, one of it, once more, no more."""

from getpass import getuser
from pathlib import Path

import pytest

from bot.databases import open_units
from bot.settings import Settings
from models import updates
from tests.processes.commands import outcome
from tests.support.clocks import StillClock


class _StillClock(StillClock):
    async def sleep_until(self, _: object) -> None:
        """Nobody waits here."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a database with two parked updates."""
    url = f"sqlite:///{tmp_path}/desk.db"
    units = open_units(Settings(database_url=url), _StillClock())
    with units.open() as unit:
        updates.park(unit, 7, '{"update_id":7,"text":"漏水"}', "failed: ValueError at a.py:1", 5)
        updates.park(unit, None, "{oops", "not JSON: JSONDecodeError")
    units.close()
    return url


FIRST = "1  2026-11-23 01:00 UTC  update 7  tried 5x  failed: ValueError at a.py:1"
SECOND = "2  2026-11-23 01:00 UTC  without an id  tried 0x  not JSON: JSONDecodeError"


def test_list_show_replay_drop(tmp_path: Path, url: str) -> None:
    """Each act in turn, on the terminal."""

    def says(*act: str) -> tuple[int, list[str]]:
        status, said = outcome(tmp_path, "parked", *act, database_url=url)
        return status, said.splitlines()

    assert says() == says("list") == (0, [FIRST, SECOND])
    assert says("show", "1") == (0, [FIRST, '{"update_id":7,"text":"漏水"}'])
    again = "1 is handled again as soon as the desk runs, within 15 seconds."
    assert says("replay", "1") == (0, [again])
    assert says("list") == (0, [FIRST.replace("tried 5x", "asked for again"), SECOND])
    for number in ("1", "2"):
        dropped = f"{number} is dropped: it is listed no more and cannot be handled again."
        assert says("drop", number) == (0, [dropped])
    for act in ("replay", "drop"):
        assert says(act, "1") == (0, ["1 is dropped already; nothing is done."])
    assert says() == (0, ["Nothing is parked."])
    _, audited = outcome(tmp_path, "audit", database_url=url)
    changed = [line.split(f"account {getuser()}  ")[1] for line in audited.splitlines()]
    drops = ["parked drop: number 2", "parked drop: number 1"]
    assert changed == [*drops, "parked replay: number 1"]


@pytest.mark.parametrize("number", ["3", "0", "-1", "9" * 30, "x"])
def test_a_number_that_is_not_there(number: str, tmp_path: Path, url: str) -> None:
    """One sentence and status 2."""
    status, said = outcome(tmp_path, "parked", "show", number, database_url=url)
    assert (status, said.count("\n")) == (2, 1)
