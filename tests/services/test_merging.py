"""Merging duplicates: what may be merged, what is kept, and who hears of it afterwards."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from domain.clocks import ClockKind, Outcome
from domain.drafts import Draft
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Status, Ticket
from models import clocks, history, posts, tickets
from models.figures import Compliance, compliance, reasons
from models.posts import Post
from models.unit import Units
from services.debts import BREACH
from services.filing import submit
from services.gate import card_of, ticket_for
from services.lists import missed_by
from services.merging import likely_parents
from services.moving import close_unanswered
from services.people import person_for
from services.timing import drift, sound
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.clocks import MONDAY, StillClock
from tests.support.debts import owed
from tests.support.schools import (
    BURST,
    COLLEAGUE,
    DISPATCHER,
    FOOD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER

BEN, CHEN = 2021, 2022


@pytest.fixture
def parent(units: Units, school: School) -> Ticket:
    """File a repair by Anna; what is owed for that is paid."""
    filed = files(units)
    owed(units)
    return filed


@pytest.fixture
def child(units: Units, parent: Ticket) -> Ticket:
    """Let Ben file the same; what is owed for that is paid."""
    filed = files_as(units, BEN)
    owed(units)
    return filed


def files_as(units: Units, person_id: int, filled: Draft | None = None) -> Ticket:
    """Let somebody file a repair."""
    with units.open() as unit:
        person = person_for(unit, person_id, f"P{person_id}")
        return submit(unit, person, filled or draft())


def found(units: Units, ticket: Ticket) -> Ticket:
    """Return a ticket as it stands."""
    return asked(units, lambda unit: tickets.find(unit, ticket.id)) or ticket


def told(units: Units) -> list[tuple[int, int | None]]:
    """Return to whom the news of an event is owed now, and on which ticket."""
    return [(debt.chat_id, debt.ticket_id) for debt in owed(units) if debt.kind == "notice"]


def events(units: Units, ticket: Ticket) -> list[tuple[Move, Role, dict[str, str | int]]]:
    """Return what happened to a ticket after it was filed."""
    with units.open() as unit:
        _, *after = history.events_of(unit, ticket.id)
    return [(event.move, event.role, dict(event.facts)) for event in after]


@pytest.mark.parametrize("number", [True, False])
def test_merged(units: Units, parent: Ticket, child: Ticket, number: bool) -> None:  # noqa: FBT001  a parameter of the test
    """The one ends, the other goes on; both know, and so do both sides."""
    into = parent.public_number if number else parent.id
    merged = moves(units, child, LEAD, Move.MERGE, into=into)

    assert (merged.status, merged.merged_into) == (Status.MERGED, parent.id)
    assert merged.closed_at == MONDAY
    assert kinds(units) == [("card", REPAIR_CHAT), ("card", REPAIR_CHAT), ("notice", BEN)]
    assert events(units, child) == [(Move.MERGE, Role.LEAD, {"into": "R-1001"})]
    assert events(units, parent) == [(Move.ABSORB, Role.LEAD, {"from": "R-1002"})]
    assert found(units, parent) == parent


def test_the_clocks(units: Units, parent: Ticket, child: Ticket, clock: StillClock) -> None:
    """The child's are excluded though broken; the parent's go on; the histories agree."""
    clock.forward(hours=2)
    merged = moves(units, child, LEAD, Move.MERGE, into=parent.id)
    with units.open() as unit:
        ended, running = (clocks.of_ticket(unit, each.id) for each in (merged, parent))
        assert {each.outcome for each in ended} == {Outcome.MERGED}
        assert {each.outcome for each in running} == {None}
        assert (drift(unit, merged), drift(unit, parent)) == ((), ())
        # only the parent's acceptance was missed
        assert compliance(unit, MONDAY, unit.now) == Compliance(0, 1, 0, 0)


def test_nobody_need_say_why_a_merged_one_was_late(
    units: Units, parent: Ticket, child: Ticket, clock: StillClock
) -> None:
    """The question is answered by the merge, and only the other is among what was late."""
    clock.forward(hours=25)
    with units.open() as unit:
        for each in (parent, child):
            sound(unit, each.id, (ClockKind.RESOLVE, 1, 1))
        posts.add(unit, Post(REPAIR_CHAT, 7, child.id, "breach:1", picture=False))
    owed(units)
    merged = moves(units, child, LEAD, Move.MERGE, into=parent.id)
    assert [chat_id for kind, chat_id in kinds(units) if kind == BREACH] == [REPAIR_CHAT]
    with pytest.raises(Refusal, match="nothing-to-explain"):
        moves(units, merged, WORKER, Move.EXPLAIN, reason="parts")
    with units.open() as unit:
        assert [each.line.ticket.id for each in missed_by(unit, MANAGER)] == [parent.id]
        # the parent's acceptance and its work
        assert reasons(unit, MONDAY, unit.now) == ((None, 2),)
        assert drift(unit, merged) == ()


def test_what_was_missed_before_the_merge_counts_no_more(
    units: Units, parent: Ticket, child: Ticket, clock: StillClock
) -> None:
    """An acceptance that came too late is forgotten with the rest, and nobody is asked for it."""
    clock.forward(hours=2)
    theirs = moves(units, child, WORKER, Move.ACCEPT)
    with units.open() as unit:
        assert compliance(unit, MONDAY, clock.now()).missed == 2
        assert {each.line.ticket.id for each in missed_by(unit, MANAGER)} == {child.id}
    merged = moves(units, theirs, LEAD, Move.MERGE, into=parent.id)
    with pytest.raises(Refusal, match="nothing-to-explain"):
        moves(units, merged, WORKER, Move.EXPLAIN, reason="parts")
    with units.open() as unit:
        assert compliance(unit, MONDAY, clock.now()) == Compliance(0, 1, 0, 0)
        assert missed_by(unit, MANAGER) == ()
        assert reasons(unit, MONDAY, clock.now()) == ((None, 1),)
        assert drift(unit, merged) == ()


def test_a_reason_is_no_news(
    units: Units, parent: Ticket, child: Ticket, clock: StillClock
) -> None:
    """Why the other is late, and whether that is accepted, stays among staff."""
    moves(units, child, LEAD, Move.MERGE, into=parent.id)
    clock.forward(hours=25)
    owed(units)
    moves(units, parent, LEAD, Move.EXPLAIN, reason="parts")
    moves(units, parent, MANAGER, Move.EXCUSE)
    assert told(units) == []


def test_a_merged_ticket_says_how_the_other_stands(
    units: Units, parent: Ticket, child: Ticket
) -> None:
    """The card carries the parent, which the child's requester may not open."""
    moves(units, child, LEAD, Move.MERGE, into=parent.id)
    moves(units, parent, WORKER, Move.ACCEPT)
    with units.open() as unit:
        card = card_of(unit, ticket_for(unit, child.id, BEN))
        assert card.parent is not None
        assert card.parent.ticket.status is Status.ACCEPTED
        assert card_of(unit, parent).merged == 1
        with pytest.raises(Refusal, match="ticket-unknown"):
            ticket_for(unit, parent.id, BEN)


