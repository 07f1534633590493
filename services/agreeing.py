"""Agreeing with the requester on a date by which the work is done, whatever was promised."""

from collections.abc import Mapping

from domain.agreements import close_of
from domain.appointments import day_of, served_in
from domain.moves import Move
from domain.refusal import Refusal
from domain.tickets import Ticket
from models import editions
from models.unit import Unit
from services.acts import Act, Effect, Work


def _agreed(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    day = day_of(act.facts.get("day"))
    if day is None:
        raise Refusal("button-unknown")
    close = close_of(served_in(editions.current(unit), ticket), day, unit.now)
    if close is None:
        raise Refusal("date-gone")
    return Effect(ticket, {"date": close.isoformat()})


EFFECTS: Mapping[Move, Work] = {Move.AGREE: _agreed}
