"""``python -m bot sla recompute``: a look first, then the change, each in plain lines."""

from pathlib import Path

import pytest

from bot.clock import MachineClock
from bot.databases import open_units
from bot.school import dump, fingerprint, load
from bot.settings import Settings
from domain.drafts import Draft
from domain.tickets import Kind
from services.filing import submit
from services.people import person_for
from services.schools import apply
from tests.processes.commands import outcome
from tests.processes.school import SCHOOL
from tests.support.tickets import REQUESTER


@pytest.fixture
def url(tmp_path: Path) -> str:
    """Give a database with R-1001, an emergency that is promised by the clock on the wall."""
    url = f"sqlite:///{tmp_path}/desk.db"
    units = open_units(Settings(database_url=url), MachineClock())
    school = load(SCHOOL)
    with units.open() as unit:
        apply(unit, school, (dump(school), fingerprint(school)), {})
        person = person_for(unit, REQUESTER, "Anna")
        submit(unit, person, Draft(Kind.REPAIR, service="EMG-01", place="main/a", words="!"))
    units.close()
    return url


def changed(folder: Path, url: str) -> list[str]:
    """Return what the audit says was changed, the newest first."""
    _, said = outcome(folder, "audit", database_url=url)
    return [line.split("  ")[-1] for line in said.splitlines()]


def test_new_promises_for_an_open_ticket(tmp_path: Path, url: str) -> None:
    """After the promise of four hours has become five, and again after it was put in force."""
    file = tmp_path / "school.yaml"
    text = SCHOOL.read_text("utf-8")
    longer = text.replace(
        "{ack: 5 min, arrive: 20 min, resolve: 4 h}", "{ack: 5 min, resolve: 5 h}"
    )
    assert longer != text
    file.write_text(longer, "utf-8")
    status, said = outcome(tmp_path, "school", "apply", str(file), database_url=url)
    assert status == 0
    assert "1 open tickets keep the promises they were filed under" in said

    status, said = outcome(tmp_path, "sla", "recompute", database_url=url)
    shown = said.splitlines()
    assert status == 0
    assert [line.split(": ")[0] for line in shown[:2]] == ["R-1001 arrive", "R-1001 resolve"]
    assert shown[0].endswith("-> cancelled")
    assert shown[-1] == "1 open tickets are held to earlier rules; --apply recomputes them."

    status, said = outcome(tmp_path, "sla", "recompute", "--apply", database_url=url)
    assert (status, said.splitlines()[-1]) == (0, "1 open tickets recomputed.")
    status, said = outcome(tmp_path, "sla", "recompute", database_url=url)
    assert said == "0 open tickets are held to earlier rules; --apply recomputes them.\n"
    assert changed(tmp_path, url) == ["sla recompute: R-1001", "school apply: edition 2"]


def test_a_ticket_whose_service_is_gone(tmp_path: Path, url: str) -> None:
    """It stays as it is, and the status says so."""
    file = tmp_path / "school.yaml"
    text = SCHOOL.read_text("utf-8")
    file.write_text(text.replace("      EMG-01:\n", "      EMG-99:\n"), "utf-8")
    assert outcome(tmp_path, "school", "apply", str(file), database_url=url)[0] == 0
    status, said = outcome(tmp_path, "sla", "recompute", "--apply", database_url=url)
    assert status == 3
    assert "R-1001 stays as it is: the school in force does not have its service." in said
