"""A repair team's group with the card of one ticket in it."""

from dataclasses import replace

import pytest

from domain.facts import Who
from domain.school import School
from domain.tickets import Kind, Ticket
from models.unit import Units
from services.people import introduce, person_for
from tests.handlers.team.group import Group
from tests.support.schools import FOOD, WORKER
from tests.support.tickets import NEW, REQUESTER, begins, filed

COMPLAINT = replace(NEW, kind=Kind.COMPLAINT, service=FOOD.code, place="")


@pytest.fixture
def group(units: Units, school: School) -> Group:
    """Give the group of the repair team."""
    return Group(units)


@pytest.fixture
def ticket(group: Group, school: School) -> Ticket:
    """File a repair whose card is in the group."""
    return on_card(group, school, NEW)


@pytest.fixture
def complaint(group: Group, school: School) -> Ticket:
    """File a complaint whose card is in the group."""
    return on_card(group, school, COMPLAINT)


def on_card(group: Group, school: School, ticket: Ticket) -> Ticket:
    """File a ticket of somebody known, with its clocks running and its card in the group."""
    with group.units.open() as unit:
        introduce(unit, person_for(unit, REQUESTER, "Anna <b>"), Who.TEACHER)
        person_for(unit, WORKER, "Wang")
        stored = filed(unit, ticket)
        begins(unit, stored)
    group.holds_card(stored.id)
    return stored
