"""What came back too late to be reopened, filed anew by a button."""

import pytest

from domain.moves import Move
from domain.tickets import Ticket
from models.unit import Units
from tests.handlers.private.lives import work
from tests.handlers.private.phone import Phone, filed
from tests.support.clocks import StillClock


@pytest.fixture
def ended(anna: Phone, ticket: Ticket, units: Units, clock: StillClock) -> Ticket:
    """Let Anna's repair be done and confirmed, and eight days pass."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:confirm")
    clock.forward(days=8)
    return ticket


def test_filed_anew(anna: Phone, ended: Ticket, units: Units) -> None:
    """Only words and photos are asked for; the form, the screen and the ticket name the other."""
    anna.taps(f"t:{ended.id}:reopen")
    anna.presses("File it anew (follows R-1001)")
    assert "Follows R-1001" in anna.text
    assert "Dripping tap" in anna.text
    anna.says("It drips again")
    anna.presses("Skip")
    anna.presses("Submit")
    assert "Follows R-1001" in anna.text
    again, _ = filed(units, anna)
    assert (again.follows, again.place) == (ended.id, ended.place)
    anna.presses("See the ticket")
    assert "filed anew, following R-1001" in anna.text
    anna.taps(f"t:{ended.id}:show")
    assert "filed anew as R-1002" in anna.text


def test_a_form_that_was_begun_is_not_lost(anna: Phone, ended: Ticket) -> None:
    """It is asked about first; dropped, the other one opens with the link."""
    anna.says("/repair")
    anna.presses("Water")
    anna.taps(f"t:{ended.id}:again")
    anna.presses("Go on")
    assert "Follows" not in anna.text
    anna.taps(f"t:{ended.id}:again")
    anna.presses("Drop it, start")
    assert "Follows R-1001" in anna.text


def test_only_ones_own(ben: Phone, wang: Phone, ended: Ticket) -> None:
    """Neither a stranger nor a worker of the team comes back to it."""
    ben.taps(f"t:{ended.id}:again")
    assert "no such ticket" in ben.toast
    wang.taps(f"t:{ended.id}:again")
    assert "for somebody else" in wang.toast


def test_what_is_open_is_not_filed_twice(anna: Phone, ticket: Ticket) -> None:
    """A forged button is told where the ticket stands."""
    anna.taps(f"t:{ticket.id}:again")
    assert "not possible now" in anna.toast
