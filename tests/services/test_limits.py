"""Whoever filed too many of late waits; an emergency never does."""

from dataclasses import replace

import pytest

from domain.drafts import Draft
from domain.limits import Limits
from domain.moves import Role
from domain.refusal import Refusal
from domain.school import Grant, School, Staff
from domain.tickets import Kind
from models import editions
from models.unit import ReadSchool, Units
from services.filing import submit
from services.people import person_for
from tests.services.people import draft, files
from tests.support.clocks import StillClock
from tests.support.schools import STAFF, names, small_school
from tests.support.tickets import REQUESTER

BEN = 7002
ANNA = Staff(REQUESTER, names("安娜", "Anna"), (Grant(Role.WORKER, "repair"),))


def strict_school(document: str, version: int) -> School:
    """Return the small school in which three tickets a day are enough; "staff" takes Anna on."""
    small = replace(small_school(document, version), limits=Limits(2, 3, 2, 2))
    return replace(small, staff={**STAFF, REQUESTER: ANNA}) if document == "staff" else small


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as the strict school."""
    return strict_school


def reason(units: Units, filled: Draft) -> str:
    """Let the requester file a ticket and return why not, "" when it was filed."""
    try:
        files(units, filled)
    except Refusal as error:
        return error.reason
    return ""


def complaint() -> Draft:
    """Return a complaint about the food."""
    return Draft(Kind.COMPLAINT, service="FOD-01", words="cold")


def test_each_limit_holds_and_ends(units: Units, school: School, clock: StillClock) -> None:
    """Two of a service, two in an hour, three on a day; the next day begins anew."""
    assert reason(units, draft()) == ""
    clock.forward(hours=2)
    assert reason(units, draft()) == ""
    clock.forward(hours=2)
    assert reason(units, draft()) == "filed-service"
    assert reason(units, complaint()) == ""
    assert reason(units, complaint()) == "filed-day"
    clock.forward(hours=11)
    assert [reason(units, draft()) for _ in range(3)] == ["", "", "filed-service"]
    assert reason(units, complaint()) == "filed-hour"


def test_an_emergency_always_passes(units: Units, school: School) -> None:
    """However many there were; those that passed do not count either."""
    emergency = draft(service="EMG-01")
    assert {reason(units, emergency) for _ in range(6)} == {""}
    assert [reason(units, draft()) for _ in range(3)] == ["", "", "filed-service"]
    assert reason(units, emergency) == ""


def test_staff_may_file_more(units: Units, school: School) -> None:
    """They file for others: here twice as many."""
    with units.open() as unit:
        editions.add(unit, "staff", "staff")
    assert [reason(units, draft()) for _ in range(5)] == ["", "", "", "", "filed-service"]


def test_what_others_file_does_not_count(units: Units, school: School) -> None:
    """Each person has limits of their own."""
    with units.open() as unit:
        submit(unit, person_for(unit, BEN, "Ben"), draft())
        submit(unit, person_for(unit, BEN, "Ben"), draft())
    assert reason(units, draft()) == ""
