"""Moving a ticket: what each move writes down, starts, stops and owes."""

from datetime import timedelta

import pytest

from domain.clocks import ClockKind, Outcome
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import HoldReason, Status, Ticket
from models import clocks, history, tickets
from models.unit import Units
from services.moving import close_unanswered, movable
from services.talk import comment
from services.timing import drift, sound
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.clocks import MONDAY, StillClock
from tests.support.debts import owed
from tests.support.schools import (
    COLLEAGUE,
    DISPATCHER,
    DORMITORY_CHAT,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER

ACK, RESOLVE = ClockKind.ACK, ClockKind.RESOLVE
CARD, NEWS = ("card", REPAIR_CHAT), ("notice", REQUESTER)
FROM_REQUESTER = ("team_notice", REPAIR_CHAT)


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair; what is owed for that is paid."""
    filed = files(units)
    owed(units)
    return filed


def outcomes(units: Units, ticket: Ticket) -> list[tuple[ClockKind, int, Outcome | None]]:
    """Return kind, cycle and outcome of each clock."""
    found = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))
    return [(clock.kind, clock.cycle, clock.outcome) for clock in found]


def test_the_whole_life(units: Units, ticket: Ticket) -> None:
    """Each move owes the card and tells the other side once; the timeline has them all."""
    steps: tuple[tuple[int, Move, dict[str, str | int], tuple[str, int]], ...] = (
        (WORKER, Move.ACCEPT, {}, NEWS),
        (WORKER, Move.ARRIVE, {}, NEWS),
        (WORKER, Move.HOLD, {"reason": "parts"}, NEWS),
        (WORKER, Move.RESUME, {}, NEWS),
        (WORKER, Move.DONE, {}, NEWS),
        (REQUESTER, Move.NOT_FIXED, {}, FROM_REQUESTER),
        (WORKER, Move.DONE, {}, NEWS),
        (REQUESTER, Move.CONFIRM, {}, FROM_REQUESTER),
        (REQUESTER, Move.RATE, {"stars": 4}, FROM_REQUESTER),
        (MANAGER, Move.CLOSE, {}, NEWS),
        (MANAGER, Move.REOPEN, {}, NEWS),
        (LEAD, Move.CANCEL, {}, NEWS),
    )
    for user_id, made, facts, told in steps:
        moves(units, ticket, user_id, made, **facts)
        assert kinds(units) == [CARD, told], made

    after = asked(units, lambda unit: tickets.find(unit, ticket.id))
    assert after is not None
    assert (after.version, after.cycle, after.status) == (13, 3, Status.CANCELLED)
    events = asked(units, lambda unit: history.events_of(unit, ticket.id))
    assert [event.move for event in events] == [Move.SUBMIT, *(made for _, made, _, _ in steps)]
    assert events[1].role is Role.WORKER
    assert events[2].role is Role.ASSIGNEE


def test_accepting_stops_the_first_clock(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """In time is met, one second over is missed."""
    late = files(units)
    clock.forward(hours=1)
    moves(units, ticket, WORKER, Move.ACCEPT)
    clock.forward(seconds=1)
    moves(units, late, WORKER, Move.ACCEPT)

    assert outcomes(units, ticket) == [(ACK, 1, Outcome.MET), (RESOLVE, 1, None)]
    assert outcomes(units, late) == [(ACK, 1, Outcome.MISSED), (RESOLVE, 1, None)]


def test_waiting_stops_the_promise_and_work_resumes_it(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """An hour on hold moves the due moment by an hour."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    held = moves(units, ticket, WORKER, Move.HOLD, reason="vendor")
    assert held.hold_reason is HoldReason.VENDOR
    _, paused = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))
    assert (paused.due_at, paused.next_at) == (None, None)
    clock.forward(hours=1)
    resumed = moves(units, ticket, WORKER, Move.RESUME)

    assert resumed.hold_reason is None
    _, running = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))
    assert running.due_at == MONDAY + timedelta(days=1, hours=1)


def test_not_fixed_promises_half_the_time(units: Units, ticket: Ticket) -> None:
    """A second cycle begins with the same worker; the first one's result stands."""
    moves(units, ticket, WORKER, Move.ACCEPT, Move.DONE)
    again = moves(units, ticket, REQUESTER, Move.NOT_FIXED)

    assert (again.assignee_id, again.cycle, again.done_at) == (WORKER, 2, None)
    assert outcomes(units, ticket)[1:] == [(RESOLVE, 1, Outcome.MET), (RESOLVE, 2, None)]
    *_, rework = asked(units, lambda unit: clocks.of_ticket(unit, ticket.id))
    assert rework.budget == 4 * 60 * 60


def test_cancelling_ends_the_clocks(units: Units, ticket: Ticket) -> None:
    """Nobody waits any more: neither met nor missed."""
    moves(units, ticket, REQUESTER, Move.CANCEL)

    assert outcomes(units, ticket) == [
        (ACK, 1, Outcome.CANCELLED),
        (RESOLVE, 1, Outcome.CANCELLED),
    ]


