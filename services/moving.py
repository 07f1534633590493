"""Moving a ticket through its life: one function for every move of the table."""

from dataclasses import replace
from datetime import timedelta

from domain.access import roles
from domain.appointments import facts_of
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.rules import after, rule_of
from domain.school import School
from domain.tickets import Status, Ticket, going_on
from models import clocks, editions, history, tickets
from models.unit import Unit
from services import (
    agreeing,
    appointing,
    assigning,
    backdating,
    breaches,
    changing,
    debts,
    effects,
    merging,
    muting,
    pausing,
)
from services.acts import Act, Effect
from services.appointing import beginning
from services.gate import name_of, ticket_for
from services.recording import Deed, record
from services.timing import go_on

_ACTED_IN = (
    Role.ASSIGNEE,
    Role.WORKER,
    Role.LEAD,
    Role.DISPATCHER,
    Role.MANAGER,
    Role.HEAD,
)
_AMONG_STAFF = frozenset({Move.EXPLAIN, Move.EXCUSE, Move.RETRACT})
_TO_TEAM = frozenset({Move.RELEASE, Move.ASSIGN, Move.EXTEND, Move.ANNUL, Move.REJECT})
_TOLD_APART = {
    Move.BACKDATE: backdating.tell,
    Move.REJECT: backdating.tell,
    Move.MUTE: muting.tell,
}
_FROM_REQUESTER = frozenset(
    {Move.CONFIRM, Move.NOT_FIXED, Move.CANCEL, Move.REOPEN, Move.RATE, Move.APPOINT}
)


def move(unit: Unit, act: Act) -> Ticket:
    """Make one move and return the ticket after it; everybody concerned will be told.

    Refusals: ``ticket-unknown``, ``move-role``, ``move-now``, ``taken`` (somebody accepted it
    first), ``answer-first``, ``breach-unexplained``, ``too-late``, and those of what the move
    asks for. Work that is late is finished together with the reason for that, if it is given.
    """
    before = ticket_for(unit, act.ticket_id, act.actor_id)
    held = roles(editions.current(unit), before, act.actor_id)
    _refuse_taken(unit, before, act)
    if _says_nothing_new(before, act):
        return movable(unit, act.ticket_id, act.move, act.actor_id)
    if _passes_by(before.status, after(before.status, act.move, held)):
        before = taken_up(unit, before)
    if act.move is Move.DONE and act.facts and breaches.is_unexplained(unit, before):
        after(before.status, act.move, held)  # work that cannot be done leaves no reason behind
        before = _make(unit, before, replace(act, move=Move.EXPLAIN, proof=None), held)
    return _make(unit, before, act, held)


def movable(unit: Unit, ticket_id: int, made: Move, person_id: int) -> Ticket:
    """Return a ticket that this person may move so now; refusals as :func:`move`."""
    ticket = ticket_for(unit, ticket_id, person_id)
    after(ticket.status, made, roles(editions.current(unit), ticket, person_id))
    return ticket


def close_unanswered(unit: Unit, ticket: Ticket) -> None:
    """Close a finished ticket that nobody confirmed in time; this is no rating.

    Nothing while whoever asked has known for less time that it is done.
    """
    told_at = backdating.told_done_at(unit, ticket)
    if told_at and unit.now < told_at + timedelta(days=editions.current(unit).confirm_days):
        return
    closed = replace(ticket, status=Status.CLOSED, closed_at=unit.now, version=ticket.version + 1)
    if tickets.save(unit, ticket, closed):
        act = Act(ticket.id, Move.CLOSE, 0)
        _tell(unit, (ticket, closed), act, Role.SYSTEM)


def _says_nothing_new(ticket: Ticket, act: Act) -> bool:
    """Return whether stars are tapped twice: the team is not told again, a comment stays."""
    given = ticket.rating
    return act.move is Move.RATE and given is not None and given == act.facts.get("stars")


def _passes_by(status: Status, to: Status) -> bool:
    """Return whether a pause that is over would go unnoticed: to leave a hold is to end it."""
    return status is not Status.ON_HOLD or to is Status.ON_HOLD


def taken_up(unit: Unit, ticket: Ticket) -> Ticket:
    """Return a ticket whose pause, if it has lasted as long as it may, is ended.

    A change would otherwise let its clocks run on while it waits, and nobody would hear of it.
    """
    if not clocks.is_pause_over(unit, ticket.id):
        return ticket
    end_pause(unit, ticket.id)
    return tickets.find(unit, ticket.id) or ticket


