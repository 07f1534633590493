"""Giving a ticket to somebody of its team; only who accepts it has answered for it."""

from collections.abc import Mapping
from dataclasses import replace

from domain.access import hands_of
from domain.moves import Move
from domain.refusal import Refusal
from domain.tickets import Ticket, going_on
from models import editions
from models.unit import Unit
from services.acts import Act, Effect, Work
from services.people import OFFICIAL


def _assigned(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Name somebody; what was accepted is theirs at once, though they did not accept it."""
    wanted = act.facts.get("assignee")
    hands = {staff.user_id: staff for staff in hands_of(editions.current(unit), ticket.team)}
    if not isinstance(wanted, int) or wanted not in hands:
        raise Refusal("not-of-team")
    if wanted == ticket.assignee_id:
        raise Refusal("same-assignee")
    given = replace(going_on(ticket), assignee_id=wanted, accepted_at=None)
    return Effect(given, {"assignee": wanted, "name": hands[wanted].names[OFFICIAL]})


EFFECTS: Mapping[Move, Work] = {Move.ASSIGN: _assigned}
