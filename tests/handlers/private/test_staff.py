"""Staff in their own chat with the desk."""

from bot.letters import letter_for
from domain.moves import Move
from domain.tickets import Status, Ticket
from models.unit import Units
from services.acts import Act
from services.moving import move
from tests.handlers.private.lives import now, relayed
from tests.handlers.private.phone import Phone
from tests.support.debts import taken
from tests.support.schools import LEAD, WORKER


def test_staff_in_private(wang: Phone, anna: Phone, ticket: Ticket, units: Units) -> None:
    """Staff act on an alarm in their own chat and see the whole record there."""
    wang.taps(f"t:{ticket.id}:show")
    assert "Anna" in wang.text
    wang.presses("Accept")
    assert "Accepted" in wang.toast
    wang.presses("Put on hold")
    wang.presses("Waiting for parts")
    assert now(units, ticket).status is Status.ON_HOLD
    wang.presses("Resume")
    wang.presses("Transfer")
    wang.presses("Back")
    wang.presses("Done")
    assert now(units, ticket).status is Status.DONE


def test_staff_read_how_the_time_is_counted(wang: Phone, ticket: Ticket) -> None:
    """The record has the button, too, and the way back leads to the record."""
    wang.taps(f"t:{ticket.id}:show")
    wang.presses("How it is counted")
    assert "Promised: accepted within 1 hour of working time" in wang.text
    wang.presses("Back")
    assert "Accept" in "".join(wang.labels)


def test_staff_answer_in_private(wang: Phone, ticket: Ticket, units: Units) -> None:
    """An answer of staff to a message about a ticket goes to the requester."""
    wang.taps(f"t:{ticket.id}:show")
    wang.says("I come at two", to=max(wang.screens))
    assert "Passed on" in wang.text
    assert [facts["words"] for facts in relayed(units, "relay")] == ["I come at two"]


def test_staff_transfer_and_cancel(wang: Phone, anna: Phone, ticket: Ticket, units: Units) -> None:
    """Staff choose the other team in private; what they may not do is refused."""
    wang.taps(f"t:{ticket.id}:transfer")
    wang.presses("Dormitory")
    assert now(units, ticket).team == "dormitory"
    wang.taps(f"t:{ticket.id}:sure-cancel")
    assert "no such ticket" in wang.toast


def test_whoever_is_named_accepts_in_private(
    wang: Phone, anna: Phone, ticket: Ticket, units: Units
) -> None:
    """A lead names him, and the message that comes has the button."""
    with units.open() as unit:
        move(unit, Act(ticket.id, Move.ASSIGN, LEAD, {"assignee": WORKER}))
        debts = [each for each in taken(unit) if each.chat_id == WORKER]
        (letter,) = (letter_for(unit, debt, {}) for debt in debts)
    assert letter is not None
    wang.shows(letter.screen, ticket.id)
    assert "gave you R-1001" in wang.text
    wang.presses("Accept")
    assert now(units, ticket).holder_id == WORKER
