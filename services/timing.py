"""The clocks of a ticket: moved by its moves, and heard when a level of the ladder is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from domain.access import staff_of
from domain.appointments import facts_of, slot_of
from domain.breaches import unexplained
from domain.clocks import WORK, Clock, ClockKey, ClockKind, noted
from domain.course import calendar_of, follow, noted_all, replay
from domain.explaining import Account, explain
from domain.histories import CORRECTIONS, Happening, happenings
from domain.ladders import Ladder, Level, Recipient, armed, fired, level_due
from domain.moves import Move, Role
from domain.school import School
from domain.terms import Promise, Terms, promised, terms_of
from domain.tickets import OPEN, Ticket
from domain.working_time import next_open
from models import clocks, editions, history, tickets
from models.occasions import first_to
from models.outbox import Owed, owe
from models.unit import Unit
from services.debts import ALARM, BREACH, owe_apology, owe_question

_STAFF = {
    Recipient.ON_CALL: Role.LEAD,  # until there is a roster, the lead is on call
    Recipient.LEAD: Role.LEAD,
    Recipient.DISPATCHER: Role.DISPATCHER,
    Recipient.MANAGER: Role.MANAGER,
    Recipient.HEAD: Role.HEAD,
}
TRY_AGAIN = timedelta(hours=1)
AS_DOORS_CLOSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Call:
    """A level that a clock has reached, and whether everybody is called at any hour.

    ``skipped`` levels below it were due as well and are never told.
    """

    clock: Clock
    level: int
    skipped: int
    emergency: bool


class Drift(Exception):
    """A ticket's stored clocks are not what its history says."""


def move_clocks(unit: Unit, ticket_id: int, it: Happening, before: Terms) -> None:
    """Let the clocks follow what happened; ``before`` are the terms until then."""
    promise, ladder = _watched(unit, it.terms)
    kept = () if it.move is Move.SUBMIT else clocks.of_ticket(unit, ticket_id)
    held_to = promise if before == it.terms else promise_of(unit, before)
    if it.move in CORRECTIONS:
        after = _replayed(unit, ticket_id, kept, it.cycle)
    else:
        after = follow(kept, it, held_to, promise)
    if held_to.ladder != promise.ladder:
        after = tuple(replace(clock, base=clock.level) for clock in after)
    after = tuple(_armed(clock, promise, ladder) for clock in after)
    for old, new in zip(kept, after, strict=False):
        if new != old:
            clocks.save(unit, ticket_id, new)
    clocks.add(unit, ticket_id, after[len(kept) :])


def drift(unit: Unit, ticket: Ticket) -> tuple[tuple[Clock | None, Clock | None], ...]:
    """Return each stored clock beside what the ticket's history says, where the two differ.

    Levels and what comes next are left out: they say what was told, not what was promised.
    """
    stored = clocks_now(unit, ticket)
    kept, made = _by_key(stored), _by_key(_replay(unit, ticket.id))
    pairs = ((kept.get(key), made.get(key)) for key in kept | made)
    return tuple(pair for pair in pairs if pair[0] != pair[1])


def accounts_of(unit: Unit, ticket: Ticket) -> tuple[Account, ...]:
    """Return why the clocks of a ticket's latest attempt stand as they do, from its history."""
    return explain(_happenings(unit, ticket.id), partial(promise_of, unit), unit.now)


def clocks_now(unit: Unit, ticket: Ticket) -> tuple[Clock, ...]:
    """Return a ticket's clocks with what has come about by itself until now."""
    return noted_all(
        clocks.of_ticket(unit, ticket.id), promise_of(unit, terms_of(ticket)), unit.now
    )


def check(unit: Unit, ticket_id: int) -> None:
    """Raise Drift when an open ticket's clocks are not what its history says; change nothing."""
    ticket = tickets.find(unit, ticket_id)
    if ticket is not None and ticket.status in OPEN:
        found = drift(unit, ticket)
        if found:
            raise Drift("; ".join(f"stored {kept}, replayed {made}" for kept, made in found))


def sound(unit: Unit, ticket_id: int, key: ClockKey) -> None:
    """Tell everybody on the highest level of the ladder that a clock has reached."""
    ticket = tickets.find(unit, ticket_id)
    clock = _clock(unit, ticket_id, key)
    if ticket is None or clock is None:
        return
    promise, ladder = _watched(unit, terms_of(ticket))
    hours = calendar_of(clock, promise)
    seen = noted(clock, hours, unit.now)
    level = level_due(ladder, seen, hours, unit.now)
    after = fired(ladder, seen, hours, level or seen.level)
    if not clocks.raise_level(unit, ticket_id, clock, after):
        return
    if clock.kind is ClockKind.APPOINTMENT and after.breached_at and not clock.breached_at:
        owe_apology(unit, ticket, facts_of(slot_of(after)))
    if level is not None:
        call = Call(after, level, level - seen.level - 1, promise.emergency)
        _alarm(unit, ticket, call, ladder.rung(after, level))
    if after.kind in WORK and unexplained((after,)) and not _is_awaited(after, unit.now):
        _ask_why(unit, ticket, promise)


