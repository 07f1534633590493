"""Lists of tickets, each for somebody who may see them."""

from collections.abc import Iterable
from datetime import timedelta

from domain.access import is_manager, roles, works_for
from domain.breaches import broken
from domain.clocks import WORK
from domain.facts import Line, Missed
from domain.moves import Move
from domain.refusal import Refusal
from domain.rules import rule_of
from domain.school import School, Team
from domain.tickets import Ticket
from models import clocks, editions, tickets
from models.chats import former
from models.unit import Unit
from services.gate import is_emergency

SHOWN = 30
LATELY = timedelta(days=30)
LOOKED_AT = 200
"""Tickets of the whole school among which those of a manager are looked for."""


def of_requester(unit: Unit, person_id: int) -> tuple[Line, ...]:
    """Return a person's own tickets, the newest first."""
    return lines(unit, tickets.of_requester(unit, person_id, SHOWN))


def queue_of(unit: Unit, team: Team) -> tuple[Line, ...]:
    """Return what a team still has to do, the oldest first."""
    return lines(unit, tickets.open_of_team(unit, team.code, SHOWN))


def of_assignee(unit: Unit, person_id: int) -> tuple[Line, ...]:
    """Return what a worker accepted or was named for and has not finished, the oldest first."""
    return lines(unit, tickets.open_of_assignee(unit, person_id, SHOWN))


def missed_by(unit: Unit, person_id: int) -> tuple[Missed, ...]:
    """Return the tickets whose promises broke of late, as far as a manager may see them.

    The latest first. Refusal ``forbidden`` for anybody else.
    """
    school = editions.current(unit)
    require_manager(school, person_id)
    broke = clocks.breached(unit, unit.now - LATELY, LOOKED_AT)
    found = (tickets.find(unit, ticket_id) for ticket_id in broke)
    mine = [each for each in found if each and _manages(school, each, person_id)][:SHOWN]
    return tuple(_missed(unit, line) for line in lines(unit, mine))


def teams_in(unit: Unit, chat_id: int) -> tuple[Team, ...]:
    """Return the teams whose chat this is, also after the group got a new id.

    Several share one when each has a topic of its own.
    """
    every = tuple(editions.current(unit).teams.values())
    here = tuple(team for team in every if team.chat_id == chat_id)
    if here:
        return here
    known_as = former(unit, chat_id)
    return tuple(team for team in every if team.chat_id == known_as)


def team_in(unit: Unit, chat_id: int, topic_id: int | None = None) -> Team | None:
    """Return the team whose chat this is: of several that of the topic, else the first."""
    here = teams_in(unit, chat_id)
    of_topic = (team for team in here if team.topic_id == topic_id)
    return next(of_topic, here[0] if here else None)


def team_about(unit: Unit, chat_id: int, ticket_id: int | None) -> Team | None:
    """Return the team that is spoken to in a chat about a ticket: of several the one that has it.

    Without a ticket, or when none of them has it, the first.
    """
    here = teams_in(unit, chat_id)
    ticket = tickets.find(unit, ticket_id) if ticket_id and len(here) > 1 else None
    its = (team for team in here if ticket and team.code == ticket.team)
    return next(its, here[0] if here else None)


def require_manager(school: School, person_id: int) -> None:
    """Raise Refusal ``forbidden`` for anybody but a manager."""
    if not is_manager(school, person_id):
        raise Refusal("forbidden")


def require_staff(school: School, team: Team, person_id: int) -> None:
    """Raise Refusal ``not-staff`` for anybody who has no part in a team's work."""
    if not works_for(school, team.code, person_id):
        raise Refusal("not-staff")


def lines(unit: Unit, found: Iterable[Ticket]) -> tuple[Line, ...]:
    """Return the line of each ticket: who has it and by when it is promised."""
    shown = tuple(found)
    names = tickets.names(unit, (t.assignee_id for t in shown if t.assignee_id))
    return tuple(_line(unit, ticket, names) for ticket in shown)


def _line(unit: Unit, ticket: Ticket, names: dict[int, str]) -> Line:
    """Return the line with the date that was agreed, else the promised one."""
    mine = [c for c in clocks.of_ticket(unit, ticket.id) if c.kind in WORK and not c.outcome]
    dates = [each.agreed_at or each.due_at for each in mine if each.agreed_at or each.due_at]
    due_at = dates[-1] if dates else None
    late = due_at is not None and due_at < unit.now
    name = names.get(ticket.assignee_id or 0)
    return Line(ticket, name, due_at, late, is_emergency(unit, ticket))


def _manages(school: School, ticket: Ticket, person_id: int) -> bool:
    return bool(roles(school, ticket, person_id) & rule_of(Move.EXCUSE).roles)


def _missed(unit: Unit, line: Line) -> Missed:
    late = broken(clocks.of_ticket(unit, line.ticket.id))
    moments = (clock.breached_at for clock in late)
    given = tuple(clock.reason for clock in late if clock.reason)
    accepted = all(clock.excused for clock in late)
    return Missed(line, max(each for each in moments if each), given, accepted)
