"""Promises that change in mid-flight, held against counting minutes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from domain.clocks import Clock, ClockKind, Outcome, left_at
from domain.course import Promising, follow, noted_all, replay, steps
from domain.facts import Event
from domain.histories import happenings
from domain.moves import Move
from domain.school import Pause
from domain.targets import Aim, Target, Unit
from domain.terms import Promise, Terms
from tests.domain.histories import Case, cases, other_hours
from tests.domain.lives import TEAMS, Life
from tests.domain.samples import minutes
from tests.domain.spans import FAR, PAUSING, Span

FLOOR = 45
ENDLESS = Pause(Target(10**5, Unit.CLOCK_MINUTES))
NUMBERS = st.one_of(st.integers(0, 200), st.integers(0, 6000))
GAPS = st.one_of(st.integers(1, 300), st.integers(1, 2000))
STEPS = st.lists(st.tuples(GAPS, st.integers(0, 10**6), NUMBERS), min_size=1, max_size=10)
"""How many minutes later something happens, a choice among what may, and a number for it."""

AMOUNTS = st.tuples(st.integers(1, 3000), st.integers(1, 3000))


@dataclass
class Tally:
    """What one clock has used, minute by minute, under promises that replace each other."""

    both: tuple[Case, Case]
    amounts: tuple[int, int]
    which: int = 0
    used: int = 0
    budget: int = 0
    broken: bool = False
    late: bool = False

    def __post_init__(self) -> None:
        self.budget = self.amounts[self.which]

    def runs(self, since: datetime, until: datetime) -> None:
        """Count the open minutes of the hours that hold."""
        self.used += self.both[self.which].oracle.elapsed(since, until)
        self.broken |= self.used > self.budget

    def promised(self, which: int) -> None:
        """Hold it to another promise from now on."""
        if which != self.which:
            self.which, amount = which, self.amounts[which]
            self.late = self.used > amount
            self.budget = self.used + min(amount, FLOOR) if self.late else amount

    def outcome(self) -> Outcome:
        """Return how it ends with what it waited for."""
        kept = Outcome.RECLASSIFIED if self.late else Outcome.MET
        return Outcome.MISSED if self.broken else kept


@dataclass
class Story:
    """One life of a ticket, the hours and amounts of its promises, and the moment of asking."""

    life: Life
    both: tuple[Case, Case]
    amounts: dict[ClockKind, tuple[int, int]]
    now: datetime

    def count(self, kind: ClockKind, spans: Sequence[Span], which: int | None = None) -> Tally:
        """Count what was used in spans; ``which`` promise holds, None for that of the priority."""
        tally = Tally(self.both, self.amounts[kind], which or 0)
        edges = {self.life.first, self.now} | self.life.edges()
        inside = sorted(at for at in edges if self.life.first <= at <= self.now)
        for since, until in pairwise(inside):
            if not any(span.covers(since) for span in spans):
                continue
            if which is None:
                tally.promised([to for at, to in self.life.changes if at <= since][-1])
            if kind is ClockKind.ACK or not self.life.waits(since):
                tally.runs(since, until)
        return tally

    def promising(self, terms: Terms) -> Promise:
        """Return what is promised with a priority to the team that has the ticket."""
        at = {
            ClockKind.ACK: terms.priority or 0,
            ClockKind.RESOLVE: terms.priority or 0,
            ClockKind.OLA: TEAMS.index(terms.team),
        }
        hours = [case.calendar for case in self.both]
        aims = {
            kind: Aim(minutes(self.amounts[kind][which]), str(which), hours[which])
            for kind, which in at.items()
        }
        calendars = {str(number): each for number, each in enumerate(hours)}
        pauses = dict.fromkeys(PAUSING, ENDLESS)
        return Promise(aims, minutes(FLOOR), pauses, calendars, "any", emergency=False)


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(
    cases().flatmap(lambda case: st.tuples(st.just(case), other_hours(case))),
    STEPS,
    st.integers(0, 12 * 1440),
    st.tuples(AMOUNTS, AMOUNTS, AMOUNTS),
)
def test_changes_equal_counting_minutes(
    both: tuple[Case, Case],
    drawn: list[tuple[int, int, int]],
    start: int,
    amounts: tuple[tuple[int, int], ...],
) -> None:
    """Whatever happens to a ticket, what its clocks used counts as it did then."""
    *ats, end = accumulate((gap for gap, *_ in drawn), initial=start)
    now = both[0].moment(end)
    longest = max(max(each) for each in amounts) + FLOOR
    assume(all(each.oracle.due(now, longest) is not None for each in both))
    life = Life(both[0].moment(start))
    for at, (_, choice, number) in zip(ats[1:], drawn, strict=False):
        life.happens(both[0].moment(at), choice, number)
    life.passes(now)
    kinds = (ClockKind.ACK, ClockKind.RESOLVE, ClockKind.OLA)
    check(Story(life, both, dict(zip(kinds, amounts, strict=True)), now))


def check(story: Story) -> None:
    """Hold the clocks of a life against what was counted, replayed and followed on the way."""
    life, now, events = story.life, story.now, story.life.events
    clocks = replay(happenings(events), story.promising, now)
    ack, work = (of(clocks, kind)[0] for kind in (ClockKind.ACK, ClockKind.RESOLVE))
    _agree(story, ack, story.count(ClockKind.ACK, life.asked), life.asked[-1].end)
    _agree(story, work, story.count(ClockKind.RESOLVE, [Span(life.first)]), FAR)
    assert (work.agreed_at or FAR) == life.agreed
    held = of(clocks, ClockKind.OLA)
    for clock, span in zip(held, life.held, strict=True):
        _agree(story, clock, story.count(ClockKind.OLA, [span], span.which), span.end)
    visits = of(clocks, ClockKind.APPOINTMENT)
    assert [each.outcome for each in visits] == [each.outcome for each in life.visits]
    final = [after for *_, after in steps(happenings(events), story.promising)][-1]
    for look in (noted_all, _unseen):
        followed = _followed(events, story.promising, look)
        assert noted_all(followed, final, now) == clocks


def of(clocks: Iterable[Clock], kind: ClockKind) -> list[Clock]:
    """Return the clocks of a kind."""
    return [clock for clock in clocks if clock.kind is kind]


def _agree(story: Story, clock: Clock, tally: Tally, end: datetime) -> None:
    now, hours = story.now, story.both[tally.which].calendar
    left = tally.budget - tally.used
    assert (clock.calendar, clock.budget) == (str(tally.which), tally.budget * 60)
    assert left_at(clock, hours, now) == left * 60
    assert (clock.breached_at is not None) is tally.broken
    if end < FAR:
        assert clock.outcome is tally.outcome()
        return
    waits = clock.kind is not ClockKind.ACK and story.life.waits(now)
    assert (clock.outcome, clock.due_at is None) == (None, waits)
    if left > 0 and not waits:
        assert clock.due_at == story.both[tally.which].oracle.due(now, left)


def _unseen(clocks: tuple[Clock, ...], _: Promise, __: datetime) -> tuple[Clock, ...]:
    """Return the clocks as nobody looked at them."""
    return clocks


def _followed(
    events: list[Event],
    promising: Promising,
    look: Callable[[tuple[Clock, ...], Promise, datetime], tuple[Clock, ...]],
) -> tuple[Clock, ...]:
    """Return the clocks as they are stored: from event to event, anew after an annulment."""
    clocks: tuple[Clock, ...] = ()
    for count in range(1, len(events) + 1):
        told = events[:count]
        *_, (it, before, after) = steps(happenings(told), promising)
        if it.move is Move.ANNUL:
            clocks = replay(happenings(told), promising, it.at)
        else:
            clocks = follow(look(clocks, before, it.at), it, before, after)
    return clocks
