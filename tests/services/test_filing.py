"""Filing a ticket: where it goes, what is promised, who is told."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from domain.clocks import ClockKind
from domain.facts import Attachment
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Kind, Status
from models import clocks, history, people
from models.unit import Units
from tests.services.people import asked, draft, files, kinds
from tests.support.schools import DISPATCH_CHAT, DORMITORY_CHAT, REPAIR_CHAT, ROOM
from tests.support.tickets import REQUESTER


def test_a_repair(units: Units, school: School) -> None:
    """It gets a number, a team, its clocks, its first event, and the team is owed a card."""
    ticket = files(units)

    assert (ticket.public_number, ticket.team, ticket.status) == ("R-1001", "repair", Status.NEW)
    assert ticket.route_reason == "category:WTR"
    running = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))
    assert [clock.kind for clock in running] == [ClockKind.ACK, ClockKind.RESOLVE]
    assert all(clock.next_at for clock in running)
    (event,) = asked(units, lambda unit: history.events_of(unit, ticket.id))
    assert (event.move, event.role, event.actor_name) == (Move.SUBMIT, Role.REQUESTER, "Anna")
    assert kinds(units) == [("card", REPAIR_CHAT)]


def test_the_place_decides_the_team_and_is_remembered(units: Units, school: School) -> None:
    """The route of a dormitory beats none for the category; the next form starts from there."""
    files(units, draft(service="FOD-01", place="main/d/2/201"))

    assert kinds(units) == [("card", DORMITORY_CHAT)]
    person = asked(units, lambda unit: people.find(unit, REQUESTER))
    assert person is not None
    assert person.last_place == "main/d/2/201"


def test_a_ticket_without_a_place_keeps_the_last_one(units: Units, school: School) -> None:
    """A complaint says nothing about where somebody usually is."""
    files(units)
    files(units, draft(service="FOD-01", place=""))

    person = asked(units, lambda unit: people.find(unit, REQUESTER))
    assert person is not None
    assert person.last_place == ROOM


def test_what_nobody_claims_goes_to_dispatch(units: Units, school: School) -> None:
    """Its chat gets the card and an alarm: nothing is filed to nowhere."""
    ticket = files(units, draft(service="SUG-01", place=""))

    assert (ticket.kind, ticket.public_number) == (Kind.SUGGESTION, "S-1001")
    assert sorted(kinds(units)) == [("card", DISPATCH_CHAT), ("unrouted", DISPATCH_CHAT)]


def test_pictures_and_files(units: Units, school: School) -> None:
    """Each is kept as what it came."""
    ticket = files(units, replace(draft(), photos=("a", "b"), documents=("b",)))

    kept = asked(units, lambda unit: history.files_of(unit, ticket.id))
    assert kept == (Attachment("a", "photo", "before"), Attachment("b", "document", "before"))


def test_a_service_that_is_gone(units: Units, school: School) -> None:
    """It is refused and nothing is stored."""
    with pytest.raises(Refusal, match="service-gone"):
        files(units, draft(service="OLD-01"))
    assert kinds(units) == []


def test_numbers_are_given_once(units: Units, school: School) -> None:
    """However many file at the same time."""
    files(units)
    start = Barrier(4)

    def file(_: int) -> int:
        start.wait()
        return files(units).number

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(file, range(4))) == [1002, 1003, 1004, 1005]
