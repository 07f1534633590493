"""Tickets: numbers, the conditional update, and the lists that screens ask for."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest

from domain.tickets import HoldReason, Kind, Status
from models import people, tickets
from models.unit import Units
from tests.support.clocks import MONDAY
from tests.support.schools import COLLEAGUE, WORKER
from tests.support.tickets import NEW, REQUESTER, filed

RACERS = 6


def test_a_ticket_comes_back_as_it_was_stored(units: Units) -> None:
    """Every field survives, those that are empty at first and those that are not."""
    full = replace(
        NEW,
        status=Status.ON_HOLD,
        assignee_id=WORKER,
        hold_reason=HoldReason.PARTS,
        rating=5,
        rating_comment="<b>谢谢</b>",
        accepted_at=MONDAY,
        done_at=MONDAY + timedelta(hours=1),
        closed_at=MONDAY + timedelta(days=1),
    )
    with units.open() as unit:
        stored = [filed(unit), filed(unit, full)]
        stored.append(filed(unit, replace(NEW, merged_into=stored[0].id, follows=stored[0].id)))
    with units.open() as unit:
        assert [tickets.find(unit, ticket.id) for ticket in stored] == stored


def test_numbers_start_at_1001_for_each_kind(units: Units) -> None:
    """Each kind counts for itself, so R-1001 and C-1001 are two tickets."""
    kinds = (Kind.REPAIR, Kind.REPAIR, Kind.COMPLAINT)
    with units.open() as unit:
        assert [tickets.next_number(unit, kind) for kind in kinds] == [1001, 1002, 1001]


def test_numbers_are_unique_when_many_file_at_once(units: Units) -> None:
    """Two people who submit in the same moment never get the same number."""

    def file(_: int) -> int:
        with units.open() as unit:
            return filed(unit).number

    with ThreadPoolExecutor(RACERS) as threads:
        numbers = list(threads.map(file, range(4 * RACERS)))

    assert sorted(numbers) == list(range(1001, 1001 + 4 * RACERS))


def test_a_ticket_is_found_by_its_public_number(units: Units) -> None:
    """The number alone is not enough: the kind is part of it."""
    with units.open() as unit:
        ticket = filed(unit)

        assert tickets.numbered(unit, Kind.REPAIR, ticket.number) == ticket
        assert tickets.numbered(unit, Kind.COMPLAINT, ticket.number) is None
        assert tickets.find(unit, ticket.id + 1) is None


def test_a_change_is_stored_with_the_next_version(units: Units) -> None:
    """The version counts changes, whatever the caller wrote there."""
    with units.open() as unit:
        before = filed(unit)
        after = replace(before, status=Status.ACCEPTED, assignee_id=WORKER, version=2)

        assert tickets.save(unit, before, after)
        assert tickets.find(unit, before.id) == after


def test_a_change_of_what_somebody_else_changed_is_refused(units: Units) -> None:
    """A stale reader writes nothing."""
    with units.open() as unit:
        before = filed(unit)
        first = replace(before, status=Status.ACCEPTED, assignee_id=WORKER, version=2)
        second = replace(before, status=Status.CANCELLED, version=2)

        assert tickets.save(unit, before, first)
        assert not tickets.save(unit, before, second)
        assert tickets.find(unit, before.id) == first


def test_of_many_who_accept_at_once_one_wins(units: Units) -> None:
    """All have read the same version; the database lets one through."""
    with units.open() as unit:
        before = filed(unit)
    ready = Barrier(RACERS)

    def accept(worker: int) -> int | None:
        after = replace(before, status=Status.ACCEPTED, assignee_id=worker, version=2)
        ready.wait()
        with units.open() as unit:
            return worker if tickets.save(unit, before, after) else None

    with ThreadPoolExecutor(RACERS) as threads:
        winners = [worker for worker in threads.map(accept, range(1, RACERS + 1)) if worker]

    with units.open() as unit:
        stored = tickets.find(unit, before.id)
    assert stored is not None
    assert winners == [stored.assignee_id]


@pytest.mark.parametrize("status", Status)
def test_open_lists_hold_what_somebody_must_still_do(units: Units, status: Status) -> None:
    """New, accepted, on site and on hold are open; the rest is not."""
    is_open = status in {Status.NEW, Status.ACCEPTED, Status.ON_SITE, Status.ON_HOLD}
    with units.open() as unit:
        ticket = filed(unit, replace(NEW, status=status, assignee_id=WORKER))
        expected = [ticket] if is_open else []

        assert tickets.all_open(unit) == expected
        assert tickets.open_of_team(unit, "repair", 10) == expected
        assert tickets.open_of_assignee(unit, WORKER, 10) == expected
        assert tickets.count_open(unit) == len(expected)


def test_lists_hold_only_ones_own(units: Units) -> None:
    """No list shows what belongs to another team, worker or requester."""
    with units.open() as unit:
        filed(unit, replace(NEW, assignee_id=WORKER))

        assert tickets.open_of_team(unit, "dormitory", 10) == []
        assert tickets.open_of_assignee(unit, COLLEAGUE, 10) == []
        assert tickets.of_requester(unit, REQUESTER - 1, 10) == []


def test_a_requester_sees_the_newest_and_a_team_the_oldest_first(units: Units) -> None:
    """Each list is cut at its less interesting end."""
    with units.open() as unit:
        first, second, third = (filed(unit) for _ in range(3))

        assert tickets.of_requester(unit, REQUESTER, 2) == [third, second]
        assert tickets.open_of_team(unit, "repair", 2) == [first, second]


def test_tickets_wait_for_confirmation_since_they_were_done(units: Units) -> None:
    """Done and confirmed ones are returned once the moment has passed, closed ones never."""
    with units.open() as unit:
        done = filed(unit, replace(NEW, status=Status.DONE, done_at=MONDAY))
        filed(unit, replace(NEW, status=Status.CLOSED, done_at=MONDAY))
        later = MONDAY + timedelta(seconds=1)
        filed(unit, replace(NEW, status=Status.DONE, done_at=later))

        assert tickets.done_before(unit, MONDAY, 10) == [done]
        assert tickets.done_before(unit, MONDAY - timedelta(seconds=1), 10) == []


def test_names_are_asked_for_together(units: Units) -> None:
    """Who is unknown has no name."""
    with units.open() as unit:
        people.add(unit, WORKER, "王师傅")

        assert tickets.names(unit, [WORKER, WORKER, COLLEAGUE]) == {WORKER: "王师傅"}
        assert tickets.names(unit, []) == {}
