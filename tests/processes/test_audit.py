"""``python -m bot audit``: who tried what in vain or did what that weighs, the newest first."""

from pathlib import Path

import pytest

from bot.databases import open_units
from bot.school import dump, fingerprint, load
from bot.settings import Settings
from domain.auditing import Command, Incident
from domain.moves import Move
from models import audit, editions
from models.unit import Units
from services.acts import Act
from services.filing import submit
from services.moving import move
from services.people import person_for
from tests.processes.commands import outcome
from tests.processes.school import PRINCIPAL, SCHOOL, TEACHER
from tests.services.people import draft
from tests.support.clocks import StillClock


class _StillClock(StillClock):
    async def sleep_until(self, _: object) -> None:
        """Nobody waits here."""


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a database in which two people tried something, one did something, and an operator."""
    url = f"sqlite:///{tmp_path}/desk.db"
    clock = _StillClock()
    units = open_units(Settings(database_url=url), clock)
    with units.open() as unit:
        audit.note(unit, (3001, 3001), 7, Incident.FORGED)
    clock.forward(minutes=30)
    with units.open() as unit:
        audit.note(unit, (3001, 3001), 8, Incident.FORGED)
        audit.note(unit, (3002, -100), 9, Incident.ROLE)
    clock.forward(minutes=1)
    with units.open() as unit:
        audit.note_command(unit, "zhou", Command.APPLY, "edition 1")
    mutes(units)
    units.close()
    return url


def mutes(units: Units) -> None:
    """Let the principal mute a teacher, and take it back."""
    school = load(SCHOOL)
    with units.open() as unit:
        editions.add(unit, dump(school), fingerprint(school))
        teacher = person_for(unit, TEACHER, "Anna")
        ticket = submit(unit, teacher, draft(place="main/a"))
        for days in (1, 0):
            move(unit, Act(ticket.id, Move.MUTE, PRINCIPAL, {"days": days}))


COMMAND = "2026-11-23 01:31 UTC  account zhou  school apply: edition 1"
MUTE = "2026-11-23 01:31 UTC  person 2001  ticket R-1001  mute as manager"
UNMUTE = MUTE.replace("mute", "unmute")
ROLE = "2026-11-23 01:30 UTC  person 3002  chat -100  update 9  role 1x"
FORGED = (
    "2026-11-23 01:00 UTC  person 3001  chat 3001  update 7  forged 2x, last 2026-11-23 01:30 UTC"
)


def test_the_list(tmp_path: Path, url: str) -> None:
    """Whole, since a moment in any zone, of one person; nothing is a sentence."""

    def says(*options: str) -> list[str]:
        status, said = outcome(tmp_path, "audit", *options, database_url=url)
        assert status == 0
        return said.splitlines()

    assert says() == [UNMUTE, MUTE, COMMAND, ROLE, FORGED]
    assert says("--person", "2001") == [UNMUTE, MUTE]
    assert says("--since", "2026-11-23T09:30+08:00", "--person", "3001") == [FORGED]
    nothing = ["Nothing is written down."]
    assert says("--since", "2026-11-23T01:32") == says("--person", "9" * 30) == nothing


@pytest.mark.parametrize("since", ["yesterday", "", "0001-01-01T00:00+14:00"])
def test_no_moment(since: str, tmp_path: Path, url: str) -> None:
    """One sentence and status 2."""
    status, said = outcome(tmp_path, "audit", "--since", since, database_url=url)
    assert (status, said.count("\n")) == (2, 1)
