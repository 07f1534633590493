"""Late work in a team's chat: the question, one tap, and words for what is on no button."""

import pytest

from domain.facts import Event
from domain.moves import Move
from domain.tickets import Status, Ticket
from handlers.replies import Reply
from models import history, tickets
from services.acts import Act
from services.moving import move
from tests.handlers.team.group import Group, photo
from tests.handlers.team.test_presses import labels
from tests.support.clocks import StillClock
from tests.support.debts import taken
from tests.support.schools import COLLEAGUE, MANAGER, WORKER
from tests.support.tickets import REQUESTER
from tests.views.reading import shown

STRANGER = 4711


@pytest.fixture
def late(group: Group, ticket: Ticket, clock: StillClock) -> Ticket:
    """Give a ticket that somebody accepted and that is an hour late."""
    with group.units.open() as unit:
        move(unit, Act(ticket.id, Move.ACCEPT, WORKER))
    clock.forward(hours=25)
    return ticket


@pytest.fixture
def question(group: Group, late: Ticket) -> int:
    """Give the number of the message that asks why."""
    return group.holds_card(late.id, "breach:1")


def standing(group: Group, ticket: Ticket) -> Status:
    """Return where the ticket stands."""
    with group.units.open() as unit:
        found = tickets.find(unit, ticket.id)
    assert found is not None
    return found.status


def told(group: Group, ticket: Ticket) -> list[Event]:
    """Return the reasons that were given."""
    with group.units.open() as unit:
        happened = history.events_of(unit, ticket.id)
    return [event for event in happened if event.move is Move.EXPLAIN]


def relayed(group: Group) -> list[str]:
    """Return what is owed to the requester."""
    with group.units.open() as unit:
        debts = taken(unit)
    return [debt.kind for debt in debts if debt.chat_id == REQUESTER]


def words(reply: Reply) -> str:
    """Return what an answer shows."""
    return shown(reply.screen.text) if reply.screen else ""


def test_done_becomes_the_question(group: Group, late: Ticket) -> None:
    """The card asks why; one more tap finishes the work, and the reason is kept first."""
    asked = group.presses(WORKER, f"t:{late.id}:done")
    assert "选一项就算完成" in words(asked)
    assert labels(asked)[:2] == ["人手不足", "等配件"]
    assert standing(group, late) is Status.ACCEPTED

    reply = group.presses(WORKER, f"t:{late.id}:done:parts")
    assert "R-1001" in reply.toast
    assert standing(group, late) is Status.DONE
    assert [event.facts for event in told(group, late)] == [{"reason": "parts"}]


def test_one_tap_answers_the_question(group: Group, late: Ticket, question: int) -> None:
    """Any of the team may; the answer is a toast, and delivery redraws the question."""
    reply = group.presses(COLLEAGUE, f"t:{late.id}:explain:vendor", on=question)
    assert (reply.toast, reply.screen) == ("Reason noted: R-1001", None)
    again = group.presses(WORKER, f"t:{late.id}:explain:parts", on=question)
    assert "needs no reason" in again.toast
    assert [event.facts["reason"] for event in told(group, late)] == ["vendor"]


@pytest.mark.parametrize("user_id", [STRANGER, REQUESTER])
def test_others_cannot_answer(group: Group, late: Ticket, question: int, user_id: int) -> None:
    """Neither a stranger nor whoever asked for the repair."""
    assert group.presses(user_id, f"t:{late.id}:explain:parts", on=question).alert
    assert told(group, late) == []


def test_other_asks_for_an_answer_in_words(group: Group, late: Ticket, question: int) -> None:
    """The desk hears an answer to its own message; it does not go to the requester."""
    asked = group.presses(WORKER, f"t:{late.id}:explain:other", on=question)
    assert (asked.fresh, asked.about) == (True, late.id)
    assert "请回复本条消息" in words(asked)
    ask_id = group.holds_card(late.id, asked.purpose)
    relayed(group)
    reply = group.says(WORKER, "The key broke", to=ask_id)

    assert "已记录超时原因" in words(reply)
    assert [event.facts for event in told(group, late)] == [
        {"reason": "other", "words": "The key broke"}
    ]
    assert relayed(group) == []


def test_words_finish_late_work(group: Group, late: Ticket) -> None:
    """Asked by the button that finishes it, the answer does that."""
    asked = group.presses(WORKER, f"t:{late.id}:done:other")
    assert standing(group, late) is Status.ACCEPTED
    ask_id = group.holds_card(late.id, asked.purpose)
    reply = group.says(WORKER, "The key broke", to=ask_id)
    assert "完工照片" in words(reply)
    assert standing(group, late) is Status.DONE


def test_an_answer_to_the_question_is_a_reason(group: Group, late: Ticket, question: int) -> None:
    """Whoever writes instead of tapping says why; a file says nothing."""
    assert "no words in it" in words(group.sends(WORKER, question, text="", **photo("proof")))
    assert told(group, late) == []
    group.says(COLLEAGUE, "Nobody opened", to=question)
    assert [event.facts["words"] for event in told(group, late)] == ["Nobody opened"]


def test_a_stranger_s_words_are_no_reason(group: Group, late: Ticket, question: int) -> None:
    """Being in the group grants nothing."""
    group.says(STRANGER, "Because", to=question)
    assert told(group, late) == []


def test_more_offers_what_is_wanted_now(group: Group, late: Ticket) -> None:
    """While a promise is broken without a reason, and only then."""
    with group.units.open() as unit:
        move(unit, Act(late.id, Move.PRIORITISE, WORKER, {"priority": 2}))
    offered = labels(group.presses(WORKER, f"t:{late.id}:more"))
    assert "📝 说明超时原因" in offered
    asked = group.presses(WORKER, f"t:{late.id}:explain")
    assert "为什么超时了" in words(asked)
    group.presses(WORKER, f"t:{late.id}:explain:parts")
    assert "📝 说明超时原因" not in labels(group.presses(WORKER, f"t:{late.id}:more"))


def test_a_group_is_no_place_for_decisions(group: Group, late: Ticket) -> None:
    """A manager's button is not on the card; a worker's forged press is refused."""
    group.presses(WORKER, f"t:{late.id}:explain:parts")
    assert group.presses(WORKER, f"t:{late.id}:excuse").alert
    assert group.presses(MANAGER, f"t:{late.id}:excuse").toast == "Reason accepted: R-1001"
