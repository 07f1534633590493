"""Putting right on a card when a step happened that was pressed late."""

from domain.moves import Move
from domain.school import School
from domain.tickets import Ticket
from tests.handlers.team.group import Group
from tests.handlers.team.test_presses import found, labels, made
from tests.services.people import files
from tests.support.clocks import StillClock
from tests.support.schools import COLLEAGUE, WORKER


def accepted_late(group: Group, clock: StillClock) -> Ticket:
    """File a repair that is accepted after fifty minutes; its card is in the group."""
    ticket = files(group.units)
    group.holds_card(ticket.id)
    clock.forward(minutes=50)
    made(group, ticket, WORKER, Move.ACCEPT)
    return ticket


def test_a_step_that_was_pressed_late_is_put_right_on_the_card(
    group: Group, school: School, clock: StillClock
) -> None:
    """By way of what is done now and then: which step, then when; both are offered."""
    ticket = accepted_late(group, clock)
    clock.forward(minutes=50)
    group.presses(WORKER, f"t:{ticket.id}:arrive")
    assert "🕰 更正时间" in labels(group.presses(WORKER, f"t:{ticket.id}:more"))
    steps = group.presses(WORKER, f"t:{ticket.id}:backdate")
    assert labels(steps)[:2] == ["接单（今天 09:50）", "到场（今天 10:40）"]
    assert steps.screen is not None
    times = group.presses(WORKER, steps.screen.rows[1][0].press)
    assert labels(times) == ["10:35", "10:30", "10:20", "10:10", "⬅️ 返回"]
    assert times.screen is not None
    done = group.presses(WORKER, times.screen.rows[1][0].press)
    assert done.toast == "Time corrected: R-1001"
    assert "for somebody else" in group.presses(COLLEAGUE, f"t:{ticket.id}:backdate").toast
    assert labels(group.presses(WORKER, f"t:{ticket.id}:backdate:9:x")) == labels(
        group.presses(WORKER, f"t:{ticket.id}:backdate")
    )


def test_the_only_step_goes_without_saying(
    group: Group, school: School, clock: StillClock
) -> None:
    """When is asked at once; an answer in words is taken, and not for the requester."""
    ticket = accepted_late(group, clock)
    asked = group.presses(WORKER, f"t:{ticket.id}:backdate")
    assert "“接单”实际是什么时候" in (asked.screen.text if asked.screen else "")
    unread = group.says(WORKER, "早上", to=group.card_id).screen
    assert "not a time" in (unread.text if unread else "")
    told = group.says(WORKER, "9：20", to=group.card_id)
    assert told.screen is not None
    assert told.screen.text == "已更正时间：R-1001"
    accepted_at = found(group, ticket).accepted_at
    assert accepted_at is not None
    assert f"{accepted_at:%H:%M}" == "01:20"


def test_words_to_the_requester_are_no_time(
    group: Group, school: School, clock: StillClock
) -> None:
    """The question is over once somebody goes back, or answers another message's ticket."""
    ticket = accepted_late(group, clock)
    group.presses(WORKER, f"t:{ticket.id}:backdate")
    group.presses(WORKER, f"t:{ticket.id}:card")
    said = group.says(WORKER, "9:20", to=group.card_id)
    assert "已转给" in (said.screen.text if said.screen else "")
