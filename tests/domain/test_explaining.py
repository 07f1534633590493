"""Explanations: what a clock counted, what it left out, and what it was promised."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from domain.calendars import Calendar, Day, Layer
from domain.clocks import ClockKind, begin
from domain.course import replay
from domain.departures import Departure
from domain.explaining import Account, Segment, State, explain
from domain.facts import Event
from domain.histories import happenings
from domain.moves import Move
from domain.school import Pause
from domain.targets import Aim, Target, Unit
from domain.terms import Promise
from domain.tickets import HoldReason
from domain.windows import Window
from domain.working_time import CalendarExhausted, elapsed
from tests.domain.histories import INSTANTS, Case, cases
from tests.domain.samples import EMERGENCY, LESSONS, TEACHING, daily, local, minutes
from tests.support.promises import always, event, promise

MON, TUE, WED, THU = "2026-11-09", "2026-11-10", "2026-11-11", "2026-11-12"
RUNNING, PAUSED = State.RUNNING, State.PAUSED
EIGHT_HOURS = minutes(480)
TWO_DAYS = Pause(Target(2, Unit.WORKING_DAYS))
PAUSES = {HoldReason.PARTS: TWO_DAYS, HoldReason.VENDOR: TWO_DAYS}
PROMISE = promise({ClockKind.ACK: minutes(60), ClockKind.RESOLVE: minutes(480)}, TEACHING, PAUSES)
NATIONAL = Departure(date(2026, 10, 1), date(2026, 10, 7), Layer.HOLIDAY, Day(()))


def work_in(hours: Calendar, target: Target = EIGHT_HOURS) -> Promise:
    """Return the promise of the work alone."""
    return promise({ClockKind.RESOLVE: target}, hours, PAUSES)


WORK_ONLY = work_in(TEACHING)


def it(move: Move, at: str, **facts: str | int) -> Event:
    """Return something that happened at a local time."""
    return event(local(at), move, facts)


def part(
    since: str, until: str, state: State, counted: int, reason: HoldReason | None = None
) -> Segment:
    """Return a segment between local times."""
    return Segment(local(since), local(until), state, counted, reason)


def told(
    *events: Event, now: str, begun: str = f"{MON} 09:00", terms: Promise = PROMISE
) -> dict[ClockKind, Account]:
    """Return the accounts of a history that begins at ``begun``, by their clocks."""
    history = happenings((it(Move.SUBMIT, begun), *events))
    return {each.clock.kind: each for each in explain(history, always(terms), local(now))}


def work(
    *events: Event, now: str, begun: str = f"{MON} 09:00", terms: Promise = WORK_ONLY
) -> Account:
    """Return the account of the work."""
    return told(*events, now=now, begun=begun, terms=terms)[ClockKind.RESOLVE]


def test_a_pause() -> None:
    """An hour before parts were waited for, an hour and a half since; seven hours were left."""
    found = work(
        it(Move.HOLD, f"{MON} 10:00", reason="parts"),
        it(Move.RESUME, f"{TUE} 14:30"),
        now=f"{TUE} 16:00",
    )
    assert found.segments == (
        part(f"{MON} 09:00", f"{MON} 10:00", RUNNING, 3600),
        part(f"{MON} 10:00", f"{TUE} 14:30", PAUSED, 0, HoldReason.PARTS),
        part(f"{TUE} 14:30", f"{TUE} 16:00", RUNNING, 5400),
    )
    assert (found.target, found.clock.began_at) == (minutes(480), local(f"{MON} 09:00"))
    assert (found.spent, found.left) == (9000, 19_800)
    assert found.clock.due_at == local(f"{WED} 11:30")
    assert found.departures == ()


def test_a_pause_that_goes_on_has_no_due_moment() -> None:
    """The last segment is the pause, until now."""
    found = work(it(Move.HOLD, f"{MON} 10:00", reason="parts"), now=f"{TUE} 09:00")
    last = part(f"{MON} 10:00", f"{TUE} 09:00", PAUSED, 0, HoldReason.PARTS)
    assert (found.clock.due_at, found.segments[-1], found.spent) == (None, last, 3600)


def test_a_pause_that_ended_by_itself() -> None:
    """Nobody resumed: after two working days it ran again, and the night counted nothing."""
    found = work(it(Move.HOLD, f"{MON} 10:00", reason="parts"), now=f"{THU} 09:00")
    assert found.segments[1:] == (
        part(f"{MON} 10:00", f"{WED} 18:00", PAUSED, 0, HoldReason.PARTS),
        part(f"{WED} 18:00", f"{THU} 09:00", RUNNING, 3600),
    )


def test_a_pause_that_was_extended() -> None:
    """It goes on beyond the end that it had first."""
    facts = {"reason": "parts"}
    found = work(
        it(Move.HOLD, f"{MON} 10:00", until=local(f"{MON} 18:00").isoformat(), **facts),
        it(Move.EXTEND, f"{MON} 16:00", until=local(f"{WED} 18:00").isoformat(), **facts),
        now=f"{TUE} 11:00",
    )
    assert found.segments == (
        part(f"{MON} 09:00", f"{MON} 10:00", RUNNING, 3600),
        part(f"{MON} 10:00", f"{TUE} 11:00", PAUSED, 0, HoldReason.PARTS),
    )
    assert found.spent == 3600


def test_one_reason_after_the_other() -> None:
    """Resumed and held again at once: two pauses for two reasons, and no empty stretch between."""
    found = work(
        it(Move.HOLD, f"{MON} 10:00", reason="parts"),
        it(Move.RESUME, f"{MON} 11:00"),
        it(Move.HOLD, f"{MON} 11:00", reason="vendor"),
        now=f"{MON} 15:00",
    )
    assert [(each.state, each.reason) for each in found.segments] == [
        (RUNNING, None),
        (PAUSED, HoldReason.PARTS),
        (PAUSED, HoldReason.VENDOR),
    ]


def test_what_changes_nothing_parts_nothing() -> None:
    """A pause of no length, words, and a wait that the school does not know leave one stretch."""
    found = work(
        it(Move.HOLD, f"{MON} 10:00", reason="parts"),
        it(Move.RESUME, f"{MON} 10:00"),
        it(Move.SAY, f"{MON} 10:30", words="…"),
        it(Move.HOLD, f"{MON} 11:00", reason="access"),
        now=f"{MON} 12:00",
    )
    assert found.segments == (part(f"{MON} 09:00", f"{MON} 12:00", RUNNING, 10_800),)


def test_a_week_of_holidays() -> None:
    """Two hours on the eve, six on the first day after: the week between is one departure."""
    found = work(begun="2026-09-30 16:00", now="2026-09-30 17:00")
    assert found.clock.due_at == local("2026-10-08 16:00")
    assert found.departures == (NATIONAL,)
    assert found.segments == (part("2026-09-30 16:00", "2026-09-30 17:00", RUNNING, 3600),)


def test_a_make_up_day() -> None:
    """Half an hour on Friday, the rest on a Sunday on which there is school."""
    terms = work_in(TEACHING, minutes(240))
    found = work(begun="2026-09-18 17:30", now="2026-09-18 18:30", terms=terms)
    sunday = date(2026, 9, 20)
    assert found.clock.due_at == local("2026-09-20 11:30")
    assert found.departures == (Departure(sunday, sunday, Layer.MAKE_UP, Day(LESSONS)),)


def test_working_days_across_both() -> None:
    """The third working day after the eve is the Saturday that makes up for the week."""
    terms = work_in(TEACHING, Target(3, Unit.WORKING_DAYS))
    found = work(begun="2026-09-30 16:00", now="2026-09-30 17:00", terms=terms)
    saturday = date(2026, 10, 10)
    assert found.clock.due_at == local("2026-10-10 18:00")
    assert found.target == Target(3, Unit.WORKING_DAYS)
    make_up = Departure(saturday, saturday, Layer.MAKE_UP, Day(LESSONS))
    assert found.departures == (NATIONAL, make_up)


def test_a_night() -> None:
    """Filed after ten in the evening: nothing has counted by seven, and no date is to blame."""
    found = work(begun=f"{MON} 22:10", now=f"{TUE} 07:00")
    assert found.segments == (part(f"{MON} 22:10", f"{TUE} 07:00", RUNNING, 0),)
    assert (found.spent, found.departures) == (0, ())


def test_filed_this_moment() -> None:
    """There is nothing to tell yet but when it is due."""
    found = work(now=f"{MON} 09:00")
    assert (found.segments, found.clock.due_at) == ((), local(f"{TUE} 09:00"))


def test_a_holiday_during_a_pause_made_no_difference() -> None:
    """Nothing would have counted in that week anyway."""
    found = work(
        it(Move.HOLD, "2026-09-30 17:00", reason="parts"),
        it(Move.RESUME, "2026-10-08 09:00"),
        begun="2026-09-30 16:00",
        now="2026-10-08 10:00",
    )
    assert (found.departures, found.clock.due_at) == ((), local("2026-10-08 18:00"))


def test_a_holiday_after_the_due_moment_counts_when_it_is_late() -> None:
    """Due on the eve at six; the week matters only to how late it is."""
    begun = "2026-09-29 18:00"
    assert work(begun=begun, now="2026-09-30 12:00").departures == ()
    late = work(begun=begun, now="2026-10-08 09:00")
    assert (late.departures, late.left) == ((NATIONAL,), -3600)
    assert late.clock.breached_at == local("2026-09-30 18:00")


def test_minutes_of_the_clock_know_no_holidays() -> None:
    """An emergency counts through the week."""
    terms = work_in(TEACHING, Target(60 * 48, Unit.CLOCK_MINUTES))
    found = work(begun="2026-09-30 16:00", now="2026-10-01 16:00", terms=terms)
    assert (found.spent, found.departures) == (24 * 3600, ())
    assert work(now=f"{TUE} 09:00", terms=work_in(EMERGENCY)).spent == 24 * 3600


@pytest.mark.parametrize(
    ("named", "spans"),
    [
        # One name through a weekend that is closed anyway.
        ({9: "a", 10: "a", 14: "a", 15: "a", 16: "a"}, [(9, 10), (16, 16)]),
        ({13: "a", 14: "a", 15: "a", 16: "a"}, [(13, 16)]),
        # Another name, another departure.
        ({10: "a", 11: "b"}, [(10, 10), (11, 11)]),
        # A weekend alone would not have counted.
        ({14: "a", 15: "a"}, []),
    ],
)
def test_dates_of_one_cause_stay_together(
    named: dict[int, str], spans: list[tuple[int, int]]
) -> None:
    """Consecutive dates of one name are told as one, from the first to the last that mattered."""
    days = {date(2026, 11, day): Day((), {"en": name}) for day, name in named.items()}
    calendar = Calendar("Asia/Shanghai", (LESSONS,) * 5 + ((), ()), {Layer.SCHOOL: days})
    found = work(
        begun="2026-11-06 09:00",
        now="2026-11-18 09:00",
        terms=work_in(calendar),
    )
    assert [(each.first.day, each.last.day) for each in found.departures] == spans


def test_a_shorter_day_beside_a_closed_one_is_told_apart() -> None:
    """The exams close the school on one day and shorten the next."""
    exams = {"en": "Exams"}
    days = {
        date(2026, 11, 10): Day((), exams),
        date(2026, 11, 11): Day((Window(480, 600),), exams),
        date(2026, 11, 12): Day(LESSONS, exams),
    }
    terms = work_in(replace(TEACHING, layers={Layer.SCHOOL: days}))
    found = work(now="2026-11-13 09:00", terms=terms)
    assert [(each.first.day, each.day.windows) for each in found.departures] == [
        (10, ()),
        (11, (Window(480, 600),)),
    ]


def test_a_night_belongs_to_the_evening_on_which_it_begins() -> None:
    """Tuesday is closed: Monday's night lasts into it, its own evening is missing."""
    tuesday = date(2026, 11, 10)
    nights = replace(
        daily("Asia/Shanghai", (22 * 60, 30 * 60)), layers={Layer.EMERGENCY: {tuesday: Day(())}}
    )
    terms = work_in(nights)
    monday = work(begun=f"{MON} 22:00", now=f"{TUE} 06:00", terms=terms)
    assert (monday.spent, monday.left, monday.departures) == (8 * 3600, 0, ())
    late = work(begun=f"{MON} 22:00", now=f"{WED} 05:00", terms=terms)
    assert late.departures == (Departure(tuesday, tuesday, Layer.EMERGENCY, Day(())),)


