"""``python -m bot sla explain``: the explanation on a terminal, or one sentence and status 2."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.databases import open_units
from bot.school import dump, fingerprint, load
from bot.settings import Settings
from domain.drafts import Draft
from domain.moves import Move
from domain.tickets import Kind
from models.unit import Units
from services.acts import Act
from services.filing import submit
from services.moving import move
from services.people import person_for
from services.schools import apply
from tests.processes.commands import outcome
from tests.processes.school import SCHOOL
from tests.support.clocks import StillClock
from tests.support.tickets import REQUESTER

MONDAY = datetime(2024, 1, 8, 1, 0, tzinfo=UTC)
"""Nine in the morning, long ago: what the command says of it does not change with the day."""


class _PastClock(StillClock):
    async def sleep_until(self, moment: datetime) -> None:
        """Go there."""
        self.forward(seconds=int((moment - self.now()).total_seconds()))


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a database with R-1001, filed on that Monday and cancelled two hours later."""
    url = f"sqlite:///{tmp_path}/desk.db"
    clock = _PastClock(MONDAY)
    units = open_units(Settings(database_url=url), clock)
    _file(units)
    clock.forward(hours=2)
    with units.open() as unit:
        move(unit, Act(1, Move.CANCEL, REQUESTER))
    units.close()
    return url


def _file(units: Units) -> None:
    school = load(SCHOOL)
    with units.open() as unit:
        apply(unit, school, (dump(school), fingerprint(school)), {})
        person = person_for(unit, REQUESTER, "Anna")
        filled = Draft(Kind.REPAIR, service="WTR-01", place="main/a/3/301", words="It <drips>")
        submit(unit, person, filled)


def test_the_explanation_without_markup(tmp_path: Path, url: str) -> None:
    """What the chats tell, line by line, and status 0."""
    status, said = outcome(
        tmp_path, "sla", "explain", "r-1001", "--language", "en", database_url=url
    )
    assert status == 0
    assert said.splitlines()[:2] == ["R-1001 · how the time is counted", ""]
    assert "Counted from Mon 8 Jan 09:00" in said
    assert "· Mon 8 Jan 09:00–11:00: 2 hours counted" in said
    assert said.endswith("Cancelled Mon 8 Jan 11:00; no longer counted\n")
    assert "<" not in said


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh", "R-1001 · 时限说明"),
        ("zh-Hant", "R-1001 · 時限說明"),
        ("ru", "R-1001 · как считается срок"),
    ],
)
def test_every_language(tmp_path: Path, url: str, language: str, title: str) -> None:
    """By the names that school.yaml uses."""
    command = ("sla", "explain", "R-1001", "--language", language)
    assert outcome(tmp_path, *command, database_url=url)[1].startswith(f"{title}\n")


def test_chinese_unless_told(tmp_path: Path, url: str) -> None:
    """The first language of the desk."""
    _, said = outcome(tmp_path, "sla", "explain", "R-1001", database_url=url)
    assert said.startswith("R-1001 · 时限说明\n")


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("R-1002", "There is no ticket R-1002; check the number.\n"),
        ("tap", '"tap" is not a ticket number; write it as R-1042.\n'),
        ("", '"" is not a ticket number; write it as R-1042.\n'),
        ("R-\n9" * 30, '"R- 9R- 9R- 9R- 9R- 9R- 9R- 9R- 9R- 9R- 9" is not'),
    ],
)
def test_what_cannot_be_explained(tmp_path: Path, url: str, number: str, sentence: str) -> None:
    """One sentence and status 2."""
    status, said = outcome(tmp_path, "sla", "explain", number, database_url=url)
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith(sentence)


def test_a_language_that_there_is_not(tmp_path: Path, url: str) -> None:
    """One sentence and status 2."""
    command = ("sla", "explain", "R-1001", "--language", "fr")
    status, said = outcome(tmp_path, *command, database_url=url)
    assert (status, said.count("\n")) == (2, 1)