def test_the_news_of_the_one_are_the_news_of_the_other(
    units: Units, parent: Ticket, child: Ticket
) -> None:
    """Whatever a requester is told of is told to both, each about their own number."""
    moves(units, child, LEAD, Move.MERGE, into=parent.id)
    owed(units)
    both = [(REQUESTER, parent.id), (BEN, child.id)]
    for user_id, made in (
        (WORKER, Move.ACCEPT),
        (WORKER, Move.ARRIVE),
        (WORKER, Move.HOLD),
        (WORKER, Move.RESUME),
        (WORKER, Move.DONE),
    ):
        moves(units, parent, user_id, made, reason="parts")
        assert told(units) == both
    moves(units, parent, REQUESTER, Move.NOT_FIXED)
    assert told(units) == [(BEN, child.id)]
    moves(units, parent, WORKER, Move.DONE)
    assert told(units) == both
    moves(units, parent, REQUESTER, Move.CONFIRM)
    assert told(units) == []
    moves(units, parent, REQUESTER, Move.REOPEN)
    assert told(units) == [(BEN, child.id)]
    moves(units, parent, LEAD, Move.TRANSFER, team="dormitory")
    assert told(units) == both
    moves(units, parent, REQUESTER, Move.CANCEL)
    assert told(units) == [(BEN, child.id)]


def test_what_the_desk_does_by_itself_is_told_too(
    units: Units, parent: Ticket, child: Ticket, clock: StillClock
) -> None:
    """Closing after silence ends it for both."""
    moves(units, child, LEAD, Move.MERGE, into=parent.id)
    done = moves(units, parent, WORKER, Move.ACCEPT, Move.DONE)
    owed(units)
    clock.forward(days=30)
    with units.open() as unit:
        close_unanswered(unit, done)
    assert told(units) == [(REQUESTER, parent.id), (BEN, child.id)]


def test_nobody_is_told_twice(units: Units, parent: Ticket, child: Ticket) -> None:
    """Who filed the same thing three times hears of it once."""
    own, again = files(units), files_as(units, BEN)
    for each in (own, again, child):
        moves(units, each, LEAD, Move.MERGE, into=parent.id)
    owed(units)
    moves(units, parent, WORKER, Move.ACCEPT)
    assert told(units) == [(REQUESTER, parent.id), (BEN, child.id)]


