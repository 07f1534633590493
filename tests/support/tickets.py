"""Tickets for tests that need any ticket at all."""

from dataclasses import replace

from domain.tickets import Kind, Status, Ticket
from models import tickets
from models.unit import Unit
from tests.support.clocks import MONDAY
from tests.support.schools import ROOM

REQUESTER = 2**52 - 1
"""The greatest id that Telegram may give a person (Bot API, User.id)."""

NEW = Ticket(
    id=0,
    kind=Kind.REPAIR,
    number=0,
    status=Status.NEW,
    version=1,
    cycle=1,
    school_version=1,
    service="WTR-01",
    place=ROOM,
    words="水龙头漏水",
    requester_id=REQUESTER,
    team="repair",
    route_reason="category:WTR",
    submitted_at=MONDAY,
)


def filed(unit: Unit, ticket: Ticket = NEW) -> Ticket:
    """Store a ticket under the next number of its kind and return it."""
    return tickets.add(unit, replace(ticket, number=tickets.next_number(unit, ticket.kind)))
