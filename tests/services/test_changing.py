"""Changing what a ticket is promised: who may, what is kept, and what the clocks make of it."""

from dataclasses import replace

import pytest

from domain.clocks import ClockKind
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import Route, School
from domain.tickets import Ticket
from models import editions, history
from models.unit import Units
from services.changing import priority_of, team_suited
from services.gate import card_of
from services.lists import of_assignee
from services.timing import sound
from tests.services.people import asked, clock_of, draft, files, kinds, moves
from tests.support.clocks import StillClock
from tests.support.debts import owed
from tests.support.schools import (
    BURST,
    FOOD,
    HEAD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    ROOM,
    TAP,
    WORKER,
)
from tests.support.tickets import REQUESTER
from tests.views.school import at

ACK, ARRIVE, RESOLVE = ClockKind.ACK, ClockKind.ARRIVE, ClockKind.RESOLVE


def test_raised_to_danger(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """An hour is used of four around the clock, and somebody must come within twenty minutes."""
    clock.forward(hours=1)
    raised = moves(units, ticket, WORKER, Move.PRIORITISE, priority=1)
    assert raised.priority == 1
    assert clock_of(units, raised, RESOLVE).due_at == at("2026-11-23 13:00")
    assert clock_of(units, raised, ARRIVE).due_at == at("2026-11-23 10:20")
    assert kinds(units) == [("card", REPAIR_CHAT), ("notice", REQUESTER)]
    with units.open() as unit:
        *_, event = history.events_of(unit, ticket.id)
    assert event.facts == {"priority": 1, "from": 3}


def test_the_new_ladder_begins_at_its_foot(units: Units, school: School) -> None:
    """Levels of the ladder before are told by none of the new one, and none is told twice."""
    filed = files(units)
    asked(units, lambda unit: sound(unit, filed.id, (ACK, 1, 1)))
    moves(units, filed, LEAD, Move.PRIORITISE, priority=1)
    owed(units)
    for _ in range(2):
        asked(units, lambda unit: sound(unit, filed.id, (ACK, 1, 1)))
    first = [debt for debt in owed(units) if debt.kind == "alarm"]
    assert [(debt.chat_id, debt.facts["level"], debt.urgent) for debt in first] == [
        (LEAD, 1, True)
    ]


def test_a_level_told_before_the_change_keeps_its_number(
    units: Units, school: School, clock: StillClock
) -> None:
    """Half of the promise was said as level 1; the emergency ladder goes on from 2."""
    filed = files(units)
    clock.forward(minutes=35)
    asked(units, lambda unit: sound(unit, filed.id, (ACK, 1, 1)))
    moves(units, filed, LEAD, Move.PRIORITISE, priority=1)
    owed(units)
    asked(units, lambda unit: sound(unit, filed.id, (ACK, 1, 1)))
    assert [debt.chat_id for debt in owed(units) if debt.kind == "alarm"] == [HEAD]
    assert clock_of(units, filed, ACK).level == 6


def test_who_lowers_says_why(units: Units, ticket: Ticket) -> None:
    """A wish may wait three days, and the reason stays in the history."""
    with pytest.raises(Refusal, match="because-needed"):
        moves(units, ticket, MANAGER, Move.PRIORITISE, priority=4)
    lowered = moves(units, ticket, MANAGER, Move.PRIORITISE, priority=4, because="made_safe")
    assert clock_of(units, lowered, RESOLVE).due_at == at("2026-11-26 18:00")
    with units.open() as unit:
        *_, event = history.events_of(unit, ticket.id)
    assert event.facts["because"] == "made_safe"


def test_raised_by_mistake_and_lowered_again(units: Units, ticket: Ticket) -> None:
    """The clock of arrival ends, a second one may begin, and the history says the same."""
    moves(units, ticket, LEAD, Move.PRIORITISE, priority=1)
    moves(units, ticket, LEAD, Move.PRIORITISE, priority=3, because="milder")
    again = moves(units, ticket, LEAD, Move.PRIORITISE, priority=1)
    assert clock_of(units, again, ARRIVE).serial == 2


def test_another_service_and_another_place(
    units: Units, ticket: Ticket, clock: StillClock
) -> None:
    """It was a burst pipe in the dormitory: an emergency, and whoever asked stays known."""
    clock.forward(hours=1)
    changed = moves(units, ticket, WORKER, Move.RECLASSIFY, service=BURST.code)
    changed = moves(units, changed, WORKER, Move.RELOCATE, place="main/d/2/201")
    assert (changed.service, changed.place) == (BURST.code, "main/d/2/201")
    assert clock_of(units, changed, RESOLVE).due_at == at("2026-11-23 13:00")


def test_a_complaint_stays_anonymous(units: Units, school: School) -> None:
    """What was promised to whoever complained does not hang on where it is filed."""
    complaint = files(units, draft(FOOD.code))
    assert complaint.anonymous
    with units.open() as unit:
        assert card_of(unit, complaint).anonymous


@pytest.mark.parametrize(
    ("made", "facts", "reason"),
    [
        (Move.PRIORITISE, {"priority": 3}, "same-priority"),
        (Move.PRIORITISE, {"priority": 7}, "button-unknown"),
        (Move.PRIORITISE, {"priority": "1"}, "button-unknown"),
        (Move.PRIORITISE, {}, "button-unknown"),
        (Move.PRIORITISE, {"priority": 4, "because": "tea"}, "because-needed"),
        (Move.RECLASSIFY, {"service": TAP.code}, "same-service"),
        (Move.RECLASSIFY, {"service": FOOD.code}, "button-unknown"),
        (Move.RECLASSIFY, {"service": "GONE-1"}, "service-gone"),
        (Move.RELOCATE, {"place": ROOM}, "same-place"),
        (Move.RELOCATE, {"place": "main/z"}, "place-gone"),
        (Move.RECOMPUTE, {"edition": 1}, "move-role"),
    ],
)
def test_what_cannot_be_changed(
    units: Units, ticket: Ticket, made: Move, facts: dict[str, str | int], reason: str
) -> None:
    """Each with a sentence, and nothing is changed."""
    with pytest.raises(Refusal, match=reason):
        moves(units, ticket, WORKER, made, **facts)
    with units.open() as unit:
        assert priority_of(editions.current(unit), ticket) == 3
        assert len(history.events_of(unit, ticket.id)) == 2


def test_an_emergency_by_priority(units: Units, ticket: Ticket) -> None:
    """Card and lists say so as for a service that is one, and no more when it is lowered."""
    raised = moves(units, ticket, LEAD, Move.PRIORITISE, priority=1)
    with units.open() as unit:
        assert card_of(unit, raised).emergency
        assert [line.emergency for line in of_assignee(unit, WORKER)] == [True]
    lowered = moves(units, raised, LEAD, Move.PRIORITISE, priority=2, because="milder")
    with units.open() as unit:
        assert not card_of(unit, lowered).emergency
        assert [line.emergency for line in of_assignee(unit, WORKER)] == [False]


def test_which_team_a_corrected_ticket_is_for(units: Units, ticket: Ticket) -> None:
    """The one that the routes in force name now and did not name before; else nobody."""
    drain = replace(ticket, service="DRN-01")
    elsewhere = replace(ticket, team="dormitory")
    with units.open() as unit:
        unit.school = replace(editions.current(unit), routes=(Route("dispatch", None, None),))
        assert team_suited(unit, elsewhere, elsewhere) is None
        assert team_suited(unit, drain, ticket) == "dispatch"
        assert team_suited(unit, ticket, drain) is None
        unit.school = replace(unit.school, routes=())
        assert team_suited(unit, drain, ticket) is None
