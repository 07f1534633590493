"""How long work may wait: what a reason has left, whoever changes it and whatever is annulled."""

from datetime import date, datetime

import pytest

from domain.clocks import Clock
from domain.explaining import Segment, State, explain
from domain.facts import Event
from domain.histories import happenings
from domain.moves import Move, Role
from domain.pauses import Wait, limit_left, waits_of, working_days
from domain.targets import Target, Unit
from domain.tickets import HoldReason, Status
from tests.domain.samples import TEACHING, local
from tests.domain.test_course import PROMISE, course, it, work
from tests.support.promises import always, event

MON, TUE, WED = "2026-11-09", "2026-11-10", "2026-11-11"
TWO_DAYS = Target(2, Unit.WORKING_DAYS)


def until(at: str) -> str:
    """Return a local time as an event keeps it."""
    return local(at).isoformat()


def waits(*events: Event) -> tuple[Wait, ...]:
    """Return the pauses of a history that begins on Monday at nine."""
    return waits_of(happenings((it(Move.SUBMIT, f"{MON} 09:00", Role.REQUESTER), *events)))


def left(*events: Event, at: str) -> datetime | None:
    """Return until when parts may be waited for once more."""
    before = [wait for wait in waits(*events) if wait.reason is HoldReason.PARTS]
    return limit_left(before, TWO_DAYS, TEACHING, local(at))


def held(at: str, reason: str = "parts", **facts: str | int) -> Event:
    """Return a hold at a local time."""
    return event(local(at), Move.HOLD, {"reason": reason, **facts})


def test_the_first_pause_has_all_of_its_time() -> None:
    """Two working days end with the close of the second."""
    assert left(at=f"{MON} 10:00") == local(f"{WED} 18:00")


def test_a_second_pause_gets_what_is_left() -> None:
    """Of 22 hours from Monday ten o'clock to Wednesday's close two are used."""
    story = (held(f"{MON} 10:00"), it(Move.RESUME, f"{MON} 12:00"))
    assert left(*story, at=f"{MON} 14:00") == local(f"{WED} 18:00")
    assert left(*story, at=f"{TUE} 14:00") == local("2026-11-12 18:00")


@pytest.mark.parametrize(("end", "expected"), [("17:58", "2026-11-12 08:02"), ("18:00", None)])
def test_nothing_is_left_of_a_pause_that_lasted_its_longest(
    end: str, expected: str | None
) -> None:
    """Nobody gains anything by pressing the button again, nor by taking the work up late."""
    story = (held(f"{MON} 10:00", until=until(f"{WED} 18:00")), it(Move.RESUME, f"{WED} {end}"))
    assert left(*story, at="2026-11-12 08:00") == (local(expected) if expected else None)
    late = (*story[:1], it(Move.RESUME, "2026-11-12 10:00", Role.SYSTEM))
    assert left(*late, at="2026-11-12 10:00") is None


def test_moving_between_reasons_neither_restarts_nor_counts_twice() -> None:
    """What was waited for a vendor in between is not taken from the time for parts."""
    story = (
        held(f"{MON} 10:00"),
        held(f"{MON} 12:00", "vendor"),
        it(Move.RESUME, f"{WED} 18:00"),
    )
    assert [(each.reason, each.until) for each in waits(*story)] == [
        (HoldReason.PARTS, local(f"{MON} 12:00")),
        (HoldReason.VENDOR, local(f"{WED} 18:00")),
    ]
    assert left(*story, at="2026-11-12 08:00") == local("2026-11-16 12:00")


@pytest.mark.parametrize(
    "approval",
    [
        held("2026-11-12 08:00", until=until("2026-11-16 18:00"), approved=1),
        it(Move.EXTEND, f"{WED} 18:00", reason="parts", until=until("2026-11-13 18:00")),
    ],
)
def test_an_approval_gives_all_of_the_time_again(approval: Event) -> None:
    """Waiting before it does not count any more, waiting after it does."""
    first = held(f"{MON} 10:00", until=until(f"{WED} 18:00"))
    assert left(first, approval, at=f"{approval.at:%Y-%m-%d} 18:00") is not None
    assert left(first, approval, at="2026-11-27 18:00") is None


def test_an_extension_pauses_longer() -> None:
    """The clock waits to the new limit, also when the old one had just passed."""
    first = held(f"{MON} 10:00", until=until(f"{TUE} 10:00"))
    for at, spent in ((f"{TUE} 09:00", 3600), (f"{TUE} 11:00", 2 * 3600)):
        more = it(Move.EXTEND, at, Role.LEAD, reason="parts", until=until(f"{WED} 10:00"))
        clock = work(course(first, more, now=f"{TUE} 12:00"))
        assert (clock.due_at, clock.resumes_at, clock.spent) == (
            None,
            local(f"{WED} 10:00"),
            spent,
        )


