"""Duplicates in private chats: merged by staff, and what their requesters see then."""

from domain.moves import Move
from domain.tickets import Status, Ticket
from models.unit import Units
from tests.handlers.private.lives import now, repair, work
from tests.handlers.private.phone import Phone


def merged(wang: Phone, ben: Phone, ticket: Ticket, units: Units) -> Ticket:
    """Let Ben file what Anna has filed, and a worker merge the two by buttons."""
    again = repair(ben, units)
    work(units, again, Move.ACCEPT)
    wang.taps(f"t:{again.id}:show")
    wang.presses("More")
    wang.presses("Merge a duplicate")
    assert "Which ticket says the same?" in wang.text
    wang.presses(ticket.public_number)
    assert wang.toast == "Merged: R-1002"
    return now(units, again)


def test_staff_merge_in_private(wang: Phone, ben: Phone, ticket: Ticket, units: Units) -> None:
    """The likeliest tickets are offered; the one that goes on says so."""
    again = merged(wang, ben, ticket, units)
    assert (again.status, again.merged_into) == (Status.MERGED, ticket.id)
    assert "Merged into R-1001" in wang.text
    wang.taps(f"t:{ticket.id}:show")
    assert "1 duplicate was merged into it" in wang.text


def test_the_requester_sees_how_the_other_stands(
    wang: Phone, ben: Phone, ticket: Ticket, units: Units
) -> None:
    """Without a name, a word or a button of the other one, which stays closed to him."""
    again = merged(wang, ben, ticket, units)
    work(units, ticket, Move.ACCEPT)
    ben.taps(f"t:{again.id}:show")
    assert "Handled together with R-1001, which is now: 🔧 Accepted" in ben.text
    assert "Expected to be fixed" in ben.text
    assert "Anna" not in ben.text
    assert all("R-1001" not in label for label in ben.labels)
    ben.taps(f"t:{ticket.id}:show")
    assert "no such ticket" in ben.toast
    # An answer to this screen is about his own ticket, which has ended.
    ben.says("Here, too", to=max(ben.screens))
    assert "has ended" in ben.text


def test_nothing_to_merge_it_into(wang: Phone, ticket: Ticket, units: Units) -> None:
    """Without another open ticket there is only the way back."""
    work(units, ticket, Move.ACCEPT)
    wang.taps(f"t:{ticket.id}:merge")
    assert "nothing to merge it into" in wang.text
    assert wang.labels == ["⬅️ Back"]
    wang.taps(f"t:{ticket.id}:merge:{ticket.id}")
    assert "into itself" in wang.toast
