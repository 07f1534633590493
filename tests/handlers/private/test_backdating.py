"""Staff put right in private when a step happened, and a manager takes that back."""

from domain.moves import Move
from domain.tickets import Status, Ticket
from models.unit import Units
from tests.handlers.private.lives import now, relayed, work
from tests.handlers.private.phone import Phone, staff_phone
from tests.support.clocks import StillClock
from tests.support.schools import LEAD, MANAGER


def accepted_late(units: Units, ticket: Ticket, clock: StillClock) -> None:
    """Let the worker accept after fifty minutes."""
    clock.forward(minutes=50)
    work(units, ticket, Move.ACCEPT)


def test_a_time_is_typed(anna: Phone, ticket: Ticket, units: Units, clock: StillClock) -> None:
    """The next words are the time, until they are one; no requester hears them."""
    accepted_late(units, ticket, clock)
    lead = staff_phone(units, LEAD, "Staff")
    lead.taps(f"t:{ticket.id}:show")
    lead.presses("More")
    lead.presses("Correct a time")
    assert "Acceptance: when was it really?" in lead.text
    assert lead.labels[0] == "09:45"
    lead.says("this morning")
    assert "This is not a time" in lead.text
    lead.says("8:59")
    assert "before the previous step (09:00)" in lead.text
    lead.says("9:10")
    assert "Acceptance: really 09:10, pressed Mon 23 Nov 09:50" in lead.text
    assert relayed(units, "relay") == []


def test_the_question_ends_with_the_next_press(
    anna: Phone, ticket: Ticket, units: Units, clock: StillClock
) -> None:
    """Words after it are not taken for a time, nor are those about a card that has changed."""
    accepted_late(units, ticket, clock)
    lead = staff_phone(units, LEAD, "Staff")
    lead.taps(f"t:{ticket.id}:show")
    lead.taps(f"t:{ticket.id}:backdate")
    work(units, ticket, Move.ARRIVE)
    lead.says("9:10")
    assert now(units, ticket).accepted_at == clock.now()


def test_a_manager_rejects_in_the_record(
    anna: Phone, ticket: Ticket, units: Units, clock: StillClock
) -> None:
    """It is offered only while a corrected time stands."""
    accepted_late(units, ticket, clock)
    manager, lead = (staff_phone(units, who, "Staff") for who in (MANAGER, LEAD))
    manager.taps(f"t:{ticket.id}:more")
    assert "🚫 Reject correction" not in manager.labels
    lead.taps(f"t:{ticket.id}:backdate:1:202611230910")
    lead.taps(f"t:{ticket.id}:more")
    assert "🚫 Reject correction" not in lead.labels

    manager.taps(f"t:{ticket.id}:show")
    assert "40 minutes apart; a manager may reject this" in manager.text
    manager.presses("More")
    manager.presses("Reject correction")
    assert manager.labels[0] == "Acceptance: 09:10 (pressed Mon 23 Nov 09:50)"
    manager.presses("Acceptance")
    assert manager.toast == f"Correction rejected: {ticket.public_number}"
    assert "apart" not in manager.text
    stored = now(units, ticket)
    assert (stored.status, stored.accepted_at) == (Status.ACCEPTED, clock.now())
    lead.taps(f"t:{ticket.id}:backdate:1:202611230910")
    assert lead.alert
