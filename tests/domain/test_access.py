"""Who is what to a ticket, and what follows from it."""

from dataclasses import replace

import pytest

from domain.access import hands_of, is_manager, may_see, roles, staff_of
from domain.moves import Role
from domain.school import Grant, Staff
from domain.tickets import Status, Ticket
from tests.domain.samples import (
    DISPATCHER_ID,
    HEAD_ID,
    LEAD_ID,
    MANAGER_ID,
    OTHER_ID,
    REQUESTER_ID,
    STRANGER_ID,
    WORKER_ID,
    school,
    ticket,
)

SCHOOL = school()


def held(user_id: int) -> Ticket:
    """Return a ticket that somebody has accepted."""
    return replace(ticket(assignee_id=user_id), status=Status.ACCEPTED)


@pytest.mark.parametrize(
    ("asked", "user_id", "expected"),
    [
        (ticket(), REQUESTER_ID, {Role.REQUESTER}),
        (ticket(), WORKER_ID, {Role.WORKER}),
        (ticket(), LEAD_ID, {Role.LEAD}),
        (ticket(), DISPATCHER_ID, {Role.DISPATCHER}),
        (ticket(), MANAGER_ID, {Role.MANAGER}),
        (ticket(), HEAD_ID, {Role.HEAD}),
        (ticket(), OTHER_ID, set()),
        (ticket(), STRANGER_ID, set()),
        (ticket(team="power"), WORKER_ID, set()),
        (ticket(team="power"), LEAD_ID, set()),
        (ticket(team="power"), DISPATCHER_ID, {Role.DISPATCHER}),
        (ticket(team="power"), MANAGER_ID, {Role.MANAGER, Role.WORKER}),
        (ticket(team="power"), OTHER_ID, {Role.MANAGER, Role.WORKER}),
        (held(WORKER_ID), WORKER_ID, {Role.WORKER, Role.ASSIGNEE}),
        (held(LEAD_ID), LEAD_ID, {Role.LEAD, Role.ASSIGNEE}),
        (held(WORKER_ID), LEAD_ID, {Role.LEAD}),
        # Whoever is named has not accepted yet.
        (ticket(assignee_id=WORKER_ID), WORKER_ID, {Role.WORKER}),
        # Somebody who is no longer of the team has no hand in it.
        (held(OTHER_ID), OTHER_ID, set()),
        (held(STRANGER_ID), STRANGER_ID, set()),
        (held(DISPATCHER_ID), DISPATCHER_ID, {Role.DISPATCHER}),
        # A worker may file for the own team.
        (ticket(requester_id=WORKER_ID), WORKER_ID, {Role.REQUESTER, Role.WORKER}),
        (
            replace(held(WORKER_ID), requester_id=WORKER_ID),
            WORKER_ID,
            {Role.REQUESTER, Role.WORKER, Role.ASSIGNEE},
        ),
        (ticket(requester_id=OTHER_ID), OTHER_ID, {Role.REQUESTER}),
    ],
)
def test_roles_and_sight(asked: Ticket, user_id: int, expected: set[Role]) -> None:
    """Each part comes from filing, from a grant or from holding the work; none means blind."""
    assert roles(SCHOOL, asked, user_id) == expected
    assert may_see(SCHOOL, asked, user_id) is bool(expected)


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.ASSIGNEE, Role.SYSTEM])
def test_some_parts_cannot_be_granted(role: Role) -> None:
    """Requester, assignee and the desk itself are never a matter of the staff list."""
    staff = {STRANGER_ID: Staff(STRANGER_ID, {}, (Grant(role, None),))}
    with_grant = replace(SCHOOL, staff=staff)
    assert roles(with_grant, ticket(), STRANGER_ID) == frozenset()


@pytest.mark.parametrize(
    ("role", "team", "expected"),
    [
        (Role.WORKER, "water", [WORKER_ID]),
        (Role.WORKER, "power", [MANAGER_ID, OTHER_ID]),
        (Role.WORKER, None, []),
        (Role.LEAD, "water", [LEAD_ID]),
        (Role.LEAD, "power", []),
        (Role.DISPATCHER, "water", [DISPATCHER_ID]),
        (Role.DISPATCHER, None, [DISPATCHER_ID]),
        (Role.MANAGER, "water", [MANAGER_ID]),
        (Role.MANAGER, "power", [MANAGER_ID, OTHER_ID]),
        (Role.MANAGER, None, [MANAGER_ID]),
        (Role.HEAD, "water", [HEAD_ID]),
    ],
)
def test_staff_of_a_team(role: Role, team: str | None, expected: list[int]) -> None:
    """A grant without a team holds for every team, one with a team only there."""
    assert [staff.user_id for staff in staff_of(SCHOOL, role, team)] == expected


def test_the_hands_of_a_team() -> None:
    """Its workers and its lead, each once; nobody who only looks after it."""
    assert [each.user_id for each in hands_of(SCHOOL, "water")] == [WORKER_ID, LEAD_ID]
    assert [each.user_id for each in hands_of(SCHOOL, "power")] == [MANAGER_ID, OTHER_ID]


@pytest.mark.parametrize(
    ("user_id", "expected"),
    [(MANAGER_ID, True), (OTHER_ID, True), (LEAD_ID, False), (STRANGER_ID, False)],
)
def test_is_manager(user_id: int, expected: object) -> None:
    """A manager of one team is a manager."""
    assert is_manager(SCHOOL, user_id) is expected
