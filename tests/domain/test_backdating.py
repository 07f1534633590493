"""Steps that were pressed late: they count when they happened, and as if nobody had been late."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.appointments import Slot, facts_of
from domain.backdating import correctable, corrected, dated, earlier, moment_in, word_of
from domain.clocks import Clock, ClockKind, Outcome
from domain.corrections import BESIDE, STEPS, actual_times, rejected
from domain.course import replay
from domain.facts import Event, WorkStep
from domain.histories import happenings
from domain.moves import Move, Role
from domain.school import Pause
from domain.targets import Aim, Target, Unit
from domain.terms import Promise
from domain.tickets import BreachReason, HoldReason, Status
from tests.domain.histories import INSTANTS, Case, cases
from tests.domain.samples import EMERGENCY, minutes
from tests.support.promises import NAME, always, event
from tests.support.tickets import NEW

SHANGHAI = ZoneInfo("Asia/Shanghai")
HAPPENS = (
    Move.ACCEPT,
    Move.ARRIVE,
    Move.DONE,
    Move.HOLD,
    Move.RESUME,
    Move.RELEASE,
    Move.APPOINT,
    Move.AGREE,
    Move.EXPLAIN,
    Move.SAY,
    Move.NOT_FIXED,
)
_VISIT = timedelta(hours=2)
Facts = dict[str, str | int]


def at(time: str) -> datetime:
    """Return a local time of one Monday."""
    return datetime.fromisoformat(f"2026-11-23 {time}").replace(tzinfo=SHANGHAI).astimezone(UTC)


def backdated(events: Sequence[Event], ordinal: int, actual: datetime, by: int = 7) -> Event:
    """Return the event that puts the time of another one right, at the end of a history."""
    facts: Facts = {"event": ordinal, "actual": actual.isoformat(), "by": by}
    return event(events[-1].at, Move.BACKDATE, facts)


def reject(events: Sequence[Event], ordinal: int) -> Event:
    """Return the event that lets another one count as it was pressed."""
    return event(events[-1].at, Move.REJECT, {"event": ordinal}, Role.MANAGER)


WORK = [
    event(at("13:30"), Move.SUBMIT),
    event(at("15:00"), Move.ACCEPT),
    event(at("15:01"), Move.ARRIVE),
    event(at("15:10"), Move.SAY, {"words": "…"}),
    event(at("15:20"), Move.DONE),
]


def test_only_what_has_room_before_it_can_be_put_right() -> None:
    """The press of the step before may be late, too; that one is put right first."""
    events = [*WORK[:2], replace(WORK[2], at=at("15:00") + timedelta(seconds=20))]
    assert [step.move for step in correctable(events)] == [Move.ACCEPT]
    events.append(backdated(events, 1, at("13:40")))
    assert [(step.move, step.earliest) for step in correctable(events)] == [
        (Move.ACCEPT, at("13:30")),
        (Move.ARRIVE, at("13:40")),
    ]


def test_the_latest_of_each_kind_in_the_present_attempt() -> None:
    """Words in between are no step; a new attempt begins with nothing."""
    steps = correctable(WORK)
    assert [(step.ordinal, step.earliest) for step in steps] == [
        (1, at("13:30")),
        (2, at("15:00")),
        (4, at("15:01")),
    ]
    assert correctable([*WORK, event(at("16:00"), Move.NOT_FIXED)]) == ()


def test_a_corrected_step_is_told_with_both_times() -> None:
    """Its press stays; more than half an hour is flagged."""
    events = [*WORK, backdated(WORK, 4, at("15:05"))]
    assert corrected(WORK) == ()
    (step,) = corrected(events)
    assert (step.pressed, step.actual, step.by) == (at("15:20"), at("15:05"), 7)
    assert not step.is_flagged
    assert actual_times(events) == {4: at("15:05")}
    (late,) = corrected([*WORK, backdated(WORK, 1, at("14:29"))])
    assert late.is_flagged
    (exact,) = corrected([*WORK, backdated(WORK, 1, at("14:30"))])
    assert not exact.is_flagged


def test_the_last_correction_counts_until_it_is_rejected() -> None:
    """Then none does, not an earlier one either; whose they were is known."""
    events = [*WORK, backdated(WORK, 1, at("14:00")), backdated(WORK, 1, at("13:40"), 8)]
    assert [step.actual for step in corrected(events)] == [at("13:40")]
    assert rejected(events, 1) == frozenset()
    events.append(reject(events, 1))
    assert corrected(events) == ()
    assert rejected(events, 1) == frozenset({7, 8})
    assert not rejected(events, 4)
    assert [step.actual for step in corrected([*events, backdated(events, 1, at("14:30"), 9)])]


def test_a_step_stays_behind_one_whose_correction_was_rejected() -> None:
    """Nobody is done before they arrived."""
    events = [*WORK, backdated(WORK, 2, at("15:00"))]
    events = [*events, backdated(events, 4, at("15:00")), reject(events, 2)]
    assert [step.actual for step in corrected(events)] == [at("15:01")]
    assert [it.status for it in happenings(events)][-1] is Status.DONE


def test_a_ticket_is_dated_by_what_happened() -> None:
    """Only what has been accepted and done, and not by an attempt before."""
    ticket = replace(NEW, accepted_at=at("15:00"), done_at=at("15:20"))
    events = [*WORK, backdated(WORK, 1, at("14:00")), backdated(WORK, 4, at("15:10"))]
    after = dated(ticket, events)
    assert (after.accepted_at, after.done_at) == (at("14:00"), at("15:10"))
    assert dated(NEW, events) == NEW
    again = [*events, event(at("16:00"), Move.NOT_FIXED)]
    assert dated(replace(ticket, done_at=None), again).accepted_at == at("15:00")


LATE = WorkStep(1, Move.DONE, at("15:00") + timedelta(seconds=42), at("15:00"), at("13:58"))


def test_times_are_offered_as_whole_minutes_after_the_step_before() -> None:
    """Five and ten minutes earlier and so on, as far as there is room."""
    offered = [f"{each.astimezone(SHANGHAI):%H:%M}" for each in earlier(LATE)]
    assert offered == ["14:55", "14:50", "14:40", "14:30", "14:00"]
    assert moment_in(word_of(earlier(LATE)[-1], SHANGHAI), LATE, SHANGHAI) == at("14:00")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("14:10", at("14:10")),
        (" 14：10 ", at("14:10")),
        ("14.10", at("14:10")),
        ("14点10分", at("14:10")),
        ("14點", at("14:00")),
        ("9:05", at("09:05")),
        ("15:00", at("15:00")),
        ("15:01", at("15:01") - timedelta(days=1)),
        ("202611231410", at("14:10")),
    ],
)
def test_a_time_as_people_write_it(words: str, meant: datetime) -> None:
    """A time of day is the last one before the press."""
    assert moment_in(words, LATE, SHANGHAI) == meant


@pytest.mark.parametrize("words", ["", "soon", "25:00", "14:75", "1410", "14:10 or so", "9" * 12])
def test_what_is_no_time(words: str) -> None:
    """It is asked for again."""
    assert moment_in(words, LATE, SHANGHAI) is None


def test_the_minute_of_the_step_before_is_that_step() -> None:
    """Whoever names it does not know its seconds."""
    earliest = at("13:58") + timedelta(seconds=30)
    assert moment_in("13:58", replace(LATE, earliest=earliest), SHANGHAI) == earliest


def promised(case: Case, amounts: tuple[int, int, int]) -> Promise:
    """Return a promise of acceptance, arrival and work in a calendar."""
    kinds = (ClockKind.ACK, ClockKind.ARRIVE, ClockKind.RESOLVE)
    aims = {
        kind: Aim(minutes(amount), NAME, case.calendar)
        for kind, amount in zip(kinds, amounts, strict=True)
    }
    pauses = {HoldReason.PARTS: Pause(Target(10**5, Unit.CLOCK_MINUTES))}
    return Promise(aims, minutes(45), pauses, {NAME: case.calendar}, "any", emergency=False)


def story(times: Sequence[datetime], moves: Sequence[Move]) -> list[Event]:
    """Return a history; a release names when the acceptance was that it takes back."""
    told, accepted_at = [], times[0]
    for moment, made in zip(times, moves, strict=True):
        accepted_at = moment if made is Move.ACCEPT else accepted_at
        visit = facts_of(Slot(moment + _VISIT, moment + 2 * _VISIT))
        facts: dict[Move, Facts] = {
            Move.HOLD: {"reason": "parts"},
            Move.EXPLAIN: {"reason": BreachReason.CAPACITY},
            Move.RELEASE: {"since": accepted_at.isoformat()},
            Move.AGREE: {"date": (moment + 3 * _VISIT).isoformat()},
            Move.APPOINT: visit,
        }
        told.append(event(moment, made, facts.get(made, {})))
    return told


@settings(max_examples=100, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    cases(),
    st.lists(st.tuples(INSTANTS, st.sampled_from(HAPPENS)), min_size=1, max_size=9),
    st.tuples(INSTANTS, INSTANTS, st.integers(0, 8), st.floats(0, 1)),
    st.tuples(*(st.integers(1, 3000) for _ in range(3))),
)
def test_a_correction_is_as_if_it_had_been_pressed_in_time(
    case: Case,
    drawn: list[tuple[int, Move]],
    where: tuple[int, int, int, float],
    amounts: tuple[int, int, int],
) -> None:
    """Whatever happened, the clocks are those of a history without the delay; rejected, not."""
    first, now = (case.moment(minute) for minute in sorted(where[:2]))
    assume(first < now and case.oracle.due(now, max(amounts) + 45) is not None)
    made = sorted((case.moment(minute), move) for minute, move in drawn)
    inside = [(first, Move.SUBMIT), *(each for each in made if first < each[0] < now)]
    late = [number for number, (_, move) in enumerate(inside) if move in STEPS]
    assume(late)
    which = late[where[2] % len(late)]
    before = max(time for time, move in inside[:which] if move not in BESIDE)
    actual = before + (inside[which][0] - before) * where[3]
    pressed = story(*zip(*inside, strict=True))
    events = [*pressed, replace(backdated(pressed, which, actual), at=now)]
    numbers = count()
    in_time = sorted(
        (actual if number == which else time, number, move)
        for (time, move), number in zip(inside, numbers, strict=False)
    )
    plain = story([time for time, _, _ in in_time], [move for _, _, move in in_time])
    promising = always(promised(case, amounts))

    def clocks(told: Sequence[Event]) -> tuple[Clock, ...]:
        return replay(happenings(told), promising, now)

    assert clocks(events) == clocks(plain)
    assert clocks([*events, reject(events, which)]) == clocks(pressed)


def test_a_visit_that_was_pressed_late_is_kept() -> None:
    """The appointment is no broken promise any more, nor is the reason that was given for one."""
    promise = Promise(
        {ClockKind.RESOLVE: Aim(Target(60, Unit.CLOCK_MINUTES), NAME, EMERGENCY)},
        minutes(45),
        {},
        {NAME: EMERGENCY},
        "any",
        emergency=False,
    )
    visit = facts_of(Slot(at("14:00"), at("15:00")))
    told = [
        event(at("10:00"), Move.SUBMIT),
        event(at("10:05"), Move.APPOINT, visit),
        event(at("15:05"), Move.EXPLAIN, {"reason": BreachReason.CAPACITY}),
        event(at("15:10"), Move.ARRIVE),
    ]

    def visit_of(events: Sequence[Event]) -> Clock:
        clocks = replay(happenings(events), always(promise), at("15:30"))
        return next(each for each in clocks if each.kind is ClockKind.APPOINTMENT)

    assert (visit_of(told).outcome, visit_of(told).reason) == (
        Outcome.MISSED,
        BreachReason.CAPACITY,
    )
    kept = visit_of([*told, backdated(told, 3, at("14:10"))])
    assert (kept.outcome, kept.breached_at, kept.reason) == (Outcome.MET, None, None)