def test_another_reason_changes_only_the_limit() -> None:
    """The clock stays where it stood; a reason that pauses nothing lets it run."""
    first = held(f"{MON} 10:00", until=until(f"{TUE} 10:00"))
    other = held(f"{MON} 11:00", until=until(f"{WED} 18:00"))
    clock = work(course(first, other, now=f"{MON} 12:00"))
    assert (clock.paused_since, clock.resumes_at) == (local(f"{MON} 10:00"), local(f"{WED} 18:00"))
    running = work(course(first, held(f"{MON} 11:00", "vendor"), now=f"{MON} 12:00"))
    assert running.due_at == local(f"{TUE} 10:00")


def annulled(*events: Event, pause: int, now: str = f"{MON} 17:00", **facts: int) -> Clock:
    """Return the clock of the work after a pause was annulled in the afternoon."""
    annulment = it(Move.ANNUL, f"{MON} 16:00", Role.MANAGER, pause=pause, **facts)
    return work(course(*events, annulment, now=now))


def test_an_annulled_pause_counts_as_work() -> None:
    """It is due when it would have been without that pause."""
    story = (held(f"{MON} 10:00"), it(Move.RESUME, f"{MON} 12:00"))
    assert work(course(*story, now=f"{MON} 17:00")).due_at == local(f"{TUE} 11:00")
    assert annulled(*story, pause=1).due_at == local(f"{TUE} 09:00")
    assert annulled(held(f"{MON} 10:00"), pause=1, ends=1).due_at == local(f"{TUE} 09:00")
    assert waits(*story, it(Move.ANNUL, f"{MON} 16:00", pause=1)) == ()


def test_an_annulled_change_of_reason_leaves_the_pause_before_it() -> None:
    """That one ends where the wrong one began; an extension of the wrong one goes with it."""
    more = it(Move.EXTEND, f"{MON} 14:30", reason="parts", until=until("2026-11-20 18:00"))
    story = (held(f"{MON} 10:00"), held(f"{MON} 11:00"), more, it(Move.RESUME, f"{MON} 15:00"))
    assert annulled(*story, pause=2).due_at == local(f"{TUE} 10:00")
    assert annulled(*story, pause=1).due_at == local(f"{TUE} 11:00")


def test_the_status_is_as_it_was_while_an_annulled_pause_lasted() -> None:
    """Only if it is the one that goes on does the work."""
    first = (it(Move.SUBMIT, f"{MON} 09:00"), held(f"{MON} 10:00"))
    over = it(Move.ANNUL, f"{MON} 11:00", pause=1, ends=1)
    found = [each.status for each in happenings((*first, over))]
    assert found == [Status.NEW, Status.ON_HOLD, Status.ACCEPTED]
    older = it(Move.ANNUL, f"{MON} 11:00", pause=1)
    *_, last = happenings((*first, held(f"{MON} 10:30"), older))
    assert last.status is Status.ON_HOLD


def told(*events: Event) -> list[tuple[State, HoldReason | None, int]]:
    """Return what the account says of each stretch until Monday, four o'clock."""
    history = (it(Move.SUBMIT, f"{MON} 09:00", Role.REQUESTER), *events)
    accounts = explain(happenings(history), always(PROMISE), local(f"{MON} 16:00"))
    parts: tuple[Segment, ...] = accounts[-1].segments
    return [(part.state, part.reason, part.counted // 3600) for part in parts]


def test_the_account_tells_each_reason_and_what_was_annulled() -> None:
    """A change of reason begins a stretch of its own; an annulled one counts and says so."""
    story = (held(f"{MON} 10:00"), held(f"{MON} 11:00", "parts"), it(Move.RESUME, f"{MON} 14:00"))
    assert told(*story) == [
        (State.RUNNING, None, 1),
        (State.PAUSED, HoldReason.PARTS, 0),
        (State.RUNNING, None, 2),
    ]
    assert told(*story, it(Move.ANNUL, f"{MON} 15:00", pause=2)) == [
        (State.RUNNING, None, 1),
        (State.PAUSED, HoldReason.PARTS, 0),
        (State.RUNNING, HoldReason.PARTS, 1),
        (State.RUNNING, None, 2),
    ]


def test_working_days_are_counted_from_tomorrow() -> None:
    """From a Friday on the next three are Monday, Tuesday and Wednesday."""
    days = working_days(TEACHING, local("2026-11-06 09:00"), 3)
    assert days == (date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11))
