"""Changing what a ticket is promised: its priority, its service, its place."""

from collections.abc import Mapping
from dataclasses import replace

from domain.catalogue import service_of
from domain.moves import Move
from domain.places import is_known
from domain.refusal import Refusal
from domain.routing import UNROUTED, route
from domain.school import School
from domain.tickets import Relief, Ticket
from models import editions
from models.unit import Unit
from services.acts import Act, Effect, Facts, Work
from services.gate import school_of


def priority_of(school: School, ticket: Ticket) -> int:
    """Return a ticket's priority, 1 (danger) to 4; ``school`` is the edition that holds for it."""
    return ticket.priority or service_of(school, ticket.service).priority


def team_suited(unit: Unit, before: Ticket, ticket: Ticket) -> str | None:
    """Return the team to hand a corrected ticket to, None when it can stay where it is.

    The routes in force decide, for the team has to work now. One that the ticket was kept from
    before it was corrected is not proposed again, nor are the dispatchers for what nobody claims.
    """
    school = editions.current(unit)
    wanted = _routed(school, ticket)
    return wanted if wanted not in {ticket.team, _routed(school, before)} else None


def _routed(school: School, ticket: Ticket) -> str | None:
    try:
        choice = route(school, ticket.service, ticket.place)
    except Refusal:
        return None  # the edition in force does not offer the service any more
    return None if choice.reason == UNROUTED else choice.team


def _prioritised(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    """Raise a priority at a word; who lowers it says why."""
    school = school_of(unit, ticket)
    before, wanted = priority_of(school, ticket), act.facts.get("priority")
    if not isinstance(wanted, int) or wanted not in school.priorities:
        raise Refusal("button-unknown")
    if wanted == before:
        raise Refusal("same-priority")
    facts: Facts = {"priority": wanted, "from": before}
    if wanted > before:
        facts = {**facts, "because": _relief(act)}
    return Effect(replace(ticket, priority=wanted), facts)


def _relief(act: Act) -> Relief:
    try:
        return Relief(str(act.facts.get("because")))
    except ValueError:
        raise Refusal("because-needed") from None


def _reclassified(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    school = school_of(unit, ticket)
    code = str(act.facts.get("service", ""))
    if service_of(school, code).kind is not ticket.kind:
        raise Refusal("button-unknown")
    if code == ticket.service:
        raise Refusal("same-service")
    return Effect(replace(ticket, service=code), {"service": code, "from": ticket.service})


def _relocated(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    code = str(act.facts.get("place", ""))
    if not is_known(school_of(unit, ticket), code):
        raise Refusal("place-gone", place=code)
    if code == ticket.place:
        raise Refusal("same-place")
    return Effect(replace(ticket, place=code), {"place": code, "from": ticket.place})


EFFECTS: Mapping[Move, Work] = {
    Move.PRIORITISE: _prioritised,
    Move.RECLASSIFY: _reclassified,
    Move.RELOCATE: _relocated,
}
