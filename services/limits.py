"""Holding people to what one of them may ask of the desk."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from zoneinfo import ZoneInfo

from domain.access import roles
from domain.catalogue import service_of
from domain.limits import (
    A_MINUTE,
    HOUR,
    MINUTE,
    TIMES_IN_AN_EMERGENCY,
    WORDS_AN_HOUR,
    Spending,
    filed_too_many,
)
from domain.moves import Move
from domain.refusal import Refusal
from domain.rules import moves
from domain.school import School
from domain.tickets import Ticket
from models import allowances, editions, history, people, tickets
from models.conversations import Conversation
from models.unit import Unit
from services.conversations import FORM, draft_in, under
from services.gate import is_emergency


class Heard(Enum):
    """What becomes of a message or press: handled, refused with a sentence, or left alone."""

    HANDLED = auto()
    REFUSED = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody did and when; it may be long ago when the desk or Telegram was away."""

    user_id: int
    what: Spending
    at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks of the desk by a message or press.

    ``accepts`` is the ticket that it would accept; None for anything else. ``conversation`` is
    what they are in the middle of there.
    """

    spent: Spent
    accepts: int | None
    conversation: Conversation | None


def hear(unit: Unit, asked: Asked) -> Heard:
    """Count a message or press; whoever sent too many in a minute is told so once in it.

    Somebody who is filing an emergency may send as many again, and nobody is ever kept from
    accepting one.
    """
    school, limit = editions.current(unit), A_MINUTE[asked.spent.what]
    times = _count(unit, asked.spent)
    if times <= limit or _is_urgent(unit, school, asked, times):
        return Heard.HANDLED
    first = allowances.first_to_tell(unit, asked.spent.user_id, asked.spent.what)
    return Heard.REFUSED if first else Heard.IGNORED


def too_much(school: School, what: Spending) -> Refusal:
    """Return why a message or a press is not handled that is one too many in its minute."""
    limit, phone = A_MINUTE[what], school.emergency_phone
    if what is Spending.PRESSES:
        return Refusal("flood-presses", limit=limit, phone=phone)
    return Refusal("flood-messages", limit=limit, phone=phone)


def turn_away(unit: Unit, spent: Spent, reason: str) -> bool:
    """Count what was refused, which took its first count back; return whether that is said.

    That a ticket has enough words for this hour is said once in it.
    """
    _count(unit, spent)
    if reason != "words-hour" or spent.what is Spending.PRESSES:
        return True
    _count(unit, Spent(spent.user_id, Spending.WORDS, unit.now))
    return allowances.first_to_tell(unit, spent.user_id, Spending.WORDS)


def hold_back(unit: Unit, school: School, person_id: int, service: str) -> None:
    """Refuse a ticket of a service, or with "" of any, to whoever filed too many of late.

    Refusals: ``muted``, ``filed-day``, ``filed-service``, ``filed-hour``. An emergency always
    passes, and counts for nothing.
    """
    if _is_emergency(school, service):
        return
    refuse_muted(unit, school, person_id)
    now = unit.now.astimezone(ZoneInfo(school.zone))
    filed = tickets.filed_since(unit, person_id, _counted_since(now), _emergencies(school))
    limits = school.limits.for_staff() if person_id in school.staff else school.limits
    refusal = filed_too_many(limits, filed, service, now)
    if refusal is not None:
        raise refusal


def refuse_muted(unit: Unit, school: School, person_id: int) -> None:
    """Refuse, as ``muted``, what somebody wants who is kept from filing and writing now."""
    person = people.find(unit, person_id)
    if person and person.muted_until and person.muted_until > unit.now:
        raise Refusal("muted", until=person.muted_until.astimezone(ZoneInfo(school.zone)))


def hold_words(unit: Unit, ticket: Ticket) -> None:
    """Refuse more words of the requester to a ticket; to an emergency a muted one may write.

    Refusals: ``muted``, ``words-hour``.
    """
    school = editions.current(unit)
    if not is_emergency(unit, ticket):
        refuse_muted(unit, school, ticket.requester_id)
    said = history.said_since(unit, ticket.id, ticket.requester_id, unit.now - HOUR)
    if len(said) >= WORDS_AN_HOUR:
        free = said[-WORDS_AN_HOUR] + HOUR + MINUTE
        time = f"{free.astimezone(ZoneInfo(school.zone)):%H:%M}"
        raise Refusal("words-hour", limit=WORDS_AN_HOUR, time=time)


def _count(unit: Unit, spent: Spent) -> int:
    return allowances.count(unit, spent.user_id, spent.what, spent.at)


def _is_urgent(unit: Unit, school: School, asked: Asked, times: int) -> bool:
    """Return whether something is handled that would be too much in an hour of peace.

    Only who would succeed accepts: a forged press is one of many.
    """
    service = _service_of_form(asked.conversation)
    most = TIMES_IN_AN_EMERGENCY * A_MINUTE[asked.spent.what]
    if times <= most and _is_emergency(school, service):
        return True
    ticket = tickets.find(unit, asked.accepts) if asked.accepts else None
    if ticket is None or not is_emergency(unit, ticket):
        return False
    return Move.ACCEPT in moves(ticket.status, roles(school, ticket, asked.spent.user_id))


def _counted_since(now: datetime) -> datetime:
    return min(now.replace(hour=0, minute=0, second=0, microsecond=0), now - HOUR)


def _emergencies(school: School) -> list[str]:
    services = (service for category in school.categories for service in category.services)
    return [service.code for service in services if service.emergency]


def _service_of_form(conversation: Conversation | None) -> str:
    """Return what the open form is about, also below a question; "" when that is not known."""
    waiting = under(conversation)
    return draft_in(waiting).service if waiting is not None and waiting.topic == FORM else ""


def _is_emergency(school: School, service: str) -> bool:
    try:
        return service_of(school, service).emergency
    except Refusal:
        return False