def test_what_is_given_back_waits_for_somebody_else(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """The team hears of it under the card, the requester too; acceptance is awaited again."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    owed(units)
    clock.forward(minutes=10)
    back = moves(units, ticket, WORKER, Move.RELEASE)
    assert (back.status, back.assignee_id, back.accepted_at) == (Status.NEW, None, None)
    assert sorted(kinds(units)) == sorted([CARD, NEWS, FROM_REQUESTER])
    assert (ACK, 1, None) in outcomes(units, ticket)
    with units.open() as unit:
        assert drift(unit, back) == ()
    moves(units, ticket, COLLEAGUE, Move.ACCEPT)
    assert (ACK, 1, Outcome.MET) in outcomes(units, ticket)


def test_whoever_takes_over_has_what_is_left(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """Both clocks go on, and nobody hears again what was told before the transfer."""
    clock.forward(minutes=50)
    with units.open() as unit:
        sound(unit, ticket.id, (ClockKind.ACK, 1, 1))
        before = clocks.of_ticket(unit, ticket.id)
    owed(units)
    moves(units, ticket, DISPATCHER, Move.TRANSFER, team="dormitory")
    with units.open() as unit:
        ack, work, _ = clocks.of_ticket(unit, ticket.id)
        assert (ack, work) == before
        assert (ack.level, ack.due_at) == (2, MONDAY + timedelta(hours=1))
        sound(unit, ticket.id, ack.key)
    assert [kind for kind, _ in kinds(units) if kind == "alarm"] == []


def test_transfer_owes_both_teams_a_card(units: Units, ticket: Ticket) -> None:
    """The new team starts anew with the same promise; why it has the ticket is kept."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    owed(units)
    moved = moves(units, ticket, WORKER, Move.TRANSFER, team="dormitory")

    assert (moved.team, moved.status, moved.assignee_id) == ("dormitory", Status.NEW, None)
    assert moved.route_reason == "transfer:repair"
    assert sorted(kinds(units)) == sorted([("card", DORMITORY_CHAT), CARD, NEWS])


@pytest.mark.parametrize(
    ("made", "facts", "reason"),
    [
        (Move.HOLD, {}, "reason-needed"),
        (Move.HOLD, {"reason": "tea"}, "reason-needed"),
        (Move.TRANSFER, {"team": "repair"}, "same-team"),
        (Move.TRANSFER, {"team": "nobody"}, "button-unknown"),
        (Move.TRANSFER, {}, "button-unknown"),
    ],
)
def test_what_a_move_asks_for(
    units: Units, ticket: Ticket, made: Move, facts: dict[str, str], reason: str
) -> None:
    """Without it the move is refused and nothing is written."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    owed(units)

    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, WORKER, made, **facts)
    assert kinds(units) == []


@pytest.mark.parametrize("stars", [0, 6, "5", None])
def test_stars_are_one_to_five(units: Units, ticket: Ticket, stars: str | int | None) -> None:
    """Nothing else is a rating."""
    moves(units, ticket, WORKER, Move.ACCEPT, Move.DONE)
    facts = {} if stars is None else {"stars": stars}

    with pytest.raises(Refusal, match="rate-range"):
        moves(units, ticket, REQUESTER, Move.RATE, **facts)


def test_the_same_stars_twice_are_one_rating(units: Units, ticket: Ticket) -> None:
    """A double tap writes nothing, tells nobody, and keeps a comment; other stars are new."""
    moves(units, ticket, WORKER, Move.ACCEPT, Move.DONE)
    rated = moves(units, ticket, REQUESTER, Move.RATE, stars=4)
    with units.open() as unit:
        comment(unit, ticket.id, REQUESTER, "quick")
    owed(units)

    again = moves(units, ticket, REQUESTER, Move.RATE, stars=4)
    assert (again.rating, again.rating_comment) == (4, "quick")
    assert (kinds(units), again.version) == ([], rated.version + 1)

    assert moves(units, ticket, REQUESTER, Move.RATE, stars=5).rating == 5
    assert kinds(units) != []


def test_reopening_has_an_end(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """A week after the end it is too late, for managers as for requesters."""
    moves(units, ticket, WORKER, Move.ACCEPT, Move.DONE)
    moves(units, ticket, REQUESTER, Move.CONFIRM)
    clock.forward(days=7, seconds=1)

    for user_id in (REQUESTER, MANAGER):
        with pytest.raises(Refusal, match="too-late"):
            moves(units, ticket, user_id, Move.REOPEN)


def test_an_answer_before_done(units: Units, school: School) -> None:
    """A complaint cannot be finished in silence."""
    complaint = files(units, draft(service="FOD-01", place="main/d/2/201"))

    with pytest.raises(Refusal, match="answer-first"):
        moves(units, complaint, 14, Move.ACCEPT, Move.DONE)


def test_whoever_is_overtaken_changes_nothing(units: Units, ticket: Ticket) -> None:
    """The move of somebody who looked at an older version is refused."""
    moves(units, ticket, WORKER, Move.ACCEPT)
    owed(units)
    with units.open() as unit:
        close_unanswered(unit, ticket)

    assert kinds(units) == []
    with pytest.raises(Refusal, match="taken"):
        moves(units, ticket, COLLEAGUE, Move.ACCEPT)


def test_may_be_asked_before(units: Units, ticket: Ticket) -> None:
    """The same table answers whether a move would be allowed."""
    with units.open() as unit:
        assert movable(unit, ticket.id, Move.ACCEPT, WORKER) == ticket
        for user_id, made, reason in (
            (WORKER, Move.CANCEL, "move-role"),
            (WORKER, Move.HOLD, "move-role"),
            (LEAD, Move.HOLD, "move-now"),
            (4711, Move.ACCEPT, "ticket-unknown"),
        ):
            with pytest.raises(Refusal, match=reason):
                movable(unit, ticket.id, made, user_id)
