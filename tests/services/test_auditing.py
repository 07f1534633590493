"""What staff do that weighs shows in the audit, and nothing that anybody wrote."""

from datetime import timedelta

import pytest

from domain.auditing import WEIGHTY
from domain.moves import Move, Role
from domain.school import School
from domain.tickets import Ticket
from models import audit
from models.audit import Weighty
from models.unit import Units
from tests.services.people import asked, draft, files, moves
from tests.support.clocks import StillClock
from tests.support.schools import LEAD, MANAGER, WORKER
from tests.support.tickets import REQUESTER


def shown(units: Units, user_id: int | None = None) -> list[Weighty]:
    """Return what the audit shows of staff, the newest first."""
    return asked(units, lambda unit: audit.weighty(unit, None, user_id))


def test_who_did_what_to_which_ticket_and_when(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """A mute and its end are told apart."""
    begin, number = clock.now(), ticket.public_number
    moves(units, ticket, LEAD, Move.MUTE, days=7)
    clock.forward(minutes=5)
    moves(units, ticket, MANAGER, Move.MUTE, days=0)
    later = begin + timedelta(minutes=5)
    assert shown(units) == [
        Weighty(MANAGER, Move.MUTE, Role.MANAGER, number, later, lifted=True),
        Weighty(LEAD, Move.MUTE, Role.LEAD, number, begin, lifted=False),
    ]
    assert [each.user_id for each in shown(units, LEAD)] == [LEAD]
    assert asked(units, lambda unit: len(audit.weighty(unit, later, None))) == 1


def test_what_is_everyday_work_does_not_show(units: Units, ticket: Ticket) -> None:
    """Who works on it may raise its priority; a manager who does so is shown."""
    moves(units, ticket, WORKER, Move.PRIORITISE, priority=2)
    moves(units, ticket, WORKER, Move.ARRIVE, Move.DONE)
    assert shown(units) == []
    other = files(units)
    moves(units, other, MANAGER, Move.PRIORITISE, priority=2)
    assert [(each.move, each.number) for each in shown(units)] == [
        (Move.PRIORITISE, other.public_number)
    ]


@pytest.mark.parametrize(("who", "lines"), [(REQUESTER, 0), (LEAD, 1)])
def test_a_ticket_of_ones_own_may_be_cancelled(
    units: Units, ticket: Ticket, who: int, lines: int
) -> None:
    """Only another's is a line."""
    moves(units, ticket, who, Move.CANCEL)
    assert len(shown(units)) == lines


def test_what_is_merged_behind_a_merge_is_nobodys_act(units: Units, school: School) -> None:
    """One line for what somebody did, whatever follows from it."""
    first, second, third = (files(units, draft()) for _ in range(3))
    moves(units, third, LEAD, Move.MERGE, into=second.id)
    moves(units, second, LEAD, Move.MERGE, into=first.id)
    assert [each.number for each in shown(units)] == [second.public_number, third.public_number]


def test_half_a_year_is_shown(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """As of the rest of the audit; the ticket's history keeps it."""
    moves(units, ticket, LEAD, Move.CANCEL)
    clock.forward(days=180, seconds=1)
    assert shown(units) == []


def test_the_requester_and_the_desk_are_no_staff() -> None:
    """Whatever is added to the table."""
    assert not any(roles & {Role.REQUESTER, Role.SYSTEM} for roles in WEIGHTY.values())
