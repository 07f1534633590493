"""Reasons for broken promises: to which clocks they go, and what is offered when."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from domain.breaches import undecided, unexplained
from domain.clocks import Clock, ClockKind, Outcome
from domain.course import replay
from domain.facts import Card, Event
from domain.histories import happenings
from domain.moves import Move, Role
from domain.offering import rarely
from domain.school import Pause
from domain.targets import Target, Unit
from domain.tickets import BreachReason, HoldReason, Status
from tests.domain.samples import TEACHING, local, minutes
from tests.support.promises import always, event, promise
from tests.views.samples import NEW

MON, TUE, WED = "2026-11-09", "2026-11-10", "2026-11-11"
PROMISE = promise(
    {ClockKind.ACK: minutes(60), ClockKind.RESOLVE: minutes(480)},
    TEACHING,
    {HoldReason.PARTS: Pause(Target(1, Unit.WORKING_DAYS))},
)
CAPACITY, PARTS = BreachReason.CAPACITY, BreachReason.PARTS
ACCEPTED, MANAGER = Status.ACCEPTED, frozenset({Role.MANAGER})


def it(move: Move, at: str, role: Role = Role.ASSIGNEE, **facts: str | int) -> Event:
    """Return something that happened at a local time."""
    return event(local(at), move, facts, role)


def course(*events: Event, now: str = f"{WED} 18:00") -> dict[tuple[ClockKind, int], Clock]:
    """Return the clocks of a repair that is filed on Monday at nine and due on Tuesday at nine."""
    history = (it(Move.SUBMIT, f"{MON} 09:00", Role.REQUESTER), *events)
    found = replay(happenings(history), always(PROMISE), local(now))
    return {(clock.kind, clock.cycle): clock for clock in found}


def card(status: Status, clocks: Iterable[Clock]) -> Card:
    """Return the facts of a repair in a status, with these clocks."""
    return replace(NEW, ticket=replace(NEW.ticket, status=status), clocks=tuple(clocks))


ACK, WORK, AGAIN = (ClockKind.ACK, 1), (ClockKind.RESOLVE, 1), (ClockKind.RESOLVE, 2)
LATE = it(Move.ACCEPT, f"{MON} 11:00")


def test_a_reason_is_for_what_is_broken_by_then() -> None:
    """Accepted late and explained; the work is still in time then, and keeps no reason."""
    clocks = course(LATE, it(Move.EXPLAIN, f"{MON} 11:05", reason="capacity"))
    assert clocks[ACK].reason is CAPACITY
    assert clocks[WORK].breached_at is not None
    assert clocks[WORK].reason is None


def test_the_first_reason_stays() -> None:
    """A second one is for what broke since."""
    clocks = course(
        LATE,
        it(Move.EXPLAIN, f"{MON} 11:05", reason="capacity"),
        it(Move.EXPLAIN, f"{TUE} 09:01", reason="parts"),
        it(Move.EXPLAIN, f"{TUE} 09:30", reason="vendor"),
    )
    assert (clocks[ACK].reason, clocks[WORK].reason) == (CAPACITY, PARTS)


def test_a_promise_is_not_broken_in_its_last_second() -> None:
    """At the due instant there is nothing to explain, one second later there is."""
    due = course(it(Move.EXPLAIN, f"{TUE} 09:00", reason="parts"))
    assert due[WORK].reason is None
    late = event(local(f"{TUE} 09:00").replace(second=1), Move.EXPLAIN, {"reason": "parts"})
    assert course(late)[WORK].reason is PARTS


def test_only_what_has_a_reason_is_excused() -> None:
    """What breaks later, and what nobody explained, is not."""
    clocks = course(
        LATE,
        it(Move.EXPLAIN, f"{MON} 11:05", reason="capacity"),
        it(Move.EXCUSE, f"{TUE} 10:00", Role.MANAGER),
    )
    assert (clocks[ACK].excused, clocks[WORK].excused) == (True, False)


def test_a_decision_can_be_taken_back_and_made_again() -> None:
    """The reason stays; it is as if nobody had decided."""
    explained = (LATE, it(Move.EXPLAIN, f"{MON} 11:05", reason="capacity"))
    decision = it(Move.EXCUSE, f"{TUE} 10:00", Role.MANAGER)
    back = it(Move.RETRACT, f"{TUE} 11:00", Role.HEAD)
    assert course(*explained, decision, back) == course(*explained)
    again = it(Move.EXCUSE, f"{TUE} 12:00", Role.MANAGER)
    assert course(*explained, decision, back, again)[ACK].excused


def test_a_reason_changes_nothing_else() -> None:
    """Late work stays missed, and reasons are given after the end, too."""
    done = it(Move.DONE, f"{TUE} 10:00")
    judged = (
        it(Move.EXPLAIN, f"{TUE} 11:00", reason="parts"),
        it(Move.EXCUSE, f"{WED} 09:00", Role.MANAGER),
    )
    plain, told = course(LATE, done), course(LATE, done, *judged)
    assert told == {
        key: replace(clock, reason=PARTS, excused=True) for key, clock in plain.items()
    }
    assert told[WORK].outcome is Outcome.MISSED


def test_each_attempt_has_its_own_reason() -> None:
    """Rework that is late again is neither explained nor excused by what was said before."""
    clocks = course(
        LATE,
        it(Move.EXPLAIN, f"{TUE} 10:00", reason="parts"),
        it(Move.DONE, f"{TUE} 10:00"),
        it(Move.EXCUSE, f"{TUE} 10:30", Role.MANAGER),
        it(Move.NOT_FIXED, f"{TUE} 11:00", Role.REQUESTER),
    )
    assert clocks[WORK].excused
    assert clocks[AGAIN].breached_at is not None
    assert (clocks[AGAIN].reason, clocks[AGAIN].excused) == (None, False)


def test_what_was_merged_wants_no_reason() -> None:
    """It was late, but another ticket's promise goes on; a reason that comes later passes by."""
    merged = (LATE, it(Move.MERGE, f"{TUE} 10:00", Role.LEAD))
    clock = course(*merged)[WORK]
    assert clock.breached_at is not None
    assert (unexplained((clock,)), undecided((clock,))) == ((), ())
    assert course(*merged, it(Move.EXPLAIN, f"{TUE} 11:00", reason="parts"))[WORK] == clock