def go_on(unit: Unit, ticket: Ticket) -> None:
    """Store that clocks go on whose pause is over, though nobody did anything to the ticket."""
    promise, ladder = _watched(unit, terms_of(ticket))
    for clock in clocks.of_ticket(unit, ticket.id):
        if clock.resumes_at is not None and clock.resumes_at <= unit.now:
            after = noted(clock, calendar_of(clock, promise), unit.now)
            clocks.save(unit, ticket.id, _armed(after, promise, ladder))


def postpone(unit: Unit, ticket_id: int, kind: ClockKind) -> None:
    """Leave a clock that cannot be read alone for an hour, so that it stops only itself."""
    clocks.postpone(unit, ticket_id, kind, unit.now + TRY_AGAIN)


def promise_of(unit: Unit, terms: Terms) -> Promise:
    """Return what terms promise; Refusal ``service-gone`` when their edition lacks the service."""
    return promised(editions.at(unit, terms.edition), terms)


def _watched(unit: Unit, terms: Terms) -> tuple[Promise, Ladder]:
    """Return what terms promise, and the ladder that watches over it."""
    promise = promise_of(unit, terms)
    return promise, editions.at(unit, terms.edition).ladders[promise.ladder]


def _armed(clock: Clock, promise: Promise, ladder: Ladder) -> Clock:
    if clock.outcome is not None:
        return clock
    return armed(ladder, clock, calendar_of(clock, promise))


def _replayed(unit: Unit, ticket_id: int, kept: Iterable[Clock], cycle: int) -> tuple[Clock, ...]:
    """Return the clocks of a cycle as the history has them now; what was told stays told."""
    made = {clock.key: clock for clock in _replay(unit, ticket_id)}
    return tuple(
        replace(made[old.key], level=old.level, base=old.base) if old.cycle == cycle else old
        for old in kept
    )


def _replay(unit: Unit, ticket_id: int) -> tuple[Clock, ...]:
    return replay(_happenings(unit, ticket_id), partial(promise_of, unit), unit.now)


def _happenings(unit: Unit, ticket_id: int) -> Iterator[Happening]:
    return happenings(history.events_of(unit, ticket_id))


def _by_key(found: Iterable[Clock]) -> dict[ClockKey, Clock]:
    return {clock.key: replace(clock, level=0, base=0, next_at=None) for clock in found}


def _clock(unit: Unit, ticket_id: int, key: ClockKey) -> Clock | None:
    found = clocks.of_ticket(unit, ticket_id)
    return next((clock for clock in found if clock.key == key), None)


def _alarm(unit: Unit, ticket: Ticket, call: Call, rung: Level) -> None:
    school, clock = editions.current(unit), call.clock
    kind, cycle, serial = clock.key
    facts = {"clock": kind, "cycle": cycle, "serial": serial}
    facts |= {"level": call.level, "skipped": call.skipped}
    for recipient in rung.recipients:
        due_at = heard_at(unit, ticket, recipient, emergency=call.emergency)
        for chat_id in _chats(school, ticket, recipient):
            key = f"alarm:{ticket.id}:{kind}:{cycle}:{serial}:{call.level}:{chat_id}"
            owed = Owed(ALARM, chat_id, ticket.id, {**facts, "recipient": recipient})
            owe(unit, replace(owed, urgent=call.emergency, key=key, due_at=due_at))


def _ask_why(unit: Unit, ticket: Ticket, promise: Promise) -> None:
    """Ask a team once in each attempt why the work is late, in its hours.

    A late acceptance or visit asks nothing: who should accept or come must not be kept busy with
    reasons. They are asked when the work is done.
    """
    if not first_to(unit, f"{BREACH}:{ticket.id}:{ticket.cycle}"):
        return
    due_at = heard_at(unit, ticket, Recipient.GROUP, emergency=promise.emergency)
    owe_question(unit, ticket, editions.current(unit).teams[ticket.team].chat_id, due_at)


def _is_awaited(clock: Clock, now: datetime) -> bool:
    """Return whether a date was agreed that is still to come; until then nobody asks why."""
    return clock.agreed_at is not None and now < clock.agreed_at


def heard_at(unit: Unit, ticket: Ticket, recipient: Recipient, *, emergency: bool) -> datetime:
    """Return when somebody may be told: now in an emergency, else in their own hours."""
    if emergency:
        return unit.now
    school = editions.current(unit)
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
        return (ticket.holder_id,) if ticket.holder_id else ()
    return tuple(staff.user_id for staff in staff_of(school, _STAFF[recipient], ticket.team))
