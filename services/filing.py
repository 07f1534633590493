"""Filing a ticket."""

from domain.catalogue import service_of
from domain.drafts import Draft
from domain.facts import Attachment, Person
from domain.histories import filed_under
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.routing import UNROUTED, route
from domain.rules import rule_of
from domain.school import School
from domain.terms import terms_of
from domain.tickets import Kind, Status, Ticket
from models import editions, history, people, posts, tickets
from models.posts import Post
from models.unit import Unit
from services import debts
from services.gate import ticket_called, ticket_for
from services.limits import hold_back
from services.recording import Deed, record


def followable(unit: Unit, ticket_id: int, person_id: int) -> Ticket:
    """Return a ticket that its requester may file anew, because it has ended for good.

    Refusals: ``ticket-unknown``, ``move-role`` for anybody else, ``move-now``.
    """
    ticket = ticket_for(unit, ticket_id, person_id)
    if ticket.requester_id != person_id:
        raise Refusal("move-role", move=Move.FOLLOW)
    if ticket.status not in rule_of(Move.REOPEN).sources:
        raise Refusal("move-now", move=Move.FOLLOW, status=ticket.status)
    return ticket


def submit(unit: Unit, person: Person, draft: Draft) -> Ticket:
    """Turn a finished draft into a ticket in the hands of a team.

    One that follows an earlier ticket needs it to be of the same person: else ``ticket-unknown``.
    Further refusals as ``limits.hold_back``.
    """
    school = editions.current(unit)
    hold_back(unit, school, person.id, draft.service)
    ticket, earlier = _ticket(unit, person, draft, school)
    facts = filed_under(terms_of(ticket)) | {"route": ticket.route_reason}
    if earlier is not None:
        facts |= {"follows": earlier.public_number}
        _note(unit, earlier, ticket)
    record(unit, ticket, ticket, Deed(Move.SUBMIT, Role.REQUESTER, facts, person.id))
    history.attach(unit, ticket.id, _pictures(draft))
    for message_id in draft.said:
        posts.add(unit, Post(person.id, message_id, ticket.id, posts.SAID, picture=False))
    debts.owe_card(unit, ticket, school)
    if ticket.route_reason == UNROUTED:
        debts.owe_unrouted(unit, ticket, school)
    if draft.place and draft.place != person.last_place:
        people.change(unit, person.id, last_place=draft.place)
    return ticket


def _ticket(
    unit: Unit, person: Person, draft: Draft, school: School
) -> tuple[Ticket, Ticket | None]:
    choice = route(school, draft.service, draft.place)
    service = service_of(school, draft.service)
    kind = service.kind
    earlier = _earlier(unit, person, draft)
    secret = earlier is not None and earlier.anonymous
    anonymous = kind is Kind.COMPLAINT and (service.anonymous or secret)
    if anonymous and not secret:
        earlier = None  # a link would tell whose it is
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
        anonymous=anonymous,
        follows=earlier.id if earlier else None,
    )
    return tickets.add(unit, filed), earlier


def _earlier(unit: Unit, person: Person, draft: Draft) -> Ticket | None:
    if not draft.follows:
        return None
    earlier = ticket_called(unit, draft.follows, person.id)
    if earlier.requester_id != person.id:
        raise Refusal("ticket-unknown")
    return earlier


def _note(unit: Unit, earlier: Ticket, ticket: Ticket) -> None:
    """Let the history of the earlier ticket name the one that follows it."""
    facts = {"ticket": ticket.public_number}
    record(unit, earlier, earlier, Deed(Move.FOLLOW, Role.REQUESTER, facts, ticket.requester_id))


def _pictures(draft: Draft) -> tuple[Attachment, ...]:
    return tuple(
        Attachment(file_id, "document" if file_id in draft.documents else "photo", "before")
        for file_id in draft.photos
    )
