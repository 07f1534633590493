"""Letting the rules in force hold for open tickets that were filed under earlier ones.

A ticket keeps the edition that it was filed under. What is past stays counted as it was; what has
ended is never touched.
"""

from dataclasses import dataclass, replace
from functools import partial

from domain.calendars import CalendarExhausted
from domain.clocks import Clock
from domain.course import follow, noted_all
from domain.histories import Happening
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.terms import Terms, terms_of
from domain.tickets import Ticket
from models import clocks, editions, history, tickets
from models.unit import Unit
from services import debts
from services.timing import move_clocks, promise_of


class NotRecomputed(Exception):
    """The rules in force cannot hold for a ticket; the message says why."""


@dataclass(frozen=True, slots=True)
class Change:
    """A clock as it stands and as it would; one of them is None when it ends or begins."""

    before: Clock | None
    after: Clock | None


def outdated(unit: Unit) -> tuple[Ticket, ...]:
    """Return the open tickets that the edition in force does not hold for, the oldest first."""
    version = editions.current(unit).version
    return tuple(each for each in tickets.all_open(unit) if each.school_version != version)


def changes(unit: Unit, ticket: Ticket) -> tuple[Change, ...]:
    """Return what the edition in force would change for a ticket; nothing is stored.

    Raises NotRecomputed.
    """
    it = _happening(unit, ticket)
    promise = partial(promise_of, unit)
    try:
        before = promise(terms_of(ticket))
        stored = noted_all(clocks.of_ticket(unit, ticket.id), before, unit.now)
        after = follow(stored, it, before, promise(it.terms))
    except Refusal:
        raise NotRecomputed("the school in force does not have its service") from None
    except CalendarExhausted as error:
        raise NotRecomputed(str(error)) from None
    pairs = [*zip(stored, after, strict=False), *((None, each) for each in after[len(stored) :])]
    return tuple(Change(old, new) for old, new in pairs if _differ(old, new))


def recompute(unit: Unit, ticket: Ticket) -> bool:
    """Let the edition in force hold for a ticket; whoever asked is told if that changes a time.

    False when somebody moved the ticket at the same time. Raises NotRecomputed.
    """
    changed, it = changes(unit, ticket), _happening(unit, ticket)
    version = ticket.version + 1
    after = replace(ticket, school_version=it.terms.edition, version=version)
    if not tickets.save(unit, ticket, after):
        return False
    event_id = history.add_event(unit, ticket.id, None, (it.move, it.role), it.facts)
    move_clocks(unit, ticket.id, it, terms_of(ticket))
    debts.owe_card(unit, after, editions.current(unit))
    if changed:
        debts.owe_notice(unit, after, event_id)
    return True


def _happening(unit: Unit, ticket: Ticket) -> Happening:
    terms: Terms = replace(terms_of(ticket), edition=editions.current(unit).version)
    facts = {"edition": terms.edition, "from": ticket.school_version}
    move, role = Move.RECOMPUTE, Role.SYSTEM
    return Happening(unit.now, move, role, facts, ticket.cycle, ticket.status, terms)


def _differ(old: Clock | None, new: Clock | None) -> bool:
    """Return whether people would notice: a due moment, what is left, a beginning or an end."""
    if old is None or new is None:
        return True
    return (old.due_at, old.budget - old.spent, old.outcome) != (
        new.due_at,
        new.budget - new.spent,
        new.outcome,
    )