def end_pause(unit: Unit, ticket_id: int) -> None:
    """Take up work whose pause has lasted as long as it may; nothing if somebody was faster.

    Work that only waited for an appointment goes on by itself, and the team is told.
    """
    ticket = tickets.find(unit, ticket_id)
    if ticket is None:
        return
    if ticket.status is not Status.ON_HOLD:
        _go_on(unit, ticket)
        return
    slot = beginning(unit, ticket)
    version = ticket.version + 1
    resumed = replace(going_on(ticket), status=Status.ACCEPTED, version=version)
    if tickets.save(unit, ticket, resumed):
        facts = {"reason": str(ticket.hold_reason), **(facts_of(slot) if slot else {})}
        _tell(unit, (ticket, resumed), Act(ticket.id, Move.RESUME, 0, facts), Role.SYSTEM)


def _make(unit: Unit, before: Ticket, act: Act, held: frozenset[Role]) -> Ticket:
    """Make a move that these roles may make."""
    status = after(before.status, act.move, held)
    work = _EFFECTS.get(act.move)
    effect = work(unit, before, act) if work else Effect(before, {})
    changed = replace(effect.ticket, status=effect.to or status, version=before.version + 1)
    if not tickets.save(unit, before, changed):
        _refuse_taken(unit, tickets.find(unit, before.id) or before, act)
        raise Refusal("busy")
    made = replace(act, facts=effect.facts)
    _tell(unit, (before, changed), made, _role_in(held, act.move))
    return changed


def _go_on(unit: Unit, ticket: Ticket) -> None:
    after = replace(ticket, version=ticket.version + 1)
    if tickets.save(unit, ticket, after):
        go_on(unit, after)
        school = editions.current(unit)
        debts.owe_card(unit, after, school)
        debts.owe_slot(unit, after, school)


def _refuse_taken(unit: Unit, ticket: Ticket, act: Act) -> None:
    if act.move is not Move.ACCEPT or ticket.holder_id is None:
        return
    if ticket.holder_id != act.actor_id:
        raise Refusal("taken", who=name_of(unit, ticket.holder_id) or "")
    raise Refusal("taken-by-you")


_EFFECTS = {
    **effects.EFFECTS,
    **changing.EFFECTS,
    **breaches.EFFECTS,
    **pausing.EFFECTS,
    **merging.EFFECTS,
    **assigning.EFFECTS,
    **appointing.EFFECTS,
    **agreeing.EFFECTS,
    **backdating.EFFECTS,
    **muting.EFFECTS,
}


def _role_in(held: frozenset[Role], made: Move) -> Role:
    allowed = held & rule_of(made).roles
    if Role.REQUESTER in allowed:
        return Role.REQUESTER
    return next(role for role in _ACTED_IN if role in allowed)


def _tell(unit: Unit, change: tuple[Ticket, Ticket], act: Act, role: Role) -> None:
    before, ticket = change
    school = editions.current(unit)
    deed = Deed(act.move, role, act.facts, act.actor_id or None)
    event_id = record(unit, before, ticket, deed)
    if act.move is Move.MERGE:
        merging.absorb(unit, ticket, act, role)
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
    if act.move is Move.ASSIGN and act.actor_id != ticket.assignee_id:
        debts.owe_assignment(unit, ticket, event_id)
    if act.move in _TOLD_APART:
        _TOLD_APART[act.move](unit, ticket, act, event_id)
    if act.move in _AMONG_STAFF:
        breaches.redraw_questions(unit, ticket)
    elif _concerns_requesters(act.move, ticket):
        merging.tell_requesters(unit, ticket, (act.move, role), event_id)
    if _concerns_team(act.move, role):
        debts.owe_team_notice(unit, ticket, school, event_id)


def _concerns_requesters(made: Move, ticket: Ticket) -> bool:
    """Return whether a move is news; who is only named has not promised anything yet."""
    return made is not Move.MUTE and (made is not Move.ASSIGN or ticket.status is not Status.NEW)


def _concerns_team(made: Move, role: Role) -> bool:
    """Return whether a team must hear of a move; the card alone would change in silence."""
    if role is Role.REQUESTER:
        return made in _FROM_REQUESTER
    return made in _TO_TEAM or (made is Move.RESUME and role is Role.SYSTEM)
