"""Merging a ticket into another that says the same: one goes on for both."""

from collections.abc import Mapping
from dataclasses import replace

from domain.access import may_see
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.tickets import OPEN, Status, Ticket, going_on
from models import editions, tickets
from models.unit import Unit
from services import debts
from services.acts import Act, Effect, Work
from services.breaches import drop_questions
from services.gate import ticket_called, ticket_for
from services.recording import Deed, record

OFFERED = 8
_HEARD = frozenset({Move.NOT_FIXED, Move.REOPEN, Move.CANCEL})
"""What a requester does to a ticket, that concerns those whose ticket was merged into it."""


def likely_parents(unit: Unit, ticket: Ticket, person_id: int) -> tuple[Ticket, ...]:
    """Return the tickets that this one may be merged into, the nearest first, at most eight."""
    school = editions.current(unit)
    near = tickets.alike(unit, ticket, OFFERED)
    return tuple(each for each in near if may_see(school, each, person_id))


def absorb(unit: Unit, child: Ticket, act: Act, role: Role) -> None:
    """Let the ticket that goes on know of the one merged into it, and take over that one's own."""
    parent = tickets.find(unit, child.merged_into or 0)
    if parent is None:
        raise LookupError(f"ticket {child.id} was merged into nothing")
    facts = {"from": child.public_number}
    record(unit, parent, parent, Deed(Move.ABSORB, role, facts, act.actor_id))
    drop_questions(unit, child)
    for each in tickets.merged_into(unit, child.id):
        _follow_on(unit, each, parent)
    debts.owe_card(unit, parent, editions.current(unit))


def tell_requesters(unit: Unit, ticket: Ticket, what: tuple[Move, Role], event_id: int) -> None:
    """Owe the news of an event to whoever asked, unless it was they who did it.

    And to everybody whose ticket was merged into this one, once each.
    """
    made, role = what
    if role is not Role.REQUESTER:
        debts.owe_notice(unit, ticket, event_id)
    elif made not in _HEARD:
        return
    told = {ticket.requester_id}
    for child in tickets.merged_into(unit, ticket.id):
        if child.requester_id not in told:
            told.add(child.requester_id)
            debts.owe_notice(unit, child, event_id)


def _merged(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    wanted = _parent_of(unit, act)
    parent = tickets.held_fast(unit, (ticket.id, wanted.id))[wanted.id]
    _require_fit(ticket, parent)
    ended = replace(going_on(ticket), merged_into=parent.id, closed_at=unit.now)
    return Effect(ended, {"into": parent.public_number})


def _parent_of(unit: Unit, act: Act) -> Ticket:
    into = str(act.facts.get("into", ""))
    if into.isascii() and into.isdigit():
        return ticket_for(unit, int(into), act.actor_id)
    return ticket_called(unit, into, act.actor_id)


def _require_fit(ticket: Ticket, parent: Ticket) -> None:
    number = parent.public_number
    if parent.id == ticket.id:
        raise Refusal("merge-self")
    if (parent.kind, parent.team) != (ticket.kind, ticket.team):
        raise Refusal("merge-other", number=number)
    if parent.status is Status.MERGED:
        raise Refusal("merge-merged", number=number)
    if parent.status not in OPEN:
        raise Refusal("merge-ended", number=number)


def _follow_on(unit: Unit, ticket: Ticket, parent: Ticket) -> None:
    """Move a merged ticket on, when the one that it was merged into is itself merged."""
    after = replace(ticket, merged_into=parent.id, version=ticket.version + 1)
    if not tickets.save(unit, ticket, after):
        raise Refusal("busy")
    facts = {"into": parent.public_number}
    event_id = record(unit, ticket, after, Deed(Move.MERGE, Role.SYSTEM, facts))
    debts.owe_card(unit, after, editions.current(unit))
    debts.owe_notice(unit, after, event_id)


EFFECTS: Mapping[Move, Work] = {Move.MERGE: _merged}
