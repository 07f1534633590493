"""Late work in private: a worker says why, a manager accepts it."""

import pytest

from domain.moves import Move
from domain.school import School
from domain.tickets import Status, Ticket
from models import history
from models.unit import Units
from tests.handlers.private.lives import now, relayed, work
from tests.handlers.private.phone import Phone, staff_phone
from tests.support.clocks import StillClock
from tests.support.schools import MANAGER


@pytest.fixture
def late(wang: Phone, ticket: Ticket, units: Units, clock: StillClock) -> Ticket:
    """Give a ticket that Wang accepted and that is late; its record is on his screen."""
    work(units, ticket, Move.ACCEPT)
    clock.forward(hours=25)
    wang.taps(f"t:{ticket.id}:show")
    return ticket


@pytest.fixture
def qian(units: Units, school: School) -> Phone:
    """Give the manager."""
    return staff_phone(units, MANAGER, "Qian")


def reasons(units: Units, ticket: Ticket) -> list[dict[str, str | int]]:
    """Return the reasons that were given."""
    with units.open() as unit:
        happened = history.events_of(unit, ticket.id)
    return [dict(event.facts) for event in happened if event.move is Move.EXPLAIN]


def test_late_work_is_done_with_one_more_tap(wang: Phone, late: Ticket, units: Units) -> None:
    """The record asks why, and the reason finishes it."""
    wang.presses("Done")
    assert "This one is late" in wang.text
    wang.presses("Parts")
    assert now(units, late).status is Status.DONE
    assert "Why late: Parts" in wang.text


def test_another_reason_is_written(wang: Phone, late: Ticket, units: Units) -> None:
    """The next words are the reason, also when they answer the question; nobody else gets them."""
    wang.presses("Done")
    wang.presses("Other")
    assert "say in a sentence" in wang.text
    relayed(units, "relay")
    wang.says("The key broke", to=max(wang.screens))
    assert now(units, late).status is Status.DONE
    assert reasons(units, late) == [{"reason": "other", "words": "The key broke"}]
    assert relayed(units, "relay") == []


def test_words_to_the_requester_stay_theirs(wang: Phone, late: Ticket, units: Units) -> None:
    """An answer to another message is no reason, and the question may be left."""
    wang.taps(f"t:{late.id}:explain:other")
    other = wang.screens[max(wang.screens)]
    wang.says("I come at two", to=wang.shows(other, late.id))
    assert reasons(units, late) == []
    assert [facts["words"] for facts in relayed(units, "relay")] == ["I come at two"]


def test_a_manager_accepts_the_reason(
    wang: Phone, qian: Phone, late: Ticket, units: Units
) -> None:
    """From the list or by number: the record, behind "More", one tap."""
    wang.taps(f"t:{late.id}:explain:parts")
    qian.taps(f"t:{late.id}:show")
    qian.presses("More")
    assert "📝 Say why it is late" not in qian.labels
    qian.presses("Accept the reason")
    assert "accepted by a manager" in qian.text
    qian.presses("More")
    assert "🤝 Accept the reason" not in qian.labels
    qian.presses("Withdraw acceptance")
    assert "accepted by a manager" not in qian.text
    qian.presses("More")
    assert "🤝 Accept the reason" in qian.labels


def test_the_requester_reads_no_blame(
    anna: Phone, wang: Phone, qian: Phone, late: Ticket, units: Units
) -> None:
    """They read that it was later than promised and for what, not who said it or decided."""
    wang.taps(f"t:{late.id}:explain:parts")
    qian.taps(f"t:{late.id}:excuse")
    qian.taps(f"t:{late.id}:retract")
    anna.taps(f"t:{late.id}:show")
    assert "Later than promised: parts had to be waited for" in anna.text
    assert "said why" not in anna.text
    assert "the reason" not in anna.text
