"""Moving a ticket through its life: one function for every move of the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from domain.access import roles
from domain.facts import Attachment
from domain.histories import Happening
from domain.moves import Move, Role, after, rule_of
from domain.refusal import Refusal
from domain.school import School
from domain.terms import terms_of
from domain.tickets import HoldReason, Status, Ticket
from models import editions, history, tickets
from models.unit import Unit
from services import debts
from services.gate import name_of, ticket_for
from services.results import require_answer
from services.timing import move_clocks

STARS = range(1, 6)
_ACTED_IN = (
    Role.ASSIGNEE,
    Role.WORKER,
    Role.LEAD,
    Role.DISPATCHER,
    Role.MANAGER,
    Role.HEAD,
)
_FROM_REQUESTER = frozenset({Move.CONFIRM, Move.NOT_FIXED, Move.CANCEL, Move.REOPEN, Move.RATE})


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants to happen to a ticket.

    ``facts`` carries what the move asks for: ``reason`` (hold), ``team`` (transfer), ``stars``
    (rate). ``proof`` is the file that shows the finished work.
    """

    ticket_id: int
    move: Move
    actor_id: int
    facts: Mapping[str, str | int] = field(default_factory=dict)
    proof: Attachment | None = None


def move(unit: Unit, act: Act) -> Ticket:
    """Make one move and return the ticket after it; everybody concerned will be told.

    Refusals: ``ticket-unknown``, ``move-role``, ``move-now``, ``taken`` (somebody accepted it
    first), ``answer-first``, ``too-late``, and those of what the move asks for.
    """
    before = ticket_for(unit, act.ticket_id, act.actor_id)
    held = roles(editions.current(unit), before, act.actor_id)
    _refuse_taken(unit, before, act)
    status = after(before.status, act.move, held)
    effect = _EFFECTS.get(act.move)
    changed = effect(unit, before, act) if effect else before
    changed = replace(changed, status=status, version=before.version + 1)
    if not tickets.save(unit, before, changed):
        _refuse_taken(unit, tickets.find(unit, before.id) or before, act)
        raise Refusal("busy")
    _tell(unit, (before, changed), _recorded(act, before), _role_in(held, act.move))
    return changed


def movable(unit: Unit, ticket_id: int, made: Move, person_id: int) -> Ticket:
    """Return a ticket that this person may move so now; refusals as :func:`move`."""
    ticket = ticket_for(unit, ticket_id, person_id)
    after(ticket.status, made, roles(editions.current(unit), ticket, person_id))
    return ticket


def close_unanswered(unit: Unit, ticket: Ticket) -> None:
    """Close a finished ticket that nobody confirmed in time; this is no rating."""
    closed = replace(ticket, status=Status.CLOSED, closed_at=unit.now, version=ticket.version + 1)
    if tickets.save(unit, ticket, closed):
        act = Act(ticket.id, Move.CLOSE, 0)
        _tell(unit, (ticket, closed), act, Role.SYSTEM)


def end_pause(unit: Unit, ticket_id: int) -> None:
    """Take up work whose pause has lasted as long as it may; nothing if somebody was faster."""
    ticket = tickets.find(unit, ticket_id)
    if ticket is None or ticket.status is not Status.ON_HOLD:
        return
    version = ticket.version + 1
    resumed = replace(ticket, status=Status.ACCEPTED, hold_reason=None, version=version)
    if tickets.save(unit, ticket, resumed):
        facts = {"reason": str(ticket.hold_reason)}
        _tell(unit, (ticket, resumed), Act(ticket.id, Move.RESUME, 0, facts), Role.SYSTEM)


def _recorded(act: Act, before: Ticket) -> Act:
    """Return the act with what only the ticket before it knows."""
    if act.move is not Move.RELEASE or before.accepted_at is None:
        return act
    return replace(act, facts={**act.facts, "since": before.accepted_at.isoformat()})


def _refuse_taken(unit: Unit, ticket: Ticket, act: Act) -> None:
    if act.move is not Move.ACCEPT or ticket.assignee_id is None:
        return
    if ticket.assignee_id != act.actor_id:
        raise Refusal("taken", who=name_of(unit, ticket.assignee_id) or "")
    raise Refusal("taken-by-you")


def _accepted(unit: Unit, ticket: Ticket, act: Act) -> Ticket:
    return replace(ticket, assignee_id=act.actor_id, accepted_at=unit.now)