def test_an_acceptance_that_was_taken_back_leaves_a_gap() -> None:
    """The time in between is in no segment."""
    found = told(
        it(Move.ACCEPT, f"{MON} 09:20"),
        it(Move.RELEASE, f"{MON} 11:00", since=local(f"{MON} 09:20").isoformat()),
        now=f"{MON} 11:10",
    )[ClockKind.ACK]
    assert found.segments == (
        part(f"{MON} 09:00", f"{MON} 09:20", RUNNING, 1200),
        part(f"{MON} 11:00", f"{MON} 11:10", RUNNING, 600),
    )


def test_only_the_latest_attempt_is_told() -> None:
    """Work done again has half the promise and a beginning of its own."""
    found = told(
        it(Move.ACCEPT, f"{MON} 09:30"),
        it(Move.DONE, f"{MON} 15:00"),
        it(Move.NOT_FIXED, f"{MON} 16:00"),
        now=f"{MON} 16:30",
    )
    assert found.keys() == {ClockKind.RESOLVE}
    again = found[ClockKind.RESOLVE]
    assert (again.target, again.spent) == (minutes(240), 1800)
    assert again.segments == (part(f"{MON} 16:00", f"{MON} 16:30", RUNNING, 1800),)


def test_an_end_stops_the_account() -> None:
    """Done on Monday: what passed since is told nowhere."""
    found = work(it(Move.DONE, f"{MON} 15:00"), now=f"{WED} 09:00")
    assert found.segments == (part(f"{MON} 09:00", f"{MON} 15:00", RUNNING, 4 * 3600),)
    assert (found.spent, found.left) == (4 * 3600, 4 * 3600)


