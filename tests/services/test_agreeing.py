"""Agreed dates: who may note one, what follows it, and what stays promised."""

import pytest

from domain.clocks import Clock, ClockKind, Outcome
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Ticket
from models import clocks, history, tickets
from models.figures import Compliance, compliance
from models.unit import Units
from services.lists import of_requester
from services.timing import drift, sound
from tests.services.people import asked, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import FOOD, LEAD, MANAGER, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER
from tests.views.school import at

RESOLVE = ClockKind.RESOLVE
MONDAY = at("2026-11-30 18:00")


def work(units: Units, ticket: Ticket) -> Clock:
    """Return the clock of the work in hand, after holding all against the history."""
    with units.open() as unit:
        stored = tickets.find(unit, ticket.id)
        assert stored is not None
        assert drift(unit, stored) == ()
        kept = clocks.of_ticket(unit, ticket.id)
        return [each for each in kept if each.kind in {RESOLVE, ClockKind.REPLY}][-1]


def test_what_was_promised_stays(units: Units, ticket: Ticket) -> None:
    """The requester is told; the due instant is the policy's, the lists show the agreed date."""
    moves(units, ticket, LEAD, Move.AGREE, day="20261130")
    assert kinds(units) == [("card", REPAIR_CHAT), ("notice", REQUESTER)]
    clock = work(units, ticket)
    assert (clock.due_at, clock.agreed_at) == (at("2026-11-24 09:00"), MONDAY)
    with units.open() as unit:
        *_, event = history.events_of(unit, ticket.id)
        (line,) = of_requester(unit, REQUESTER)
    assert event.facts == {"date": MONDAY.isoformat()}
    assert line.due_at == MONDAY


def test_alarms_follow_the_agreed_date(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Nobody is told or asked when the promise breaks, but that it broke is kept and counted."""
    moves(units, ticket, LEAD, Move.AGREE, day="20261130")
    owed(units)
    clock.forward(days=1, minutes=1)
    asked(units, lambda unit: sound(unit, ticket.id, (RESOLVE, 1, 1)))
    assert kinds(units) == []
    assert work(units, ticket).breached_at == at("2026-11-24 09:00")
    clock.forward(days=6, hours=8, minutes=59)
    asked(units, lambda unit: sound(unit, ticket.id, (RESOLVE, 1, 1)))
    debts = owed(units)
    told = [(debt.chat_id, debt.facts["level"]) for debt in debts if debt.kind == "alarm"]
    assert told == [(MANAGER, 3)]
    assert [debt.chat_id for debt in debts if debt.kind == "breach"] == [REPAIR_CHAT]
    done = moves(units, ticket, WORKER, Move.DONE, reason="parts")
    assert work(units, done).outcome is Outcome.MISSED
    with units.open() as unit:
        assert compliance(unit, at("2026-11-24 00:00"), unit.now) == Compliance(0, 1, 0, 0)


def test_agreed_anew(units: Units, ticket: Ticket) -> None:
    """The latest date is in force; another attempt has none, and an emergency waits for none."""
    moves(units, ticket, LEAD, Move.AGREE, day="20261130")
    moves(units, ticket, MANAGER, Move.AGREE, day="20261127")
    assert work(units, ticket).agreed_at == at("2026-11-27 18:00")
    moves(units, ticket, WORKER, Move.DONE)
    moves(units, ticket, REQUESTER, Move.NOT_FIXED)
    assert work(units, ticket).agreed_at is None
    moves(units, ticket, LEAD, Move.AGREE, day="20261130")
    assert work(units, moves(units, ticket, LEAD, Move.PRIORITISE, priority=1)).agreed_at is None


def test_a_pause_and_another_promise_leave_the_date(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """It was agreed with a person, not with a clock."""
    moves(units, ticket, LEAD, Move.AGREE, day="20261130")
    moves(units, ticket, WORKER, Move.HOLD, reason="parts")
    clock.forward(hours=3)
    moves(units, ticket, WORKER, Move.RESUME)
    moves(units, ticket, WORKER, Move.PRIORITISE, priority=2)
    assert work(units, ticket).agreed_at == MONDAY


def test_a_date_for_an_answer(units: Units, school: School) -> None:
    """A complaint may be answered by an agreed date, too."""
    filed = files(units, draft(FOOD.code))
    moves(units, filed, MANAGER, Move.AGREE, day="20261130")
    assert work(units, filed).agreed_at == MONDAY


@pytest.mark.parametrize(
    ("who", "facts", "reason"),
    [
        (WORKER, {"day": "20261130"}, "move-role"),
        (REQUESTER, {"day": "20261130"}, "move-role"),
        (LEAD, {}, "button-unknown"),
        (LEAD, {"day": "soon"}, "button-unknown"),
        (LEAD, {"day": "20261128"}, "date-gone"),
        (LEAD, {"day": "20261120"}, "date-gone"),
        (LEAD, {"day": "00010101"}, "date-gone"),
        (LEAD, {"day": "20271130"}, "date-gone"),
    ],
)
def test_what_cannot_be_agreed(
    units: Units, ticket: Ticket, who: int, facts: dict[str, str | int], reason: str
) -> None:
    """Only who may approve it, and only the close of a working day that is near enough."""
    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, who, Move.AGREE, **facts)
    assert work(units, ticket).agreed_at is None
