"""The course of clocks: the same promise followed as it happens and replayed afterwards."""

from dataclasses import replace
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.clocks import Clock, ClockKind, Outcome, noted
from domain.course import calendar_of, follow, replay
from domain.facts import Event
from domain.histories import Happening, happenings
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import Pause, School
from domain.targets import Aim, Target, Unit
from domain.terms import Promise, Terms, promised
from domain.tickets import HoldReason
from tests.domain.histories import INSTANTS, Case, cases
from tests.domain.samples import TEACHING, local, minutes
from tests.support.promises import NAME, always, event, promise
from tests.support.schools import BURST, ROOM, TAP, small_school

MON, TUE = "2026-11-09", "2026-11-10"
TWO_DAYS = Pause(Target(2, Unit.WORKING_DAYS))
PROMISE = promise(
    {ClockKind.ACK: minutes(60), ClockKind.RESOLVE: minutes(480)},
    TEACHING,
    {HoldReason.PARTS: TWO_DAYS},
)
PAUSE: dict[str, str | int] = {"reason": "parts"}
SMALL = small_school("", 1)


def it(move: Move, at: str, role: Role = Role.ASSIGNEE, **facts: str | int) -> Event:
    """Return something that happened at a local time."""
    return event(local(at), move, facts, role)


def course(*events: Event, now: str = "2026-12-01 08:00") -> tuple[Clock, ...]:
    """Return the clocks of a history that begins on Monday at nine."""
    history = (it(Move.SUBMIT, f"{MON} 09:00", Role.REQUESTER), *events)
    return replay(happenings(history), always(PROMISE), local(now))


def work(clocks: tuple[Clock, ...], cycle: int = 1) -> Clock:
    """Return the clock of the work."""
    return next(c for c in clocks if (c.kind, c.cycle) == (ClockKind.RESOLVE, cycle))


def test_a_pause_ends_by_itself() -> None:
    """Held on Monday at ten for at most two working days: it counts again from Wednesday 18:00."""
    held = it(Move.HOLD, f"{MON} 10:00", reason="parts")
    waiting = work(course(held, now="2026-11-11 17:59"))
    assert (waiting.due_at, waiting.resumes_at) == (None, local("2026-11-11 18:00"))
    assert (waiting.paused_since, waiting.spent) == (local(f"{MON} 10:00"), 3600)
    running = work(course(held, now="2026-11-12 09:00"))
    assert running.due_at == local("2026-11-12 17:00")
    assert (running.paused_since, running.resumes_at) == (None, None)
    # Whoever takes the work up late gains nothing.
    late = work(course(held, it(Move.RESUME, "2026-11-12 09:00"), now="2026-11-12 09:00"))
    assert late.due_at == local("2026-11-12 17:00")


def test_a_reason_that_the_school_does_not_know_pauses_nothing() -> None:
    """The team may wait for a vendor, but this school's promise does not."""
    clock = work(course(it(Move.HOLD, f"{MON} 10:00", reason="vendor"), now=f"{MON} 10:30"))
    assert clock.due_at == local(f"{TUE} 09:00")


def test_a_breach_stays_though_a_hold_follows() -> None:
    """What was broken before a hold was broken then, and stays missed when the work is done."""
    held = it(Move.HOLD, f"{TUE} 10:00", reason="parts")
    done = it(Move.DONE, f"{TUE} 14:30")
    for clock in (work(course(held)), work(course(held, done))):
        assert clock.breached_at == local(f"{TUE} 09:00")
    assert work(course(held, done)).outcome is Outcome.MISSED


@pytest.mark.parametrize("end", [Move.CANCEL, Move.CLOSE])
def test_what_was_broken_is_missed_even_if_nobody_waits(end: Move) -> None:
    """A late ticket is not made good by cancelling it; one in time is not counted."""
    assert work(course(it(end, f"{TUE} 08:59"))).outcome is Outcome.CANCELLED
    assert work(course(it(end, f"{TUE} 09:01"))).outcome is Outcome.MISSED


@pytest.mark.parametrize("at", [f"{TUE} 08:59", f"{TUE} 09:01"])
def test_what_is_merged_is_merged_in_time_or_late(at: str) -> None:
    """Another ticket's clocks go on for both, also for what was accepted in time or too late."""
    merged = it(Move.MERGE, at, Role.LEAD, into="R-1002")
    broken = local(f"{TUE} 09:00") if at > f"{TUE} 09:00" else None
    for accepted_at in (f"{MON} 09:30", f"{MON} 10:30"):
        clocks = course(it(Move.ACCEPT, accepted_at), merged)
        assert [clock.outcome for clock in clocks] == [Outcome.MERGED, Outcome.MERGED]
        assert {clock.stopped_at for clock in clocks} == {local(at)}
        assert (work(clocks).breached_at, work(clocks).due_at) == (broken, None)


