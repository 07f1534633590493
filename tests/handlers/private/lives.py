"""The life of a ticket around the telephone: filed, worked on, and what is owed for it."""

from collections.abc import Mapping

from domain.moves import Move
from domain.tickets import Ticket
from models import tickets
from models.unit import Units
from services.acts import Act
from services.moving import move
from tests.handlers.private.phone import Phone, filed
from tests.support.debts import taken
from tests.support.schools import WORKER


def repair(phone: Phone, units: Units) -> Ticket:
    """File a repair."""
    phone.says("/repair")
    for label in ("Water", "Dripping tap", "Teaching building", "is enough"):
        phone.presses(label)
    phone.says("It <b>drips</b>")
    phone.presses("Skip")
    phone.presses("Submit")
    return filed(units, phone)[0]


def work(units: Units, ticket: Ticket, *moves: Move) -> None:
    """Let the worker make moves."""
    for made in moves:
        with units.open() as unit:
            move(unit, Act(ticket.id, made, WORKER))


def hold(units: Units, ticket: Ticket) -> None:
    """Let the worker wait for parts."""
    with units.open() as unit:
        move(unit, Act(ticket.id, Move.HOLD, WORKER, {"reason": "parts"}))


def now(units: Units, ticket: Ticket) -> Ticket:
    """Return the ticket as it stands."""
    with units.open() as unit:
        found = tickets.find(unit, ticket.id)
    assert found is not None
    return found


def relayed(units: Units, kind: str) -> list[Mapping[str, object]]:
    """Return what is owed of a kind, the oldest first."""
    with units.open() as unit:
        debts = taken(unit)
        return [debt.facts for debt in debts if debt.kind == kind]
