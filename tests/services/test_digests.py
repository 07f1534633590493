"""The digest: its figures against an example worked out by hand, and that it comes once."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.clocks import Clock, ClockKind, Outcome
from domain.facts import Tally
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.targets import Unit
from domain.tickets import BreachReason, Kind, Status, Ticket
from models import clocks, editions, history, outbox, tickets
from models import unit as work
from models.outbox import Debt
from models.unit import Units
from services.digests import figures_for, next_digest, owe_digest, owe_digests
from tests.support.clocks import MONDAY, StillClock
from tests.support.debts import taken
from tests.support.schools import FOOD, HEAD, IDEA, MANAGER, WORKER
from tests.support.tickets import NEW, filed

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SINCE, UNTIL = MONDAY, MONDAY + DAY
RUNNING = Clock(
    kind=ClockKind.RESOLVE,
    cycle=1,
    calendar="teaching",
    unit=Unit.WORKING_MINUTES,
    budget=3600,
    spent=0,
    running_since=MONDAY - 9 * DAY,
    due_at=UNTIL + DAY,
    began_at=MONDAY - 9 * DAY,
)


def ended(outcome: Outcome, at: datetime) -> Clock:
    """Return a clock that has ended, at the moment of its breach if it was missed."""
    over = replace(RUNNING, running_since=None, due_at=None, stopped_at=at, outcome=outcome)
    return replace(over, breached_at=at) if outcome is Outcome.MISSED else over


def due(at: datetime, kind: ClockKind = ClockKind.RESOLVE) -> Clock:
    """Return a clock that runs towards a moment."""
    return replace(RUNNING, due_at=at, kind=kind)


TAP, MEAL, THANKS = (
    NEW,
    replace(NEW, kind=Kind.COMPLAINT, service=FOOD.code, team="dispatch", place=""),
    replace(NEW, kind=Kind.SUGGESTION, service=IDEA.code, team="dispatch", place=""),
)


def at(
    ticket: Ticket,
    submitted_at: datetime,
    status: Status = Status.NEW,
    done_at: datetime | None = None,
) -> Ticket:
    """Return a ticket filed at a moment."""
    return replace(ticket, submitted_at=submitted_at, status=status, done_at=done_at)


EXAMPLE: tuple[tuple[Ticket, tuple[Clock, ...]], ...] = (
    # filed in the span: one open and late since the span, one open in time, one done in time
    (
        at(TAP, SINCE),
        (due(SINCE + HOUR), replace(ended(Outcome.MET, SINCE + HOUR), kind=ClockKind.ACK)),
    ),
    (at(TAP, UNTIL - HOUR), (due(UNTIL + HOUR),)),
    (
        at(MEAL, SINCE + HOUR, status=Status.DONE, done_at=UNTIL - HOUR),
        (ended(Outcome.MET, UNTIL - HOUR),),
    ),
    # filed before: late since before, done late in the span, cancelled in it, done before it
    (at(TAP, SINCE - 2 * DAY), (due(SINCE - HOUR),)),
    (
        at(TAP, SINCE - DAY, status=Status.CONFIRMED, done_at=SINCE),
        (ended(Outcome.MISSED, SINCE),),
    ),
    (
        at(THANKS, SINCE - DAY, status=Status.CANCELLED),
        (
            ended(Outcome.CANCELLED, SINCE + HOUR),
            replace(ended(Outcome.CANCELLED, SINCE + HOUR), kind=ClockKind.REPLY),
        ),
    ),
    (
        at(TAP, SINCE - 3 * DAY, status=Status.CLOSED, done_at=SINCE - HOUR),
        (ended(Outcome.MET, SINCE - HOUR),),
    ),
    # not accepted in time, though the work itself is not late; waiting; filed after the span
    (at(THANKS, SINCE - HOUR), (due(SINCE, ClockKind.ACK), due(UNTIL, ClockKind.REPLY))),
    (
        at(TAP, SINCE - 4 * DAY, status=Status.ON_HOLD),
        (replace(RUNNING, running_since=None, due_at=None),),
    ),
    (at(TAP, UNTIL), (due(UNTIL + DAY),)),
)
"""Tickets on both sides of each edge, with their clocks."""


@pytest.fixture
def example(units: Units, school: School) -> list[Ticket]:
    """Store the example."""
    stored = []
    with units.open() as unit:
        for ticket, running in EXAMPLE:
            stored.append(filed(unit, ticket))
            clocks.add(unit, stored[-1].id, running)
    return stored


def test_the_example(units: Units, example: list[Ticket]) -> None:
    """Counted by hand: edges belong to the span they open."""
    with units.open() as unit:
        found = figures_for(unit, SINCE, UNTIL)

    assert (found.since, found.until) == (SINCE, UNTIL)
    assert (found.new, found.done, found.open, found.overdue) == (3, 2, 6, 2)
    # met: the first ticket's acceptance and the meal; missed: broken in the span by the first
    # and by the acceptance of the idea, ended in its first instant by the fifth
    assert (found.met, found.missed) == (2, 3)
    assert found.teams == (Tally("dispatch", 1, 1, 1, 0), Tally("repair", 2, 1, 5, 2))
    assert found.categories == (
        Tally("FOD", 1, 1, 0, 0),
        Tally("SUG", 0, 0, 1, 0),
        Tally("WTR", 2, 1, 5, 2),
    )


def test_what_was_excused_is_shown_apart(units: Units, school: School) -> None:
    """It stays missed; what was used up when it was changed is neither, as is another kind."""
    parts = replace(ended(Outcome.MISSED, SINCE), reason=BreachReason.PARTS)
    examples = (
        ended(Outcome.MET, SINCE),
        parts,
        replace(parts, excused=True),
        replace(parts, reason=BreachReason.VENDOR),
        replace(due(UNTIL + DAY), breached_at=SINCE, reason=BreachReason.PARTS, excused=True),
        due(SINCE + HOUR),
        replace(parts, breached_at=SINCE - HOUR, excused=True),
        ended(Outcome.RECLASSIFIED, SINCE + HOUR),
        ended(Outcome.RECLASSIFIED, UNTIL),
    )
    with units.open() as unit:
        for each in examples:
            clocks.add(unit, filed(unit, at(TAP, SINCE - DAY)).id, (each,))
        found = figures_for(unit, SINCE, UNTIL)

    assert (found.met, found.missed, found.excused, found.reclassified) == (1, 5, 2, 1)
    assert found.lately == (1, 6, 3)
    assert found.reasons[0] == (BreachReason.PARTS, 3)
    assert set(found.reasons[1:]) == {(BreachReason.VENDOR, 1), (None, 1)}


def test_what_was_reopened_is_counted_to_the_final_fix(units: Units, school: School) -> None:
    """From filing to the last finish, by the median; each attempt keeps its own promise."""
    with units.open() as unit:
        for days, cycle, finish in (
            (9, 1, SINCE),
            (2, 2, SINCE),
            (4, 3, UNTIL - HOUR),
            (30, 2, SINCE),
            (1, 2, UNTIL),
            (1, 2, SINCE - HOUR),
        ):
            again = replace(TAP, cycle=cycle)
            filed(unit, at(again, SINCE - days * DAY, Status.DONE, done_at=finish))
        found = figures_for(unit, SINCE, UNTIL)

    assert (found.done, found.reworked) == (4, 3)
    assert found.fixed_in == 5 * DAY - HOUR


def test_the_oldest_ten(units: Units, example: list[Ticket]) -> None:
    """Open tickets by how long they wait, with who has them and whether they are late."""
    with units.open() as unit:
        for days in range(5, 16):
            filed(unit, at(TAP, SINCE - days * DAY))
        oldest = figures_for(unit, SINCE, UNTIL).oldest

    waited = [(SINCE - line.ticket.submitted_at) // DAY for line in oldest]
    assert waited == list(range(15, 5, -1))


def test_the_week(units: Units, school: School) -> None:
    """Days begin at the school's midnight; the last one is that of the end of the span."""
    midnight = MONDAY - 9 * HOUR
    with units.open() as unit:
        for moment in (midnight - HOUR / 60, midnight, midnight + DAY - HOUR / 60):
            filed(unit, at(TAP, moment))
        filed(unit, at(TAP, midnight - 6 * DAY, done_at=midnight, status=Status.DONE))
        filed(unit, at(TAP, midnight - 7 * DAY))
        days = figures_for(unit, SINCE, midnight + 20 * HOUR).days

    assert [day for day, _, _ in days] == [date(2026, 11, 17) + n * DAY for n in range(7)]
    assert [(new, done) for _, new, done in days] == [
        (1, 0),
        *[(0, 0)] * 4,
        (1, 0),
        (2, 1),
    ]


