"""What a person is to a ticket, and so what they may see and do."""

from __future__ import annotations

from domain.moves import Role
from domain.school import School, Staff
from domain.tickets import Ticket

_GRANTABLE = frozenset({Role.WORKER, Role.LEAD, Role.DISPATCHER, Role.MANAGER, Role.HEAD})
_MANAGE = frozenset({Role.MANAGER, Role.HEAD})
_HANDS = frozenset({Role.WORKER, Role.LEAD})


def roles(school: School, ticket: Ticket, user_id: int) -> frozenset[Role]:
    """Return every part a person plays for a ticket; none for a stranger.

    A grant counts for its team's tickets, or for all when it names no team. The assignee is one
    only after the ticket was accepted, and while still a worker or lead of its team.
    """
    parts = _granted(school.staff.get(user_id), ticket.team)
    if ticket.holder_id == user_id and parts & _HANDS:
        parts |= {Role.ASSIGNEE}
    if ticket.requester_id == user_id:
        parts |= {Role.REQUESTER}
    return parts


def may_see(school: School, ticket: Ticket, user_id: int) -> bool:
    """Return whether a person may know of a ticket at all."""
    return bool(roles(school, ticket, user_id))


def staff_of(school: School, role: Role, team: str | None) -> tuple[Staff, ...]:
    """Return who holds a role for a team, the whole school's included, in the school's order.

    Without a team, only who holds it for the whole school.
    """
    return tuple(staff for staff in school.staff.values() if role in _granted(staff, team))


def hands_of(school: School, team: str) -> tuple[Staff, ...]:
    """Return the workers and leads of a team, in the school's order."""
    return tuple(each for each in school.staff.values() if _granted(each, team) & _HANDS)


def is_manager(school: School, user_id: int) -> bool:
    """Return whether a person manages the school or any team, or is the head of logistics."""
    staff = school.staff.get(user_id)
    return staff is not None and any(grant.role in _MANAGE for grant in staff.grants)


def works_for(school: School, team: str, user_id: int) -> bool:
    """Return whether a person has any part in a team's work, as staff of it or of the school."""
    return bool(_granted(school.staff.get(user_id), team))


def _granted(staff: Staff | None, team: str | None) -> frozenset[Role]:
    if staff is None:
        return frozenset()
    held = (grant.role for grant in staff.grants if grant.team in {None, team})
    return frozenset(held) & _GRANTABLE
