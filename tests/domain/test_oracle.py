"""The arithmetic of working time and clocks against an oracle that counts minutes."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.calendars import Calendar
from domain.clocks import ClockKind, Outcome, begin, left_at, spent_at
from domain.targets import Aim, Target, Unit
from domain.turns import pause, resume, stop
from domain.windows import ALL_DAY, Window
from domain.working_time import close_of_working_day, due, elapsed, is_open, next_open
from tests.domain.histories import INSTANTS, Case, cases, oracle_of

# Against the oracle 2,000 cases in a normal run; a profile of Hypothesis may ask for more.
many = settings(
    max_examples=5 * settings().max_examples,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    database=None,
)
few = settings(many, max_examples=settings().max_examples)
AMOUNTS = st.one_of(st.integers(0, 90), st.integers(0, 6000))
MORE = st.integers(0, 300)


@many
@given(cases(), INSTANTS, AMOUNTS)
def test_due_equals_counting_minutes(case: Case, start: int, amount: int) -> None:
    """A deadline is where counting open minutes ends, on every edge of every zone."""
    expected = case.oracle.due(case.moment(start), amount)
    assume(expected is not None)
    assert due(case.calendar, case.moment(start), amount * 60) == expected


@many
@given(cases(), INSTANTS, INSTANTS)
def test_elapsed_equals_counting_minutes(case: Case, start: int, end: int) -> None:
    """Working time between two moments is the number of open minutes."""
    begins, ends = case.moment(min(start, end)), case.moment(max(start, end))
    assert elapsed(case.calendar, begins, ends) == case.oracle.elapsed(begins, ends) * 60


@many
@given(cases(), INSTANTS, st.integers(1, 6))
def test_close_of_working_day_equals_walking_days(case: Case, start: int, n: int) -> None:
    """The n-th working day closes where its last open minute ends."""
    expected = case.oracle.close_of_working_day(case.moment(start), n)
    assume(expected is not None)
    assert close_of_working_day(case.calendar, case.moment(start), n) == expected


@many
@given(
    cases(),
    st.lists(INSTANTS, min_size=2, max_size=8, unique=True),
    st.integers(1, 3000),
    st.sampled_from((Unit.WORKING_MINUTES, Unit.CLOCK_MINUTES)),
)
def test_a_history_of_holds_equals_counting_minutes(
    case: Case, at: list[int], amount: int, unit: Unit
) -> None:
    """Through any number of holds a clock has used the open minutes outside of them."""
    moments = [case.moment(minute) for minute in sorted(at)]
    calendar = case.calendar
    counting = case.oracle
    if unit is Unit.CLOCK_MINUTES:
        counting = oracle_of(Calendar(calendar.zone, (ALL_DAY,) * 7), case.first)
    assume(counting.due(moments[-1], amount) is not None)
    clock = begin(ClockKind.RESOLVE, 1, Aim(Target(amount, unit), "any", calendar), moments[0])
    used = 0
    for number, (since, until) in enumerate(pairwise(moments)):
        running = number % 2 == 0
        used += counting.elapsed(since, until) if running else 0
        assert spent_at(clock, calendar, until) == used * 60
        clock = (pause if running else resume)(clock, calendar, until)
    if clock.running_since is not None:
        assert clock.due_at == counting.due(moments[-1], max(amount - used, 0))
    stopped = stop(clock, calendar, moments[-1])
    assert stopped.outcome is (Outcome.MISSED if used > amount else Outcome.MET)


@few
@given(cases(), INSTANTS, AMOUNTS)
def test_a_budget_is_used_up_exactly(case: Case, start: int, amount: int) -> None:
    """What elapses up to a deadline is the promise, and one second earlier it is not."""
    assume(amount and case.oracle.due(case.moment(start), amount) is not None)
    moment = due(case.calendar, case.moment(start), amount * 60)
    assert elapsed(case.calendar, case.moment(start), moment) == amount * 60
    before = moment - timedelta(seconds=1)
    assert elapsed(case.calendar, case.moment(start), before) == amount * 60 - 1


@few
@given(cases(), INSTANTS, INSTANTS, INSTANTS)
def test_working_time_adds_up(case: Case, first: int, second: int, third: int) -> None:
    """The time of two neighbouring spans is the time of both together."""
    start, middle, end = (case.moment(minute) for minute in sorted((first, second, third)))
    whole = elapsed(case.calendar, start, end)
    parts = elapsed(case.calendar, start, middle), elapsed(case.calendar, middle, end)
    assert whole == sum(parts)


@few
@given(cases(), INSTANTS, INSTANTS, st.integers(1, 3000), st.integers(0, 999_999))
def test_pausing_and_resuming_at_once_changes_nothing(
    case: Case, start: int, later: int, amount: int, microsecond: int
) -> None:
    """A hold of no length moves no deadline, not even by a part of a second."""
    first, second = case.moment(min(start, later)), case.moment(max(start, later))
    at = second.replace(microsecond=microsecond)
    assume(case.oracle.due(second, amount) is not None)
    target = Target(amount, Unit.WORKING_MINUTES)
    clock = begin(ClockKind.RESOLVE, 1, Aim(target, "any", case.calendar), first)
    assume(left_at(clock, case.calendar, at) > 0)
    again = resume(pause(clock, case.calendar, at), case.calendar, at)
    assert again.due_at == clock.due_at
    assert spent_at(again, case.calendar, at) == spent_at(clock, case.calendar, at)


@few
@given(cases(), INSTANTS, AMOUNTS, st.integers(0, 6), st.tuples(MORE, MORE))
def test_widening_a_calendar_never_makes_a_deadline_later(
    case: Case, start: int, amount: int, weekday: int, more: tuple[int, int]
) -> None:
    """More working time can only help: a weekday opens earlier, closes later and has no breaks."""
    weekly = list(case.calendar.weekly)
    assume(weekly[weekday] and case.oracle.due(case.moment(start), amount) is not None)
    opens, closes = weekly[weekday][0].start, weekly[weekday][-1].end
    longest = Window(max(opens - more[0], 0), min(closes + more[1], 2880))
    weekly[weekday] = (longest,)
    wide = Calendar(case.calendar.zone, tuple(weekly), case.calendar.layers)
    sooner = due(wide, case.moment(start), amount * 60)
    assert sooner <= due(case.calendar, case.moment(start), amount * 60)


@few
@given(cases(), INSTANTS)
def test_open_and_next_open_agree_with_the_minutes(case: Case, minute: int) -> None:
    """A moment is open when its minute is, and the next opening has no open minute before it."""
    moment = case.moment(minute)
    inside = case.oracle.elapsed(moment, moment + timedelta(minutes=1)) == 1
    assert is_open(case.calendar, moment) is inside
    assume(case.oracle.due(moment, 1) is not None)
    opening = next_open(case.calendar, moment)
    assert is_open(case.calendar, opening)
    assert case.oracle.elapsed(moment, opening) == 0