def test_what_was_merged_is_demand_and_nothing_else(units: Units, school: School) -> None:
    """It counts as new, neither as open nor for the compliance, in time or broken."""
    broken = replace(ended(Outcome.MERGED, SINCE + 2 * HOUR), breached_at=SINCE + HOUR)
    in_time = replace(ended(Outcome.MERGED, SINCE + 2 * HOUR), kind=ClockKind.ACK)
    with units.open() as unit:
        merged = filed(unit, at(TAP, SINCE, status=Status.MERGED))
        clocks.add(unit, merged.id, (broken, in_time))
        found = figures_for(unit, SINCE, UNTIL)

    assert (found.new, found.open, found.overdue, found.met, found.missed) == (1, 0, 0, 0, 0)
    assert found.oldest == ()


def test_ratings(units: Units, example: list[Ticket]) -> None:
    """A rating counts once, in the span in which it was given, with the stars it has now."""
    first, second, third = example[2], example[4], example[6]
    with units.open() as unit:
        for ticket, stars, moment in (
            (first, 2, SINCE),
            (first, 4, SINCE + HOUR),
            (second, 5, UNTIL - HOUR),
            (third, 1, SINCE - HOUR),
        ):
            rated(unit, ticket, stars, moment)
        found = figures_for(unit, SINCE, UNTIL)

    assert (found.ratings, found.rating_sum) == (2, 9)


