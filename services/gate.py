"""The one way to a ticket for somebody who asks."""

from dataclasses import replace

from domain.access import may_see
from domain.backdating import corrected
from domain.facts import Card, Event, WorkStep
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.terms import promised, terms_of
from domain.tickets import Ticket, parse_public_number
from models import clocks, editions, history, people, tickets
from models.unit import Unit


def ticket_for(unit: Unit, ticket_id: int, person_id: int) -> Ticket:
    """Return a ticket that this person may see.

    Refusal ``ticket-unknown`` for one that is not theirs as for one that does not exist, so that
    nobody learns which numbers are taken.
    """
    ticket = tickets.find(unit, ticket_id)
    if ticket is None or not may_see(editions.current(unit), ticket, person_id):
        raise Refusal("ticket-unknown")
    return ticket


def ticket_called(unit: Unit, words: str, person_id: int) -> Ticket:
    """Return the ticket with a public number as people write it (``r-1042``)."""
    number = parse_public_number(words)
    if number is None:
        raise Refusal("number-unknown", words=words[:20])
    ticket = tickets.numbered(unit, *number)
    if ticket is None or not may_see(editions.current(unit), ticket, person_id):
        raise Refusal("ticket-unknown")
    return ticket


def card_of(unit: Unit, ticket: Ticket) -> Card:
    """Return everything a screen about the ticket may show."""
    card = _alone(unit, ticket)
    parent = tickets.find(unit, ticket.merged_into) if ticket.merged_into else None
    earlier = tickets.find(unit, ticket.follows) if ticket.follows else None
    return replace(
        card,
        parent=_alone(unit, parent) if parent else None,
        merged=tickets.count_merged(unit, ticket.id),
        follows=earlier.public_number if earlier else "",
        corrected=_corrected(unit, ticket),
    )


def _corrected(unit: Unit, ticket: Ticket) -> tuple[WorkStep, ...]:
    """Return the steps whose time was put right; few tickets have any, and cards are many."""
    if not history.has_made(unit, ticket.id, Move.BACKDATE):
        return ()
    return corrected(events_of(unit, ticket))


def _alone(unit: Unit, ticket: Ticket) -> Card:
    requester = people.find(unit, ticket.requester_id)
    if requester is None:
        raise LookupError(f"ticket {ticket.id} has no requester")
    return Card(
        ticket=ticket,
        requester=requester,
        anonymous=ticket.anonymous,
        assignee_name=name_of(unit, ticket.assignee_id),
        clocks=clocks.of_ticket(unit, ticket.id),
        hours=school_of(unit, ticket).calendars,
        attachments=history.files_of(unit, ticket.id),
        emergency=is_emergency(unit, ticket),
    )


def is_emergency(unit: Unit, ticket: Ticket) -> bool:
    """Return whether the ticket is an emergency, by its service or by its priority."""
    try:
        return promised(school_of(unit, ticket), terms_of(ticket)).emergency
    except Refusal:
        return False


def school_of(unit: Unit, ticket: Ticket) -> School:
    """Return the edition of the school that holds for the ticket, not the one in force."""
    return editions.at(unit, ticket.school_version)


def events_of(unit: Unit, ticket: Ticket) -> tuple[Event, ...]:
    """Return what happened to the ticket, the oldest first."""
    return history.events_of(unit, ticket.id)


def name_of(unit: Unit, person_id: int | None) -> str | None:
    """Return a person's name as they gave it, None for nobody."""
    if person_id is None:
        return None
    person = people.find(unit, person_id)
    return person.name if person else str(person_id)
