"""Putting an edition of the school in force without leaving an open ticket to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Ticket
from models import editions, history, tickets
from models.unit import Unit
from services import debts


@dataclass(frozen=True, slots=True)
class Orphan:
    """An open ticket that the new edition has no team or no service for."""

    ticket: Ticket
    missing: str


def orphans(unit: Unit, new: School, handed_over: Mapping[str, str]) -> tuple[Orphan, ...]:
    """Return the open tickets that nobody would answer for.

    ``handed_over`` maps the code of a team or service that goes to the one that takes over.
    """
    services = {service.code for category in new.categories for service in category.services}
    found = []
    for ticket in tickets.all_open(unit):
        for code, kept in ((ticket.team, new.teams.keys()), (ticket.service, services)):
            if handed_over.get(code, code) not in kept:
                found.append(Orphan(ticket, code))
    return tuple(found)


def apply(
    unit: Unit, new: School, document: tuple[str, str], handed_over: Mapping[str, str]
) -> School:
    """Put an edition in force; ``document`` is its text and its fingerprint.

    Open tickets of what is handed over follow. Raises ValueError when tickets would be orphaned.
    """
    left = orphans(unit, new, handed_over)
    if left:
        raise ValueError(f"{len(left)} open tickets would be left to nobody")
    school = editions.add(unit, *document)
    for ticket in tickets.all_open(unit):
        _hand_over(unit, ticket, school, handed_over)
    return school


def _hand_over(unit: Unit, ticket: Ticket, school: School, handed_over: Mapping[str, str]) -> None:
    team = handed_over.get(ticket.team, ticket.team)
    service = handed_over.get(ticket.service, ticket.service)
    if (team, service) == (ticket.team, ticket.service):
        return
    after = replace(ticket, team=team, service=service, version=ticket.version + 1)
    after = replace(after, school_version=school.version)
    if tickets.save(unit, ticket, after):
        facts = {"team": team, "from": ticket.team}
        history.add_event(unit, ticket.id, None, (Move.TRANSFER, Role.SYSTEM), facts)
        debts.owe_card(unit, after, school)
