"""Writing down what was done to a ticket, with what it does to the clocks."""

from dataclasses import dataclass

from domain.histories import Happening
from domain.moves import Move, Role
from domain.terms import terms_of
from domain.tickets import Ticket
from models import history
from models.unit import Unit
from services.acts import Facts
from services.timing import move_clocks


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done to a ticket, in which part, and by whom: None for the desk itself."""

    move: Move
    role: Role
    facts: Facts
    actor_id: int | None = None


def happening(unit: Unit, ticket: Ticket, deed: Deed) -> Happening:
    """Return a deed of now as the clocks see it; ``ticket`` is as it stands after it."""
    what = (deed.move, deed.role, deed.facts)
    return Happening(unit.now, *what, ticket.cycle, ticket.status, terms_of(ticket))


def record(unit: Unit, before: Ticket, ticket: Ticket, deed: Deed) -> int:
    """Append the event of a deed, let the clocks follow it, and return the event's key.

    ``ticket`` is stored as it stands after it; for a filing ``before`` is the same.
    """
    what = (deed.move, deed.role)
    event_id = history.add_event(unit, ticket.id, deed.actor_id, what, deed.facts)
    move_clocks(unit, ticket.id, happening(unit, ticket, deed), terms_of(before))
    return event_id
