"""Filing a ticket."""

from domain.catalogue import service_of
from domain.drafts import Draft
from domain.facts import Attachment, Person
from domain.histories import filed_under
from domain.moves import Move, Role
from domain.routing import UNROUTED, route
from domain.school import School
from domain.terms import terms_of
from domain.tickets import Kind, Status, Ticket
from models import editions, history, people, tickets
from models.unit import Unit
from services import debts
from services.recording import Deed, record


def submit(unit: Unit, person: Person, draft: Draft) -> Ticket:
    """Turn a finished draft into a ticket in the hands of a team."""
    school = editions.current(unit)
    ticket = _ticket(unit, person, draft, school)
    facts = filed_under(terms_of(ticket)) | {"route": ticket.route_reason}
    record(unit, ticket, ticket, Deed(Move.SUBMIT, Role.REQUESTER, facts, person.id))
    history.attach(unit, ticket.id, _pictures(draft))
    debts.owe_card(unit, ticket, school)
    if ticket.route_reason == UNROUTED:
        debts.owe_unrouted(unit, ticket, school)
    if draft.place and draft.place != person.last_place:
        people.change(unit, person.id, last_place=draft.place)
    return ticket


def _ticket(unit: Unit, person: Person, draft: Draft, school: School) -> Ticket:
    choice = route(school, draft.service, draft.place)
    service = service_of(school, draft.service)
    kind = service.kind
    filed = Ticket(
        id=0,
        kind=kind,
        number=tickets.next_number(unit, kind),
        status=Status.NEW,
        version=1,
        cycle=1,
        school_version=school.version,
        service=draft.service,
        place=draft.place,
        words=draft.words,
        requester_id=person.id,
        team=choice.team,
        route_reason=choice.reason,
        submitted_at=unit.now,
        anonymous=kind is Kind.COMPLAINT and service.anonymous,
    )
    return tickets.add(unit, filed)


def _pictures(draft: Draft) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(file_id, "document" if file_id in draft.documents else "photo", "before")
        for file_id in draft.photos
    )
