"""The clocks of a ticket: moved by its moves, and heard when a level of the ladder is due."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from domain.access import staff_of
from domain.calendars import Calendar, next_open
from domain.catalogue import service_of
from domain.clocks import Clock, ClockKind, begin, cancel, pause, resume, rework, stop
from domain.ladders import Recipient, armed, fired, level_due
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Ticket
from models import clocks, editions, tickets
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import ALARM

_STOPS = {
    Move.ACCEPT: frozenset({ClockKind.ACK}),
    Move.ARRIVE: frozenset({ClockKind.ARRIVE}),
    Move.DONE: frozenset(ClockKind),
}
_TURNS = {
    Move.HOLD: pause,
    Move.RESUME: resume,
    Move.TRANSFER: resume,
    Move.CANCEL: cancel,
    Move.CLOSE: cancel,
}
_AGAIN = {
    Move.NOT_FIXED: frozenset({ClockKind.RESOLVE, ClockKind.REPLY}),
    Move.REOPEN: frozenset({ClockKind.ACK, ClockKind.RESOLVE, ClockKind.REPLY}),
}
_STAFF = {
    Recipient.ON_CALL: Role.LEAD,  # until there is a roster, the lead is on call
    Recipient.LEAD: Role.LEAD,
    Recipient.DISPATCHER: Role.DISPATCHER,
    Recipient.MANAGER: Role.MANAGER,
    Recipient.HEAD: Role.HEAD,
}
TRY_AGAIN = timedelta(hours=1)


def begin_clocks(unit: Unit, ticket: Ticket, school: School) -> None:
    """Start every clock that the service promises."""
    service = service_of(school, ticket.service)
    _begin(unit, ticket, school, service.targets)


def move_clocks(unit: Unit, ticket: Ticket, move: Move) -> None:
    """Let the clocks follow a move; ``ticket`` is as the move left it."""
    school = editions.at(unit, ticket.school_version)
    service = service_of(school, ticket.service)
    for clock in clocks.of_ticket(unit, ticket.id):
        calendar = school.calendars[clock.calendar]
        changed = _follow(unit, clock, calendar, move)
        if changed != clock:
            ladder = school.ladders[service.ladder]
            clocks.save(unit, ticket.id, armed(ladder, changed, calendar))
    again = _AGAIN.get(move, frozenset())
    _begin(unit, ticket, school, again & service.targets.keys())


def sound(unit: Unit, ticket_id: int, kind: ClockKind, cycle: int) -> None:
    """Tell everybody on the highest level of the ladder that a clock has reached."""
    ticket = tickets.find(unit, ticket_id)
    clock = _clock(unit, ticket_id, kind, cycle)
    if ticket is None or clock is None:
        return
    school = editions.at(unit, ticket.school_version)
    service = service_of(school, ticket.service)
    ladder, calendar = school.ladders[service.ladder], school.calendars[clock.calendar]
    level = level_due(ladder, clock, calendar, unit.now)
    if level is None:
        clocks.save(unit, ticket_id, armed(ladder, clock, calendar))
        return
    if clocks.raise_level(unit, ticket_id, clock, fired(ladder, clock, calendar, level)):
        told = ladder.rungs(kind)[level - 1].recipients
        _alarm(unit, ticket, (clock, level), told)


def postpone(unit: Unit, ticket_id: int, kind: ClockKind) -> None:
    """Leave a clock that cannot be read alone for an hour, so that it stops only itself."""
    clocks.postpone(unit, ticket_id, kind, unit.now + TRY_AGAIN)


def _begin(unit: Unit, ticket: Ticket, school: School, kinds: Iterable[ClockKind]) -> None:
    service = service_of(school, ticket.service)
    named = (service.calendar, school.calendars[service.calendar])
    ladder = school.ladders[service.ladder]
    begun = []
    for kind in kinds:
        target = service.targets[kind]
        if ticket.cycle > 1 and kind is not ClockKind.ACK:
            target = rework(target)
        begun.append(armed(ladder, begin(kind, ticket.cycle, target, named, unit.now), named[1]))
    clocks.add(unit, ticket.id, tuple(begun))


def _follow(unit: Unit, clock: Clock, calendar: Calendar, move: Move) -> Clock:
    if clock.outcome is not None:
        return clock
    if clock.kind in _STOPS.get(move, ()):
        return stop(clock, calendar, unit.now)
    turn = _TURNS.get(move)
    return turn(clock, calendar, unit.now) if turn else clock


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
    return next_open(school.calendars[hours], unit.now)


def _chats(school: School, ticket: Ticket, recipient: Recipient) -> tuple[int, ...]:
    if recipient is Recipient.GROUP:
        return (school.teams[ticket.team].chat_id,)
    if recipient is Recipient.ASSIGNEE:
        return (ticket.assignee_id,) if ticket.assignee_id else ()
    return tuple(staff.user_id for staff in staff_of(school, _STAFF[recipient], ticket.team))
