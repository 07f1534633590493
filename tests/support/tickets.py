"""Tickets for tests that need any ticket at all."""

from dataclasses import replace

from domain.histories import Happening
from domain.moves import Move, Role
from domain.terms import terms_of
from domain.tickets import Kind, Status, Ticket
from models import tickets
from models.unit import Unit
from services.timing import move_clocks
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


def begins(unit: Unit, ticket: Ticket) -> None:
    """Let the clocks of a stored ticket run from now."""
    terms = terms_of(ticket)
    it = Happening(unit.now, Move.SUBMIT, Role.REQUESTER, {}, 1, ticket.status, terms)
    move_clocks(unit, ticket.id, it, terms)