def test_a_pause_that_is_over_stays_for_its_own_event() -> None:
    """Held for a day, it broke while nobody looked: the reason knows, the pause is not ended."""
    held = it(Move.HOLD, f"{MON} 16:00", reason="parts")
    told = it(Move.EXPLAIN, f"{WED} 17:00", reason="parts")
    after = course(held, told, now=f"{WED} 17:00")
    assert after[WORK] == replace(course(held, now=f"{WED} 17:00")[WORK], reason=PARTS)


@pytest.mark.parametrize(
    ("told", "offered"),
    [
        ({}, (Move.EXPLAIN, Move.MUTE)),
        ({"reason": PARTS}, (Move.EXCUSE, Move.MUTE)),
        ({"reason": PARTS, "excused": True}, (Move.RETRACT, Move.MUTE)),
    ],
)
def test_what_is_offered(told: dict[str, Any], offered: tuple[Move, ...]) -> None:
    """Whoever manages is asked for a reason as long as there is none, then for a decision."""
    clock = replace(course(now=f"{TUE} 10:00")[WORK], **told)
    assert rarely(card(Status.DONE, (clock,)), MANAGER) == offered


def test_nothing_is_asked_of_what_is_in_time() -> None:
    """Neither a reason nor a decision; what does not need a breach is offered as ever."""
    clocks = course(now=f"{MON} 09:30").values()
    assert (unexplained(clocks), undecided(clocks)) == ((), ())
    changes = (Move.PRIORITISE, Move.RECLASSIFY, Move.RELOCATE, Move.MERGE, Move.AGREE)
    assert rarely(card(Status.NEW, clocks), MANAGER) == (*changes, Move.MUTE)
    assert rarely(card(Status.DONE, clocks), MANAGER) == (Move.MUTE,)


def test_a_pause_can_be_annulled_once_it_was_counted() -> None:
    """While it goes on and after it, but not of a ticket that never waited."""
    held = it(Move.HOLD, f"{MON} 09:30", reason="parts")
    resumed = it(Move.RESUME, f"{MON} 10:30")
    waiting = course(held, now=f"{MON} 10:00").values()
    waited = course(held, resumed, now=f"{MON} 11:00").values()
    never = course(now=f"{MON} 09:45").values()
    offered = [Move.ANNUL in rarely(card(ACCEPTED, each), MANAGER) for each in (waiting, waited)]
    assert offered == [True, True]
    assert Move.ANNUL not in rarely(card(ACCEPTED, never), MANAGER)
