"""The clocks of a ticket: moved by its moves, and heard when a level of the ladder is due."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.access import staff_of
from domain.calendars import next_open
from domain.catalogue import service_of
from domain.clocks import Clock, ClockKind, noted
from domain.course import Happening, Promise, follow, promised, replay
from domain.explaining import Account, explain
from domain.ladders import Ladder, Recipient, armed, fired, level_due
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import OPEN, Ticket
from models import clocks, editions, history, tickets
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import ALARM

_STAFF = {
    Recipient.ON_CALL: Role.LEAD,  # until there is a roster, the lead is on call
    Recipient.LEAD: Role.LEAD,
    Recipient.DISPATCHER: Role.DISPATCHER,
    Recipient.MANAGER: Role.MANAGER,
    Recipient.HEAD: Role.HEAD,
}
TRY_AGAIN = timedelta(hours=1)
AS_DOORS_CLOSE = timedelta(minutes=1)


class Drift(Exception):
    """A ticket's stored clocks are not what its history says."""


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a ticket is promised, and the ladder that watches over it."""

    promise: Promise
    ladder: Ladder


def move_clocks(unit: Unit, ticket: Ticket, happening: Happening) -> None:
    """Let the clocks follow what happened; ``ticket`` is as it stands after it."""
    terms = _terms(unit, ticket)
    before = () if happening.move is Move.SUBMIT else clocks.of_ticket(unit, ticket.id)
    after = follow(before, happening, terms.promise)
    known = len(before)
    for old, new in zip(before, after, strict=False):
        if new != old:
            clocks.save(unit, ticket.id, armed(terms.ladder, new, terms.promise.hours))
    begun = (armed(terms.ladder, new, terms.promise.hours) for new in after[known:])
    clocks.add(unit, ticket.id, tuple(begun))


def drift(unit: Unit, ticket: Ticket) -> tuple[tuple[Clock | None, Clock | None], ...]:
    """Return each stored clock beside what the ticket's history says, where the two differ.

    Levels and what comes next are left out: they say what was told, not what was promised.
    """
    promise = _terms(unit, ticket).promise
    stored = (noted(clock, promise.hours, unit.now) for clock in clocks.of_ticket(unit, ticket.id))
    kept = {(clock.kind, clock.cycle): _bare(clock) for clock in stored}
    again = replay(_happenings(unit, ticket), promise, unit.now)
    made = {(clock.kind, clock.cycle): _bare(clock) for clock in again}
    pairs = ((kept.get(key), made.get(key)) for key in kept | made)
    return tuple(pair for pair in pairs if pair[0] != pair[1])


def accounts_of(unit: Unit, ticket: Ticket) -> tuple[Account, ...]:
    """Return why the clocks of a ticket's latest attempt stand as they do, from its history."""
    return explain(_happenings(unit, ticket), _terms(unit, ticket).promise, unit.now)


def check(unit: Unit, ticket_id: int) -> None:
    """Raise Drift when an open ticket's clocks are not what its history says; change nothing."""
    ticket = tickets.find(unit, ticket_id)
    if ticket is not None and ticket.status in OPEN:
        found = drift(unit, ticket)
        if found:
            raise Drift("; ".join(f"stored {kept}, replayed {made}" for kept, made in found))


def sound(unit: Unit, ticket_id: int, kind: ClockKind, cycle: int) -> None:
    """Tell everybody on the highest level of the ladder that a clock has reached."""
    ticket = tickets.find(unit, ticket_id)
    clock = _clock(unit, ticket_id, kind, cycle)
    if ticket is None or clock is None:
        return
    terms = _terms(unit, ticket)
    hours = terms.promise.hours
    seen = noted(clock, hours, unit.now)
    level = level_due(terms.ladder, seen, hours, unit.now)
    after = fired(terms.ladder, seen, hours, level or seen.level)
    if clocks.raise_level(unit, ticket_id, clock, after) and level is not None:
        told = terms.ladder.rung(kind, level).recipients
        _alarm(unit, ticket, (after, level), told)


def postpone(unit: Unit, ticket_id: int, kind: ClockKind) -> None:
    """Leave a clock that cannot be read alone for an hour, so that it stops only itself."""
    clocks.postpone(unit, ticket_id, kind, unit.now + TRY_AGAIN)


def _terms(unit: Unit, ticket: Ticket) -> _Terms:
    """Return what a ticket is promised: the edition it was filed under decides."""
    school = editions.at(unit, ticket.school_version)
    ladder = school.ladders[service_of(school, ticket.service).ladder]
    return _Terms(promised(school, ticket.service, ticket.place), ladder)


def _happenings(unit: Unit, ticket: Ticket) -> Iterator[Happening]:
    cycle = 1
    for event in history.events_of(unit, ticket.id):
        cycle += event.move in {Move.NOT_FIXED, Move.REOPEN}
        yield Happening(event.at, event.move, event.role, cycle, event.facts)


def _bare(clock: Clock) -> Clock:
    return replace(clock, level=0, next_at=None)


def _clock(unit: Unit, ticket_id: int, kind: ClockKind, cycle: int) -> Clock | None:
    found = clocks.of_ticket(unit, ticket_id)
    return next((each for each in found if (each.kind, each.cycle) == (kind, cycle)), None)


def _alarm(
    unit: Unit, ticket: Ticket, what: tuple[Clock, int], told: tuple[Recipient, ...]
) -> None:
    clock, level = what
    school = editions.current(unit)
    service = service_of(editions.at(unit, ticket.school_version), ticket.service)
    facts = {"clock": clock.kind, "cycle": clock.cycle, "level": level}
    for recipient in told:
        due_at = unit.now if service.emergency else _waking(unit, school, ticket, recipient)
        for chat_id in _chats(school, ticket, recipient):
            key = f"alarm:{ticket.id}:{clock.kind}:{clock.cycle}:{level}:{chat_id}"
            owed = Owed(ALARM, chat_id, ticket.id, {**facts, "recipient": recipient})
            owe(unit, replace(owed, urgent=service.emergency, key=key, due_at=due_at))


def _waking(unit: Unit, school: School, ticket: Ticket, recipient: Recipient) -> datetime:
    team = school.teams[ticket.team]
    manager = recipient in {Recipient.MANAGER, Recipient.HEAD, Recipient.DISPATCHER}
    hours = school.digest.calendar if manager else team.calendar
    # A promise may end with the day: what is heard as the door closes is said at once.
    heard_in = next_open(school.calendars[hours], unit.now - AS_DOORS_CLOSE)
    return max(unit.now, heard_in)


def _chats(school: School, ticket: Ticket, recipient: Recipient) -> tuple[int, ...]:
    if recipient is Recipient.GROUP:
        return (school.teams[ticket.team].chat_id,)
    if recipient is Recipient.ASSIGNEE:
        return (ticket.assignee_id,) if ticket.assignee_id else ()
    return tuple(staff.user_id for staff in staff_of(school, _STAFF[recipient], ticket.team))