def rated(unit: work.Unit, ticket: Ticket, stars: int, moment: datetime) -> None:
    """Let the requester rate a ticket at a moment."""
    before = tickets.find(unit, ticket.id)
    assert before is not None
    tickets.save(unit, before, replace(before, rating=stars))
    then = work.Unit(unit.native, moment, unit.editions)
    what = (Move.RATE, Role.REQUESTER)
    history.add_event(then, ticket.id, ticket.requester_id, what, {"stars": stars})


def test_nothing_at_all(units: Units, school: School) -> None:
    """An empty desk has an empty digest."""
    with units.open() as unit:
        found = figures_for(unit, SINCE, UNTIL)

    assert (found.new, found.open, found.met, found.missed, found.rating_sum) == (0, 0, 0, 0, 0)
    assert (found.teams, found.categories, found.oldest) == ((), (), ())
    assert len(found.days) == 7


def test_a_service_that_is_gone(units: Units, school: School) -> None:
    """What the school no longer offers is counted under its own code."""
    with units.open() as unit:
        filed(unit, at(replace(TAP, service="OLD-01"), SINCE))
        found = figures_for(unit, SINCE, UNTIL)

    assert [tally.code for tally in found.categories] == ["OLD-01"]


def owed(units: Units) -> list[Debt]:
    """Return what is owed now, and let it be owed no more."""
    with units.open() as unit:
        debts = taken(unit)
        for debt in debts:
            outbox.settle(unit, debt.id, "sent")
    return debts


def tick(units: Units) -> list[str]:
    """Look once whether the digest is due; return what is owed then."""
    with units.open() as unit:
        owe_digests(unit)
    return [f"{debt.kind} {debt.chat_id}" for debt in owed(units)]


TO_MANAGERS = [
    f"{kind} {user_id}" for user_id in (MANAGER, HEAD) for kind in ("digest_chart", "digest")
]


def test_once_a_day_at_its_time(units: Units, school: School, clock: StillClock) -> None:
    """Nothing before half past five, then one for each manager, and no second one."""
    clock.forward(hours=8, minutes=29)
    assert tick(units) == []
    clock.forward(minutes=1)
    assert tick(units) == TO_MANAGERS
    clock.forward(minutes=1)
    assert tick(units) == []
    clock.forward(days=1)
    assert tick(units) == TO_MANAGERS


def test_only_on_working_days(units: Units, school: School, clock: StillClock) -> None:
    """Saturday and Sunday have none."""
    clock.forward(days=5, hours=10)
    assert tick(units) == []
    clock.forward(days=1)
    assert tick(units) == []


def test_the_next_one(units: Units, school: School, clock: StillClock) -> None:
    """Today's while it is to come, then tomorrow's; on Friday evening that of Monday."""
    with units.open() as unit:
        assert next_digest(unit) == MONDAY + 8.5 * HOUR
    clock.forward(hours=8, minutes=30)
    with units.open() as unit:
        assert next_digest(unit) == MONDAY + DAY + 8.5 * HOUR
    clock.forward(days=4)
    with units.open() as unit:
        assert next_digest(unit) == MONDAY + 7 * DAY + 8.5 * HOUR


def test_late_after_an_outage(units: Units, school: School, clock: StillClock) -> None:
    """Today's comes late and tells of all that was not told; missed days have none."""
    clock.forward(hours=9)
    assert tick(units) == TO_MANAGERS
    clock.forward(days=3, hours=5)
    with units.open() as unit:
        owe_digests(unit)

    (spans,) = {(debt.facts["since"], debt.facts["until"]) for debt in owed(units)}
    since, until = (datetime.fromisoformat(moment) for moment in spans)
    assert (since, until) == (MONDAY + 9 * HOUR, MONDAY + 3 * DAY + 14 * HOUR)


def test_a_desk_that_opens_after_the_time(units: Units, clock: StillClock) -> None:
    """It has nothing to tell on its first day."""
    clock.forward(hours=9)
    with units.open() as unit:
        editions.add(unit, "small", "small")
    assert tick(units) == []
    clock.forward(days=1)
    assert tick(units) == TO_MANAGERS


def test_two_processes_owe_it_once(units: Units, school: School, clock: StillClock) -> None:
    """Whoever claims the day first owes the digest."""
    clock.forward(hours=9)
    with units.open() as unit:
        owe_digests(unit)
        owe_digests(unit)
    assert len(owed(units)) == len(TO_MANAGERS)


@pytest.mark.parametrize(("days", "since"), [(0, -3), (1, 0)])
def test_now_begins_where_the_last_one_ended(
    units: Units, school: School, clock: StillClock, days: int, since: int
) -> None:
    """Before the first digest it begins when the last working day's would have been made."""
    clock.forward(days=days)
    with units.open() as unit:
        owe_digest(unit, MANAGER)

    begins = {datetime.fromisoformat(debt.facts["since"]) for debt in owed(units)}
    assert begins == {MONDAY + since * DAY + 8.5 * HOUR}


def test_now_is_for_managers(units: Units, school: School) -> None:
    """Anybody else is refused."""
    with units.open() as unit, pytest.raises(Refusal, match="forbidden"):
        owe_digest(unit, WORKER)
