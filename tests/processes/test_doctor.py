"""``python -m bot doctor`` on a terminal and for scripts."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from os import utime
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.databases import open_units
from bot.doctor import machine
from bot.settings import Settings
from locales import text_in
from models.health import COPIES
from tests.bot.lines import LeapingClock
from tests.processes.commands import outcome
from tests.processes.school import TOKEN
from tests.support.databases import PostgresServer, make_tables
from tests.support.processes import running
from views.doctor import shown

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


async def test_while_the_desk_runs(settings: dict[str, str], tmp_path: Path) -> None:
    """A line for each thing, in the operator's language; the desk goes on.

    This world has one team's group only: the others are to be mended.
    """
    with running("bot", "run", folder=tmp_path, **settings) as desk:
        desk.until("the desk is open")
        status, said = outcome(tmp_path, "doctor", "--language", "en", **settings)
        assert status == 1
        ill = [line for line in said.splitlines() if line.startswith("✗")]
        assert ill
        assert all(line.startswith("✗ team chat: ") for line in ill), said
        assert "✓ team chat: repair: the bot is there and may write." in said
        assert re.search(r"✓ desk: is open \(process \d+\)\.", said)
        assert "数据库：可以使用" in outcome(tmp_path, "doctor", **settings)[1]
        assert desk.stops() == 0


@pytest.mark.parametrize("token", ["", TOKEN])
def test_before_the_first_start(tmp_path: Path, token: str) -> None:
    """Nothing is made by looking; status 1, and what to do first."""
    told = {"token": token, "api_base": "http://127.0.0.1:9"}
    status, said = outcome(tmp_path, "doctor", "--json", **told)
    found = {row["check"]: row for row in json.loads(said)}
    assert status == 1
    assert found["token"]["found"] == ("unreachable" if token else "missing")
    assert found["token"]["state"] == "bad"
    assert found["database"]["found"] == "absent"
    assert not (tmp_path / "var").exists()
    assert TOKEN.partition(":")[2] not in said


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda file: file.write_bytes(b"no database at all" * 100), "unusable"),
        (lambda file: file.write_bytes(b""), "unusable"),
    ],
)
def test_a_database_that_cannot_be_used(
    tmp_path: Path, spoil: Callable[[Path], int], what: str
) -> None:
    """The sentence that refuses the start is in the line."""
    file = tmp_path / "desk.db"
    url = f"sqlite:///{file}"
    make_tables(url)
    spoil(file)
    status, said = outcome(tmp_path, "doctor", "--json", database_url=url)
    (row,) = (each for each in json.loads(said) if each["check"] == "database")
    assert (status, row["found"]) == (1, what)
    assert "python -m bot restore" in row["words"]


def test_a_closed_desk_on_postgresql(postgresql: PostgresServer, tmp_path: Path) -> None:
    """It is asked for by its lock; an empty database is an older one, and stays as it is."""
    with postgresql.empty() as url:
        _, said = outcome(tmp_path, "doctor", "--json", database_url=url)
        assert '"found": "older"' in said
        open_units(Settings(database_url=url), LeapingClock()).close()
        _, said = outcome(tmp_path, "doctor", "--json", database_url=url)
    found = {row["check"]: row["found"] for row in json.loads(said)}
    assert (found["database"], found["desk"], found["school"]) == ("good", "closed", "none")


@pytest.mark.parametrize(("hours", "what"), [(None, "none"), (1, "good"), (40, "old")])
def test_copies_are_counted_by_their_age(tmp_path: Path, hours: int | None, what: str) -> None:
    """The newest one counts."""
    if hours is not None:
        (tmp_path / COPIES).mkdir()
        for age in (hours, 1000):
            made = (NOW - timedelta(hours=age)).timestamp()
            copy = tmp_path / COPIES / f"{age}.zip"
            copy.touch()
            utime(copy, (made, made))
    looked = machine.look(Settings(database_url=f"sqlite:///{tmp_path}/desk.db"), NOW)
    found = {each.check: each for each in looked}
    assert found["copies"].found == what
    assert found["font"].found == "good"
    assert found["disk"].facts["gigabytes"]


@pytest.mark.parametrize(
    ("free", "what", "said"),
    [
        (1_000_000_000, "good", "还有 1 GB。"),
        (999_000_000, "low", "只剩 999 MB：清理磁盘，或把备份挪到别处。"),
        (99_000_000, "full", "只剩 99 MB，服务台快要写不下了：马上清理磁盘。"),
    ],
)
def test_little_room_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, what: str, said: str
) -> None:
    """In gigabytes while there is enough, in megabytes when each counts."""
    # no test can fill the machine's disk: only what it says of itself is another number
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=free))
    looked = machine.look(Settings(database_url=f"sqlite:///{tmp_path}/desk.db"), NOW)
    (disk,) = (each for each in looked if each.check == "disk")
    assert disk.found == what
    assert shown([disk], text_in("zh_Hans"))[1:] == f" 磁盘：{said}\n"
