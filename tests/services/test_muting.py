"""Whoever misuses the desk is kept from filing and writing for some days; nothing else stops."""

import pytest

from domain.drafts import Draft
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Kind, Status, Ticket
from models import history, people
from models.unit import Units
from services import talk
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import DISPATCHER, HEAD, LEAD, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER

MAY = (LEAD, DISPATCHER, MANAGER, HEAD)


def writes(units: Units, ticket: Ticket) -> str:
    """Let the requester write to a ticket and return why not, "" when it was carried."""
    try:
        with units.open() as unit:
            talk.add_words(unit, talk.Words(ticket.id, REQUESTER, "Anna", "hello"))
    except Refusal as error:
        return error.reason
    return ""


def files_another(units: Units, service: str = "WTR-01") -> str:
    """Let the requester file a ticket and return why not, "" when it was filed."""
    try:
        files(units, draft(service))
    except Refusal as error:
        return error.reason
    return ""


@pytest.mark.parametrize("who", MAY)
def test_for_a_day(
    units: Units, school: School, ticket: Ticket, clock: StillClock, who: int
) -> None:
    """The requester is told once; emergencies pass, and after the day all goes on."""
    after = moves(units, ticket, who, Move.MUTE, days=1)

    assert after.status is ticket.status
    assert sorted(kinds(units)) == [("card", REPAIR_CHAT), ("notice", REQUESTER)]
    assert (writes(units, ticket), files_another(units)) == ("muted", "muted")
    assert files_another(units, "EMG-01") == ""
    assert moves(units, ticket, WORKER, Move.DONE).status is Status.DONE
    clock.forward(days=1)
    assert files_another(units) == ""


def test_words_to_an_emergency_pass(units: Units, school: School) -> None:
    """It must get through in any case."""
    emergency = files(units, draft("EMG-01"))
    moves(units, emergency, LEAD, Move.MUTE, days=7)
    assert (writes(units, emergency), files_another(units)) == ("", "muted")


def test_it_can_be_lifted(units: Units, school: School, ticket: Ticket) -> None:
    """The history has both, by name and with the date."""
    moves(units, ticket, LEAD, Move.MUTE, days=7)
    moves(units, ticket, MANAGER, Move.MUTE, days=0)

    assert (writes(units, ticket), files_another(units)) == ("", "")
    events = asked(units, lambda unit: history.events_of(unit, ticket.id))
    told = [(each.role, each.facts) for each in events if each.move is Move.MUTE]
    assert told == [
        (Role.LEAD, {"date": "2026-11-30T01:00:00+00:00"}),
        (Role.MANAGER, {}),
    ]


@pytest.mark.parametrize(
    ("who", "days", "reason"),
    [
        (WORKER, 1, "move-role"),
        (REQUESTER, 0, "move-role"),
        (LEAD, 2, "button-unknown"),
        (LEAD, -1, "button-unknown"),
    ],
)
def test_not_by_anybody_nor_for_ever(
    units: Units, ticket: Ticket, who: int, days: int, reason: str
) -> None:
    """It is refused and nothing is stored."""
    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, who, Move.MUTE, days=days)
    person = asked(units, lambda unit: people.find(unit, REQUESTER))
    assert person is not None
    assert person.muted_until is None


def test_an_anonymous_complaint_stays_anonymous(units: Units, school: School) -> None:
    """Its requester is muted; no other ticket of the same person shows it."""
    known = files(units)
    hidden = files(units, Draft(Kind.COMPLAINT, service="FOD-01", words="cold"))
    owed(units)
    moves(units, hidden, MANAGER, Move.MUTE, days=7)

    assert files_another(units) == "muted"
    events = asked(units, lambda unit: history.events_of(unit, known.id))
    assert [each.move for each in events] == [Move.SUBMIT]
    assert all(debt.ticket_id == hidden.id for debt in owed(units))


def test_thirty_messages_an_hour(
    units: Units, school: School, ticket: Ticket, clock: StillClock
) -> None:
    """To each ticket; the next one is taken when the first is an hour old."""
    other = files(units)
    assert {writes(units, ticket) for _ in range(30)} == {""}
    assert (writes(units, ticket), writes(units, other)) == ("words-hour", "")
    clock.forward(hours=1)
    assert writes(units, ticket) == ""
