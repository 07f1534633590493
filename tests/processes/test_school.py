"""``python -m bot school``, from a file to the edition in force."""

from pathlib import Path

import pytest

from bot.clock import MachineClock
from bot.databases import open_units
from bot.school import dump, fingerprint, load
from bot.settings import Settings
from models import tickets
from services.people import person_for
from services.schools import apply
from tests.processes.commands import outcome
from tests.processes.school import SCHOOL
from tests.support.tickets import REQUESTER, filed


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a database with the example in force, and R-1001 open at the repair team."""
    url = f"sqlite:///{tmp_path}/desk.db"
    units = open_units(Settings(database_url=url), MachineClock())
    with units.open() as unit:
        school = load(SCHOOL)
        apply(unit, school, (dump(school), fingerprint(school)), {})
        person_for(unit, REQUESTER, "Anna")
        filed(unit)
    units.close()
    return url


@pytest.fixture
def renamed(tmp_path: Path) -> Path:
    """Give a file in which the repair team has another code."""
    text = SCHOOL.read_text(encoding="utf-8")
    for before in ("team: repair", "of repair", "\n  repair:"):
        text = text.replace(before, before.replace("repair", "works"))
    file = tmp_path / "renamed.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_correct_file_is_called_correct(tmp_path: Path) -> None:
    """Status 0, without a database."""
    status, said = outcome(tmp_path, "school", "check", str(SCHOOL))
    assert status == 0
    assert "correct. 9 teams" in said
    assert not list(tmp_path.iterdir())


def test_a_wrong_file_is_refused_with_line_and_path(tmp_path: Path) -> None:
    """Status 2, and everything that is wrong at once."""
    wrong = tmp_path / "wrong.yaml"
    text = SCHOOL.read_text(encoding="utf-8")
    wrong.write_text(text.replace("team: cleaning", "team: clearing"), encoding="utf-8")
    status, said = outcome(tmp_path, "school", "apply", str(wrong))
    line = 1 + text[: text.index("team: cleaning")].count("\n")
    assert status == 2
    assert f":{line}" in said
    assert "clearing" in said


def test_applying_what_is_in_force_does_nothing(tmp_path: Path, url: str) -> None:
    """Status 0 and a sentence."""
    status, said = outcome(tmp_path, "school", "apply", str(SCHOOL), database_url=url)
    assert (status, said) == (0, "Nothing to do: this is the edition in force.\n")


def test_open_tickets_are_left_to_nobody_only_when_told_to_whom(
    tmp_path: Path, url: str, renamed: Path
) -> None:
    """Refused with the ticket's number and the way out; handed over, the ticket follows."""
    status, said = outcome(tmp_path, "school", "diff", str(renamed), database_url=url)
    assert status == 3
    assert "works" in said

    status, said = outcome(tmp_path, "school", "apply", str(renamed), database_url=url)
    assert status == 3
    assert "R-1001 is open and belongs to repair" in said
    assert "--hand-over repair=NEW" in said

    handed = ("--hand-over", "repair=works")
    status, said = outcome(tmp_path, "school", "apply", str(renamed), *handed, database_url=url)
    assert status == 0
    assert "Applied as edition 2." in said
    units = open_units(Settings(database_url=url), MachineClock())
    with units.open() as unit:
        assert [ticket.team for ticket in tickets.all_open(unit)] == ["works"]
    units.close()