def test_the_hours_are_those_in_which_it_began() -> None:
    """Terms that change later on do not change from when a promise counts."""
    always_open = work_in(daily(TEACHING.zone, (0, 1440)))
    events = (it(Move.SUBMIT, f"{MON} 20:00"), it(Move.TRANSFER, f"{TUE} 09:00", team="other"))
    (found,) = explain(
        happenings(events),
        lambda terms: always_open if terms.team == "other" else WORK_ONLY,
        local(f"{TUE} 10:00"),
    )
    assert found.hours == TEACHING


def test_nothing_promised_is_nothing_told() -> None:
    """A service without a clock has no account, a history without an event neither."""
    assert told(now=f"{TUE} 09:00", terms=promise({}, TEACHING)) == {}
    assert explain((), always(PROMISE), local(f"{TUE} 09:00")) == ()


_MOVES = (
    Move.HOLD,
    Move.RESUME,
    Move.ACCEPT,
    Move.RELEASE,
    Move.TRANSFER,
    Move.DONE,
    Move.REOPEN,
    Move.SAY,
)
_REASONS = (HoldReason.PARTS, HoldReason.VENDOR, HoldReason.ACCESS)


@st.composite
def stories(draw: st.DrawFn, case: Case) -> tuple[list[Event], datetime]:
    """Draw what happens to a ticket, possible or not, and a moment after it."""
    *at, now = sorted(draw(st.lists(INSTANTS, min_size=2, max_size=9)))
    made = [Move.SUBMIT, *(draw(st.sampled_from(_MOVES)) for _ in at[1:])]
    always_so = {"since": case.moment(at[0]).isoformat(), "team": "other"}
    story = [
        event(case.moment(minute), move, {"reason": draw(st.sampled_from(_REASONS)), **always_so})
        for minute, move in zip(at, made, strict=True)
    ]
    return story, case.moment(now)


