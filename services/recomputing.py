"""Letting the rules in force hold for open tickets that were filed under earlier ones.

A ticket keeps the edition that it was filed under. What is past stays counted as it was; what has
ended is never touched.
"""

from dataclasses import dataclass, replace

from domain.clocks import Clock
from domain.course import follow
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.terms import terms_of
from domain.tickets import Ticket
from domain.working_time import CalendarExhausted
from models import editions, tickets
from models.unit import Unit
from services import debts
from services.merging import tell_requesters
from services.moving import taken_up
from services.recording import Deed, happening, record
from services.timing import clocks_now, promise_of


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
    it = happening(unit, *_recomputed(unit, ticket))
    try:
        stored, before = clocks_now(unit, ticket), promise_of(unit, terms_of(ticket))
        after = follow(stored, it, before, promise_of(unit, it.terms))
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
    ticket = taken_up(unit, ticket)
    changed = changes(unit, ticket)
    after, deed = _recomputed(unit, ticket)
    if not tickets.save(unit, ticket, after):
        return False
    event_id = record(unit, ticket, after, deed)
    debts.owe_card(unit, after, editions.current(unit))
    if changed:
        tell_requesters(unit, after, (deed.move, deed.role), event_id)
    return True


def _recomputed(unit: Unit, ticket: Ticket) -> tuple[Ticket, Deed]:
    edition = editions.current(unit).version
    facts = {"edition": edition, "from": ticket.school_version}
    after = replace(ticket, school_version=edition, version=ticket.version + 1)
    return after, Deed(Move.RECOMPUTE, Role.SYSTEM, facts)


def _differ(old: Clock | None, new: Clock | None) -> bool:
    """Return whether people would notice: a due moment, what is left, a beginning or an end."""
    if old is None or new is None:
        return True
    return (old.due_at, old.budget - old.spent, old.outcome) != (
        new.due_at,
        new.budget - new.spent,
        new.outcome,
    )
