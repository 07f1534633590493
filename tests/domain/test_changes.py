"""Promises that change in mid-flight, held against counting minutes."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.appointments import Slot, facts_of
from domain.clocks import Clock, ClockKind, Outcome, left_at
from domain.course import calendar_of, follow, noted_all, replay, steps
from domain.facts import Event
from domain.histories import happenings
from domain.moves import Move
from domain.school import Pause
from domain.targets import Aim, Target, Unit
from domain.terms import Promise, Terms
from domain.tickets import HoldReason
from tests.domain.histories import INSTANTS, Case, cases, other_hours
from tests.domain.samples import minutes
from tests.support.promises import event

ENDLESS = {HoldReason.PARTS: Pause(Target(10**5, Unit.CLOCK_MINUTES))}
FLOOR = 45
FAR = datetime.max.replace(tzinfo=UTC)
STEPS = st.one_of(
    st.tuples(
        INSTANTS,
        st.sampled_from((Move.HOLD, Move.RESUME, Move.SAY, Move.PRIORITISE, Move.AGREE)),
        st.integers(0, 1),
    ),
    st.tuples(INSTANTS, st.just(Move.APPOINT), st.one_of(st.just(0), st.integers(1, 6000))),
)
Step = tuple[datetime, Move, int]
"""When, what, and its number: of a promise, or in how many minutes a visit begins (0: never)."""

_VISIT = timedelta(hours=2)
_AGREED = timedelta(days=3)


class Counted:
    """What the work has used, minute by minute, under promises that replace each other."""

    def __init__(self, both: tuple[Case, Case], amounts: tuple[int, int]) -> None:
        self.both, self.amounts = both, amounts
        self.which, self.used, self.running = 0, 0, True
        self.budget, self.broken = amounts[0], False
        self.held, self.agreed = False, FAR
        self.visit, self.visits = FAR, list[Outcome | None]()

    def passes(self, since: datetime, until: datetime) -> None:
        """Count the open minutes of the hours that hold; work goes on when a visit begins."""
        if not self.running and since < self.visit <= until:
            self.running, since = True, self.visit
        if self.running:
            self.used += self.both[self.which].oracle.elapsed(since, until)
            self.broken |= self.used > self.budget

    def follows(self, at: datetime, made: Move, which: int) -> None:
        """Take in what happened."""
        if made in {Move.HOLD, Move.RESUME}:
            self.held = made is Move.HOLD
            self.running = not self.held
        if made is Move.APPOINT:
            self._appointed(at, which)
        if made is Move.AGREE:
            self.agreed = at + _AGREED
        self.running = self.running and not at < self.visit < FAR
        if made is Move.PRIORITISE and which != self.which:
            self.which, amount = which, self.amounts[which]
            late = self.used > amount
            self.budget = self.used + min(amount, FLOOR) if late else amount

    def _appointed(self, at: datetime, ahead: int) -> None:
        """Let a visit begin in so many minutes instead of another, or none at all."""
        if self.visit < FAR:
            self.visits[-1] = Outcome.MISSED if at > self.visit + _VISIT else Outcome.CANCELLED
            self.running = self.running or not self.held
        self.visit = at + timedelta(minutes=ahead) if ahead else FAR
        self.visits += [None] if ahead else []


def promises(both: tuple[Case, Case], amounts: tuple[int, int]) -> list[Promise]:
    """Return a promise of the work in each of the hours."""
    calendars = {str(number): case.calendar for number, case in enumerate(both)}
    aims = (
        Aim(minutes(amount), *named)
        for amount, named in zip(amounts, calendars.items(), strict=True)
    )
    return [
        Promise(
            {ClockKind.RESOLVE: aim}, minutes(FLOOR), ENDLESS, calendars, "any", emergency=False
        )
        for aim in aims
    ]


def told(step: Step) -> Event:
    """Return a step as an event; a priority stands for the promise that holds from then on."""
    at, made, which = step
    begins = at + timedelta(minutes=which)
    visits = made is Move.APPOINT and which
    slot = facts_of(Slot(begins, begins + _VISIT)) if visits else {}
    date = (at + _AGREED).isoformat()
    return event(at, made, {"reason": "parts", "priority": which, "date": date, **slot})


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    cases().flatmap(lambda case: st.tuples(st.just(case), other_hours(case))),
    st.lists(STEPS, max_size=8),
    st.tuples(INSTANTS, INSTANTS),
    st.tuples(st.integers(1, 3000), st.integers(1, 3000)),
)
def test_changes_equal_counting_minutes(
    both: tuple[Case, Case],
    drawn: list[tuple[int, Move, int]],
    ends: tuple[int, int],
    amounts: tuple[int, int],
) -> None:
    """Whatever is changed, held, resumed and appointed, what was used counts as it did then."""
    first, now = (both[0].moment(minute) for minute in sorted(ends))
    longest = max(amounts) + FLOOR
    assume(first < now and all(each.oracle.due(now, longest) is not None for each in both))
    steps_made = sorted((both[0].moment(at), made, which) for at, made, which in drawn)
    story = [step for step in steps_made if first < step[0] < now]
    counted = Counted(both, amounts)
    for (since, made, which), (until, _, _) in pairwise(
        [(first, Move.SAY, 0), *story, (now, Move.SAY, 0)]
    ):
        counted.follows(since, made, which)
        counted.passes(since, until)
    _check(counted, [event(first, Move.SUBMIT), *map(told, story)], now)


def _check(counted: Counted, events: list[Event], now: datetime) -> None:
    kinds = promises(counted.both, counted.amounts)

    def promising(terms: Terms) -> Promise:
        return kinds[terms.priority or 0]

    clock, *visits = replay(happenings(events), promising, now)
    hours = calendar_of(clock, kinds[counted.which])
    assert clock.budget == counted.budget * 60
    assert left_at(clock, hours, now) == (counted.budget - counted.used) * 60
    assert (clock.breached_at is not None) is counted.broken
    assert (clock.agreed_at or FAR) == counted.agreed
    assert [visit.outcome for visit in visits] == counted.visits
    looked: tuple[Clock, ...] = ()
    for it, before, after in steps(happenings(events), promising):
        looked = follow(noted_all(looked, before, it.at), it, before, after)
    assert noted_all(looked, kinds[counted.which], now) == (clock, *visits)
