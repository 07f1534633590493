"""People and drafts for tests of what people do."""

from collections.abc import Callable
from typing import TypeVar

from domain.drafts import Draft
from domain.moves import Move
from domain.tickets import Kind, Ticket
from models import outbox
from models.outbox import Debt
from models.unit import Unit, Units
from services.filing import submit
from services.moving import Act, move
from services.people import person_for
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


def owed(units: Units) -> list[Debt]:
    """Return what may be sent now, and take it as sent."""
    with units.open() as unit:
        debts = outbox.claim(unit, 100, lambda _: True)
        for debt in debts:
            outbox.settle(unit, debt.id, "sent")
    return debts


def kinds(units: Units) -> list[tuple[str, int]]:
    """Return kind and chat of everything that is owed now."""
    return [(debt.kind, debt.chat_id) for debt in owed(units)]


def asked(units: Units, question: Callable[[Unit], T]) -> T:
    """Return the answer to a question in a unit of its own."""
    with units.open() as unit:
        return question(unit)