def test_a_parent_that_is_merged_takes_its_children_along(
    units: Units, parent: Ticket, child: Ticket
) -> None:
    """Ben's follows to the third one, and he is told; there is never a chain."""
    third = files_as(units, CHEN)
    moves(units, child, LEAD, Move.MERGE, into=parent.id)
    owed(units)
    moves(units, parent, LEAD, Move.MERGE, into=third.id)
    assert sorted(told(units)) == sorted([(REQUESTER, parent.id), (BEN, child.id)])
    assert found(units, child).merged_into == third.id
    assert events(units, child)[-1] == (Move.MERGE, Role.SYSTEM, {"into": "R-1003"})
    moved = found(units, child)
    with units.open() as unit:
        assert card_of(unit, third).merged == 2
        assert drift(unit, moved) == ()


def refused(units: Units, ticket: Ticket, into: Ticket | str | int) -> str:
    """Return why a lead cannot merge a ticket into another."""
    wanted = into.public_number if isinstance(into, Ticket) else into
    with pytest.raises(Refusal) as refusal:
        moves(units, ticket, LEAD, Move.MERGE, into=wanted)
    return refusal.value.reason


def test_what_cannot_be_merged(units: Units, parent: Ticket, child: Ticket) -> None:
    """Each with a sentence, and nothing is changed."""
    complaint = files_as(units, BEN, draft(FOOD.code))
    elsewhere = moves(units, files_as(units, BEN), LEAD, Move.TRANSFER, team="dormitory")
    ended = moves(units, files_as(units, BEN), LEAD, Move.CANCEL)
    merged = moves(units, files_as(units, BEN), LEAD, Move.MERGE, into=child.id)
    assert refused(units, parent, parent) == "merge-self"
    assert refused(units, parent, ended) == "merge-ended"
    assert refused(units, parent, merged) == "merge-merged"
    for stranger in (elsewhere, complaint, "R-9999", 999, ""):
        reason = refused(units, parent, stranger)
        assert reason in {"ticket-unknown", "number-unknown", "merge-other"}, stranger
    assert events(units, parent) == []
    with pytest.raises(Refusal, match="merge-other"):
        moves(units, parent, MANAGER, Move.MERGE, into=elsewhere.id)


def test_who_may(units: Units, parent: Ticket, child: Ticket) -> None:
    """Hands and office; neither a colleague nor a requester."""
    for user_id in (COLLEAGUE, BEN):
        with pytest.raises(Refusal, match="move-role"):
            moves(units, child, user_id, Move.MERGE, into=parent.id)
    moves(units, child, WORKER, Move.ACCEPT)
    assert moves(units, child, WORKER, Move.MERGE, into=parent.id).status is Status.MERGED
    another = files_as(units, BEN)
    assert moves(units, another, DISPATCHER, Move.MERGE, into=parent.id).merged_into == parent.id


def test_the_likeliest_come_first(units: Units, parent: Ticket, child: Ticket) -> None:
    """The same place, then the same service, then the newest; open, of this team and kind."""
    other_room = files_as(units, BEN, draft(place="main/a/3/302"))
    newest = files_as(units, BEN)
    burst = moves(units, files_as(units, BEN), LEAD, Move.RECLASSIFY, service=BURST.code)
    moves(units, files_as(units, BEN), LEAD, Move.TRANSFER, team="dormitory")
    files_as(units, BEN, draft(FOOD.code))
    moves(units, files_as(units, BEN), LEAD, Move.CANCEL)
    likely = asked(units, lambda unit: likely_parents(unit, parent, LEAD))
    assert likely == (newest, child, burst, other_room)


def test_at_most_eight_are_offered(units: Units, parent: Ticket) -> None:
    """More would be no choice."""
    for _ in range(9):
        files_as(units, BEN)
    assert len(asked(units, lambda unit: likely_parents(unit, parent, LEAD))) == 8


def test_two_merge_each_into_the_other(units: Units, parent: Ticket, child: Ticket) -> None:
    """One of them wins; the other is told that there is nothing left to merge."""
    start = Barrier(2)

    def merge(pair: tuple[Ticket, Ticket]) -> str:
        start.wait()
        try:
            moves(units, pair[0], LEAD, Move.MERGE, into=pair[1].id)
        except Refusal as refusal:
            return refusal.reason
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(merge, ((parent, child), (child, parent))))
    assert sorted(ends) == sorted(["merged", next(end for end in ends if end != "merged")])
    assert set(ends) & {"merge-merged", "move-now", "busy"}
    statuses = {found(units, each).status for each in (parent, child)}
    assert statuses == {Status.NEW, Status.MERGED}


def test_a_lost_race_leaves_no_trace(units: Units, parent: Ticket, child: Ticket) -> None:
    """What ended a moment before is not merged, and the other one hears of nothing."""
    moves(units, child, BEN, Move.CANCEL)
    with pytest.raises(Refusal, match="move-now"):
        moves(units, child, LEAD, Move.MERGE, into=parent.id)
    assert events(units, parent) == []
    with units.open() as unit:
        running = clocks.of_ticket(unit, parent.id)
    assert [each.kind for each in running] == [ClockKind.ACK, ClockKind.RESOLVE]
