"""What the moves of every day do to a ticket, and what their events keep."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from domain.moves import Move
from domain.refusal import Refusal
from domain.tickets import Ticket, going_on
from models import editions
from models.unit import Unit
from services.acts import Act, Effect, Work
from services.backdating import told_done_at
from services.breaches import require_reason
from services.results import require_answer

STARS = range(1, 6)


def _accepted(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    return Effect(replace(ticket, assignee_id=act.actor_id, accepted_at=unit.now), {})


def _resumed(_: Unit, ticket: Ticket, __: Act) -> Effect:
    return Effect(going_on(ticket), {})


def _done(unit: Unit, ticket: Ticket, _: Act) -> Effect:
    require_answer(unit, ticket)
    require_reason(unit, ticket)
    return Effect(replace(ticket, done_at=unit.now), {})


def _not_fixed(_: Unit, ticket: Ticket, __: Act) -> Effect:
    again = replace(ticket, cycle=ticket.cycle + 1, done_at=None)
    return Effect(again, {"holder": ticket.team})


def _rated(_: Unit, ticket: Ticket, act: Act) -> Effect:
    stars = act.facts.get("stars")
    if not isinstance(stars, int) or stars not in STARS:
        raise Refusal("rate-range")
    return Effect(replace(ticket, rating=stars, rating_comment=None), {"stars": stars})


def _ended(unit: Unit, ticket: Ticket, _: Act) -> Effect:
    return Effect(replace(going_on(ticket), closed_at=unit.now), {})


def _reopened(unit: Unit, ticket: Ticket, _: Act) -> Effect:
    days = editions.current(unit).reopen_days
    ended = ticket.closed_at or told_done_at(unit, ticket)
    if ended is not None and unit.now > ended + timedelta(days=days):
        raise Refusal("too-late", days=days)
    again = replace(_unclaimed(ticket), cycle=ticket.cycle + 1)
    return Effect(replace(again, done_at=None, closed_at=None), {"holder": ticket.team})


def _released(_: Unit, ticket: Ticket, __: Act) -> Effect:
    """Keep since when it was accepted: the acceptance is taken back, not one before it."""
    since = {"since": ticket.accepted_at.isoformat()} if ticket.accepted_at else {}
    return Effect(_unclaimed(ticket), since)


def _transferred(unit: Unit, ticket: Ticket, act: Act) -> Effect:
    team = str(act.facts.get("team", ""))
    if team not in editions.current(unit).teams:
        raise Refusal("button-unknown")
    if team == ticket.team:
        raise Refusal("same-team")
    reason = f"transfer:{ticket.team}"
    moved = replace(_unclaimed(ticket), team=team, route_reason=reason)
    return Effect(moved, {"team": team, "holder": team})


def _unclaimed(ticket: Ticket) -> Ticket:
    return replace(going_on(ticket), assignee_id=None, accepted_at=None)


EFFECTS: Mapping[Move, Work] = {
    Move.ACCEPT: _accepted,
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