def test_a_merge_leaves_the_attempts_before_it() -> None:
    """What came back and then turned out to be a duplicate was a ticket of its own before."""
    clocks = course(
        it(Move.ACCEPT, f"{MON} 09:30"),
        it(Move.DONE, f"{TUE} 10:00"),
        it(Move.NOT_FIXED, f"{TUE} 11:00", Role.REQUESTER),
        it(Move.MERGE, f"{TUE} 11:30", Role.LEAD, into="R-1002"),
        it(Move.MERGE, f"{TUE} 15:00", Role.SYSTEM, into="R-1003"),
    )
    assert [(clock.cycle, clock.outcome) for clock in clocks] == [
        (1, Outcome.MET),
        (1, Outcome.MISSED),
        (2, Outcome.MERGED),
    ]
    assert work(clocks, 2).stopped_at == local(f"{TUE} 11:30")


def test_work_done_again_has_a_clock_of_its_own() -> None:
    """The result of the first attempt is frozen; the second gets half, and acceptance none."""
    again = course(
        it(Move.ACCEPT, f"{MON} 09:30"),
        it(Move.DONE, f"{MON} 15:00"),
        it(Move.NOT_FIXED, f"{MON} 16:00", Role.REQUESTER),
        now=f"{MON} 16:30",
    )
    assert [(c.kind, c.cycle) for c in again] == [
        (ClockKind.ACK, 1),
        (ClockKind.RESOLVE, 1),
        (ClockKind.RESOLVE, 2),
    ]
    assert work(again).outcome is Outcome.MET
    assert (work(again, 2).budget, work(again, 2).began_at) == (240 * 60, local(f"{MON} 16:00"))


def test_a_transfer_ends_a_hold_but_a_new_name_of_a_team_does_not() -> None:
    """Whoever takes over has the rest of the time at once; the desk itself changes nothing."""
    held = it(Move.HOLD, f"{MON} 10:00", reason="parts")
    moved = it(Move.TRANSFER, f"{MON} 11:00", team="other")
    assert work(course(held, moved, now=f"{MON} 11:00")).due_at == local(f"{TUE} 10:00")
    renamed = replace(moved, role=Role.SYSTEM)
    assert work(course(held, renamed, now=f"{MON} 11:00")).due_at is None


def test_giving_work_back_lets_acceptance_run_again() -> None:
    """What was used stays used, the time in between is nobody's; a breach stays."""
    accepted = it(Move.ACCEPT, f"{MON} 09:20")
    back = it(Move.RELEASE, f"{MON} 11:00", since=local(f"{MON} 09:20").isoformat())
    waits = course(accepted, back, now=f"{MON} 11:00")[0]
    assert (waits.spent, waits.outcome, waits.stopped_at) == (20 * 60, None, None)
    assert waits.due_at == local(f"{MON} 11:40")
    late = course(accepted, back, it(Move.ACCEPT, f"{MON} 11:41"))[0]
    assert (late.outcome, late.breached_at) == (Outcome.MISSED, local(f"{MON} 11:40"))
    missed = it(Move.ACCEPT, f"{MON} 10:30")
    again = it(Move.RELEASE, f"{MON} 11:00", since=local(f"{MON} 10:30").isoformat())
    assert course(missed, again)[0].breached_at == local(f"{MON} 10:00")


def test_acceptance_is_awaited_again_under_what_is_promised_by_then() -> None:
    """Raised while somebody had it: who takes it next has the new time, less what was used.

    The hours it was filed under may be gone by then, and so may the promise itself.
    """
    raised = replace(
        promise({ClockKind.ACK: minutes(30)}, TEACHING),
        aims={ClockKind.ACK: Aim(minutes(30), "new", TEACHING)},
        calendars={"new": TEACHING},
    )
    story = (
        it(Move.SUBMIT, f"{MON} 09:00", Role.REQUESTER),
        it(Move.ACCEPT, f"{MON} 09:20"),
        it(Move.PRIORITISE, f"{MON} 10:00", Role.LEAD, priority=1),
        it(Move.RELEASE, f"{MON} 11:00", since=local(f"{MON} 09:20").isoformat()),
    )

    def ack(after: Promise) -> Clock:
        promising = {None: PROMISE, 1: after}
        told = happenings(story)
        return replay(told, lambda terms: promising[terms.priority], local(f"{MON} 11:00"))[0]

    again = ack(raised)
    assert (again.calendar, again.spent, again.due_at) == ("new", 20 * 60, local(f"{MON} 11:10"))
    gone = replace(raised, aims={ClockKind.RESOLVE: raised.aims[ClockKind.ACK]})
    assert (ack(gone).outcome, ack(gone).due_at) == (Outcome.MET, None)