def _held(_: Unit, ticket: Ticket, act: Act) -> Ticket:
    try:
        return replace(ticket, hold_reason=HoldReason(str(act.facts.get("reason"))))
    except ValueError:
        raise Refusal("reason-needed") from None


def _resumed(_: Unit, ticket: Ticket, __: Act) -> Ticket:
    return replace(ticket, hold_reason=None)


def _done(unit: Unit, ticket: Ticket, _: Act) -> Ticket:
    require_answer(unit, ticket)
    return replace(ticket, done_at=unit.now)


def _not_fixed(_: Unit, ticket: Ticket, __: Act) -> Ticket:
    return replace(ticket, cycle=ticket.cycle + 1, done_at=None)


def _rated(_: Unit, ticket: Ticket, act: Act) -> Ticket:
    stars = act.facts.get("stars")
    if not isinstance(stars, int) or stars not in STARS:
        raise Refusal("rate-range")
    return replace(ticket, rating=stars, rating_comment=None)


def _ended(unit: Unit, ticket: Ticket, _: Act) -> Ticket:
    return replace(ticket, closed_at=unit.now, hold_reason=None)


def _reopened(unit: Unit, ticket: Ticket, _: Act) -> Ticket:
    days = editions.current(unit).reopen_days
    ended = ticket.closed_at or ticket.done_at
    if ended is not None and unit.now > ended + timedelta(days=days):
        raise Refusal("too-late", days=days)
    again = replace(ticket, cycle=ticket.cycle + 1, assignee_id=None, accepted_at=None)
    return replace(again, done_at=None, closed_at=None)


def _released(_: Unit, ticket: Ticket, __: Act) -> Ticket:
    return replace(ticket, assignee_id=None, accepted_at=None, hold_reason=None)


def _transferred(unit: Unit, ticket: Ticket, act: Act) -> Ticket:
    team = str(act.facts.get("team", ""))
    if team not in editions.current(unit).teams:
        raise Refusal("button-unknown")
    if team == ticket.team:
        raise Refusal("same-team")
    moved = replace(ticket, team=team, assignee_id=None, accepted_at=None)
    return replace(moved, hold_reason=None, route_reason=f"transfer:{ticket.team}")


_EFFECTS: dict[Move, Callable[[Unit, Ticket, Act], Ticket]] = {
    Move.ACCEPT: _accepted,
    Move.HOLD: _held,
    Move.RESUME: _resumed,
    Move.DONE: _done,
    Move.NOT_FIXED: _not_fixed,
    Move.RATE: _rated,
    Move.TRANSFER: _transferred,
    Move.RELEASE: _released,
    Move.REOPEN: _reopened,
    Move.CANCEL: _ended,
    Move.CLOSE: _ended,
}


def _role_in(held: frozenset[Role], made: Move) -> Role:
    allowed = held & rule_of(made).roles
    if Role.REQUESTER in allowed:
        return Role.REQUESTER
    return next(role for role in _ACTED_IN if role in allowed)


def _tell(unit: Unit, change: tuple[Ticket, Ticket], act: Act, role: Role) -> None:
    before, ticket = change
    school = editions.current(unit)
    what, actor_id = (act.move, role), act.actor_id or None
    event_id = history.add_event(unit, ticket.id, actor_id, what, act.facts)
    terms = terms_of(ticket)
    it = Happening(unit.now, *what, act.facts, ticket.cycle, ticket.status, terms)
    move_clocks(unit, ticket.id, it, terms_of(before))
    if act.proof:
        history.attach(unit, ticket.id, (act.proof,))
    debts.owe_card(unit, ticket, school)
    if before.team != ticket.team:
        debts.owe_card(unit, ticket, school, before.team)
    _tell_other_side(unit, ticket, school, (act, role, event_id))


def _tell_other_side(
    unit: Unit, ticket: Ticket, school: School, what: tuple[Act, Role, int]
) -> None:
    act, role, event_id = what
    if role is not Role.REQUESTER:
        debts.owe_notice(unit, ticket, event_id)
    if _concerns_team(act.move, role):
        debts.owe_team_notice(unit, ticket, school, event_id)


def _concerns_team(made: Move, role: Role) -> bool:
    """Return whether a team must hear of a move; the card alone would change in silence."""
    if role is Role.REQUESTER:
        return made in _FROM_REQUESTER
    return made is Move.RELEASE or (made is Move.RESUME and role is Role.SYSTEM)
