"""Putting a new edition of the school in force."""

from dataclasses import replace

import pytest

from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Status
from models import editions, history, people, tickets
from models.unit import ReadSchool, Units
from services.people import person_for
from services.schools import apply, orphans
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.debts import owed
from tests.support.schools import DORMITORY_CHAT, STAFF, TEAMS, WORKER, names, small_school


def edition(document: str, version: int) -> School:
    """Return the small school, or the one that has given up its repair team."""
    school = small_school(document, version)
    if document != "without repair":
        return school
    teams = {code: team for code, team in TEAMS.items() if code != "repair"}
    renamed = replace(STAFF[WORKER], names=names("王组长", "Foreman Wang"))
    return replace(school, teams=teams, staff=STAFF | {WORKER: renamed})


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as this module's school."""
    return edition


NEW = ("without repair", "2")


def test_open_tickets_are_not_left_to_nobody(units: Units, school: School) -> None:
    """The edition is refused as long as the team has work; what has ended is no reason."""
    ended, ticket = files(units), files(units)
    moves(units, ended, WORKER, Move.ACCEPT, Move.DONE)
    new = edition("without repair", 2)
    with units.open() as unit:
        (orphan,) = orphans(unit, new, {})
        assert (orphan.ticket.id, orphan.missing) == (ticket.id, "repair")
        assert orphans(unit, new, {"repair": "dormitory"}) == ()
        with pytest.raises(ValueError, match="1 open tickets"):
            apply(unit, new, NEW, {})
    assert asked(units, editions.current) == school


def test_tickets_follow_the_team_that_takes_over(units: Units, school: School) -> None:
    """They keep status and worker; the new team gets the card, the timeline says why."""
    ticket = moves(units, files(units), WORKER, Move.ACCEPT)
    other = files(units, draft(service="FOD-01", place="main/d/2/201"))
    owed(units)
    new = edition("without repair", 2)
    asked(units, lambda unit: apply(unit, new, NEW, {"repair": "dormitory"}))

    with units.open() as unit:
        after = tickets.find(unit, ticket.id)
        event = history.events_of(unit, ticket.id)[-1]
        assert tickets.find(unit, other.id) == other
    assert after is not None
    assert (after.team, after.status) == ("dormitory", Status.ACCEPTED)
    assert (event.move, event.role) == (Move.TRANSFER, Role.SYSTEM)
    assert kinds(units) == [("card", DORMITORY_CHAT)]


def test_staff_get_the_names_of_the_new_edition(units: Units, school: School) -> None:
    """The school decides what its staff are called."""
    asked(units, lambda unit: person_for(unit, WORKER, "w"))
    asked(units, lambda unit: apply(unit, edition("without repair", 2), NEW, {}))

    person = asked(units, lambda unit: people.find(unit, WORKER))
    assert person is not None
    assert person.name == "王组长"
    assert asked(units, editions.current).version == 2