def test_an_acceptance_that_still_counts_is_not_undone() -> None:
    """The first team accepted and handed on; that the second gives it back undoes nothing."""
    history = (
        it(Move.ACCEPT, f"{MON} 09:20"),
        it(Move.TRANSFER, f"{MON} 09:40", team="other"),
        it(Move.ACCEPT, f"{MON} 09:50"),
        it(Move.RELEASE, f"{MON} 10:00", since=local(f"{MON} 09:50").isoformat()),
    )
    assert course(*history)[0].outcome is Outcome.MET


def test_giving_back_ends_a_hold() -> None:
    """Nobody waits for parts any more: the next one has the rest of the time."""
    held = it(Move.HOLD, f"{MON} 10:00", reason="parts")
    back = it(Move.RELEASE, f"{MON} 11:00", since=local(f"{MON} 09:20").isoformat())
    assert work(course(held, back, now=f"{MON} 11:00")).due_at == local(f"{TUE} 10:00")


def served(school: School, service: str, place: str) -> str:
    """Return the calendar in which the work of a service at a place is promised."""
    return promised(school, Terms(1, service, place, "repair")).aims[ClockKind.RESOLVE].calendar


def test_a_place_may_have_hours_of_its_own() -> None:
    """The innermost place decides; an emergency is one at any hour and anywhere."""
    campus = SMALL.campuses[0]
    building = replace(campus.children[0], calendar="dormitory")
    school = replace(SMALL, campuses=(replace(campus, children=(building,)),))
    assert served(SMALL, TAP.code, ROOM) == TAP.calendar
    assert served(school, TAP.code, ROOM) == "dormitory"
    assert served(school, TAP.code, "main") == TAP.calendar
    assert served(school, BURST.code, ROOM) == BURST.calendar
    with pytest.raises(Refusal):
        served(school, "GONE-1", ROOM)


@settings(max_examples=400, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    cases(),
    st.lists(INSTANTS, min_size=2, max_size=9, unique=True),
    st.integers(1, 3000),
    st.lists(st.sampled_from((Move.HOLD, Move.RESUME, Move.SAY, Move.ACCEPT)), min_size=9),
)
def test_a_history_equals_counting_minutes(
    case: Case, at: list[int], amount: int, made: list[Move]
) -> None:
    """Whatever happens in whatever order, the work has used the open minutes outside of holds."""
    moments = [case.moment(minute) for minute in sorted(at)]
    assume(case.oracle.due(moments[-1], amount) is not None)
    endless = Pause(Target(10**5, Unit.CLOCK_MINUTES))
    terms = promise(
        {ClockKind.RESOLVE: minutes(amount)}, case.calendar, {HoldReason.PARTS: endless}
    )
    moves = [Move.SUBMIT, *made[: len(moments) - 1]]
    story = list(
        happenings(event(moment, move, PAUSE) for moment, move in zip(moments, moves, strict=True))
    )
    used, running = 0, True
    for (since, until), move in zip(pairwise(moments), moves, strict=False):
        running = move is not Move.HOLD and (running or move is Move.RESUME)
        used += case.oracle.elapsed(since, until) if running else 0
    clock = replay(story, always(terms), moments[-1])[0]
    assert clock.spent + (
        0 if clock.running_since is None else _since(case, clock, moments[-1])
    ) == (used * 60)
    assert (clock.breached_at is not None) is (used > amount)
    assert _followed(story, terms, moments[-1]) == replay(story, always(terms), moments[-1])


def _since(case: Case, clock: Clock, now: datetime) -> int:
    return case.oracle.elapsed(clock.running_since or now, now) * 60


def _followed(story: list[Happening], terms: Promise, now: datetime) -> tuple[Clock, ...]:
    """Follow a story as it happens, with somebody looking at the clocks before each event."""
    clocks: tuple[Clock, ...] = ()
    for happening in story:
        seen = (noted(clock, calendar_of(clock, terms), happening.at) for clock in clocks)
        clocks = follow(seen, happening, terms, terms)
    return tuple(noted(clock, terms.calendars[NAME], now) for clock in clocks)
