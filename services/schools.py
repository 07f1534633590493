"""Putting an edition of the school in force without leaving an open ticket to nobody."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Ticket
from models import editions, people, tickets
from models.unit import Unit
from services import debts
from services.people import OFFICIAL
from services.recording import Deed, record


@dataclass(frozen=True, slots=True)
class Orphan:
    """An open ticket whose team is missing from the new edition.

    A service that goes leaves no orphans: a ticket keeps the edition it was filed under.
    """

    ticket: Ticket
    missing: str


def orphans(unit: Unit, new: School, handed_over: Mapping[str, str]) -> tuple[Orphan, ...]:
    """Return the open tickets that nobody would answer for.

    ``handed_over`` maps the code of a team that goes to the one that takes over.
    """
    return tuple(
        Orphan(ticket, ticket.team)
        for ticket in tickets.all_open(unit)
        if handed_over.get(ticket.team, ticket.team) not in new.teams
    )


def apply(
    unit: Unit, new: School, document: tuple[str, str], handed_over: Mapping[str, str]
) -> School:
    """Put an edition in force; ``document`` is its text and its fingerprint.

    Open tickets of a team that is handed over follow; what a team that goes has finished, goes to
    the dispatchers. Raises ValueError when tickets would be orphaned.
    """
    left = orphans(unit, new, handed_over)
    if left:
        raise ValueError(f"{len(left)} open tickets would be left to nobody")
    school = editions.add(unit, *document)
    for staff in school.staff.values():
        people.change(unit, staff.user_id, name=staff.names[OFFICIAL])
    for ticket in tickets.all_open(unit):
        if ticket.team in handed_over:
            _hand_over(unit, ticket, school, handed_over[ticket.team])
    tickets.hand_over_ended(unit, school.teams, school.dispatch_team)
    return school


def _hand_over(unit: Unit, ticket: Ticket, school: School, team: str) -> None:
    after = replace(ticket, team=team, version=ticket.version + 1)
    if tickets.save(unit, ticket, after):
        facts = {"team": team, "from": ticket.team}
        record(unit, ticket, after, Deed(Move.TRANSFER, Role.SYSTEM, facts))
        debts.owe_card(unit, after, school)
