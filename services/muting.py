"""Keeping a person who misuses the desk from filing and writing for some days.

It is a step on one of their tickets, whoever they are: nobody learns whose an anonymous complaint
is, because nothing shows on any other ticket.
"""

from collections.abc import Mapping
from datetime import timedelta

from domain.limits import MUTED_DAYS
from domain.moves import Move
from domain.refusal import Refusal
from domain.tickets import Ticket
from models import people
from models.unit import Unit
from services import debts
from services.acts import Act, Effect, Work


def tell(unit: Unit, ticket: Ticket, _: Act, event_id: int) -> None:
    """Owe the requester, and nobody else, the news."""
    debts.owe_notice(unit, ticket, event_id)


def _muted(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    days = act.facts.get("days")
    if days not in (0, *MUTED_DAYS):
        raise Refusal("button-unknown")
    until = unit.now + timedelta(days=int(days)) if days else None
    people.change(unit, ticket.requester_id, muted_until=until)
    return Effect(ticket, {"date": until.isoformat()} if until else {})


EFFECTS: Mapping[Move, Work] = {Move.MUTE: _muted}