@settings(max_examples=300, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.data(), st.integers(1, 3000), st.integers(1, 3000), st.sampled_from(Unit))
def test_every_account_adds_up(
    case: Case, data: st.DataObject, amount: int, longest: int, unit: Unit
) -> None:
    """The segments are in order, add up to what was spent, and are the replayed clock's."""
    waits = Pause(Target(longest, Unit.CLOCK_MINUTES))
    target = Target(amount % 5 + 1 if unit is Unit.WORKING_DAYS else amount, unit)
    targets = {ClockKind.ACK: target, ClockKind.RESOLVE: target}
    pauses = {HoldReason.PARTS: waits, HoldReason.VENDOR: waits}
    terms = always(promise(targets, case.calendar, pauses))
    story, now = data.draw(stories(case))
    try:
        accounts = explain(happenings(story), terms, now)
    except CalendarExhausted:
        reject()
    clocks = replay(happenings(story), terms, now)
    latest = max(clock.cycle for clock in clocks)
    assert [a.clock for a in accounts] == [clock for clock in clocks if clock.cycle == latest]
    for account in accounts:
        _check(account, case, now)


def _check(account: Account, case: Case, now: datetime) -> None:
    clock, parts = account.clock, account.segments
    named = ("any", case.calendar)
    again = begin(clock.kind, clock.cycle, Aim(account.target, *named), clock.began_at)
    assert (again.budget, again.unit) == (clock.budget, clock.unit)
    assert sum(each.counted for each in parts) == account.spent
    assert account.spent + account.left == clock.budget
    assert all(one.until <= other.since for one, other in pairwise(parts))
    assert all(each.since < each.until <= now for each in parts)
    assert all(each.state is PAUSED for each in parts if each.reason)
    for each in parts:
        _check_segment(each, account, case)


def _check_segment(each: Segment, account: Account, case: Case) -> None:
    if each.state is PAUSED:
        assert each.counted == 0
    elif account.clock.unit is Unit.CLOCK_MINUTES:
        assert each.counted == (each.until - each.since).total_seconds()
    else:
        assert each.counted == case.oracle.elapsed(each.since, each.until) * 60
        week = Calendar(case.calendar.zone, case.calendar.weekly)
        usual = elapsed(week, each.since, each.until)
        assert account.departures or usual == each.counted
