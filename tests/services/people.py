"""People and drafts for tests of what people do."""

from collections.abc import Callable
from typing import TypeVar

from domain.clocks import Clock, ClockKind
from domain.drafts import Draft
from domain.moves import Move
from domain.tickets import Kind, Ticket
from models import clocks, tickets
from models.unit import Unit, Units
from services.acts import Act
from services.filing import submit
from services.moving import move
from services.people import person_for
from services.timing import drift
from tests.support.debts import owed
from tests.support.schools import ROOM
from tests.support.tickets import REQUESTER

T = TypeVar("T")


def draft(service: str = "WTR-01", place: str = ROOM) -> Draft:
    """Return a finished form."""
    return Draft(Kind.REPAIR, service=service, place=place, words="drip")


def files(units: Units, filled: Draft | None = None) -> Ticket:
    """Let the requester file a ticket."""
    with units.open() as unit:
        person = person_for(unit, REQUESTER, "Anna")
        return submit(unit, person, filled or draft())


def moves(units: Units, ticket: Ticket, user_id: int, *made: Move, **facts: str | int) -> Ticket:
    """Let somebody make moves, one after the other."""
    with units.open() as unit:
        for each in made:
            ticket = move(unit, Act(ticket.id, each, user_id, facts))
    return ticket


def clock_of(units: Units, ticket: Ticket, kind: ClockKind) -> Clock:
    """Return a ticket's latest clock of a kind, after holding all against its history."""
    with units.open() as unit:
        stored = tickets.find(unit, ticket.id)
        assert stored is not None
        assert drift(unit, stored) == ()
        return [each for each in clocks.of_ticket(unit, ticket.id) if each.kind is kind][-1]


def kinds(units: Units) -> list[tuple[str, int]]:
    """Return kind and chat of everything that is owed now."""
    return [(debt.kind, debt.chat_id) for debt in owed(units)]


def asked(units: Units, question: Callable[[Unit], T]) -> T:
    """Return the answer to a question in a unit of its own."""
    with units.open() as unit:
        return question(unit)
