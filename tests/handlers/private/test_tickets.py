"""My tickets: the list, one ticket, and what its requester can do about it."""

import pytest

from domain.moves import Move
from domain.tickets import Status, Ticket
from models.unit import Units
from tests.handlers.private.lives import hold, now, relayed, work
from tests.handlers.private.phone import Phone
from tests.support.clocks import StillClock
from views.screens import Screen

VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 2}}


def test_list_and_ticket(anna: Phone, ticket: Ticket) -> None:
    """The list leads to the ticket with its history, and back."""
    anna.presses("Menu")
    anna.presses("My tickets")
    anna.presses(ticket.public_number)
    assert "It <b>drips</b>" in anna.text
    assert "What happened" in anna.text
    assert "Expected" in anna.text
    anna.presses("Back")
    assert "My tickets · 1 ticket" in anna.text


def test_pages(anna: Phone, units: Units) -> None:
    """A long list has pages; one that does not exist is the nearest."""
    for number in range(8):
        anna.says("/suggestion")
        anna.says(f"Idea {number}")
        anna.presses("Submit")
    anna.says("/tickets")
    anna.presses("Next")
    assert "Page 2 of 2" in anna.text
    for page in ("99", "x", "-4", ""):
        anna.taps(f"q:mine:{page}")
        assert "Page" in anna.text


@pytest.mark.parametrize(
    "verb",
    ["show", "card", "why", "add", "sure-cancel", "cancel", "confirm", "rate", "rate:5", "hold"],
)
def test_somebody_elses_ticket(ben: Phone, ticket: Ticket, units: Units, verb: str) -> None:
    """Nobody learns of a ticket that is not theirs."""
    ben.taps(f"t:{ticket.id}:{verb}")
    answer = ben.toast
    ben.taps(f"t:999:{verb}")
    assert ben.toast == answer
    assert "no such ticket" in answer
    assert now(units, ticket) == ticket


@pytest.mark.parametrize(
    "data",
    [
        "t:{id}:dance",
        "t:{id}:say",
        "t:{id}:submit",
        "t:{id}",
        "t:x:show",
        "t:-1:show",
        "t::show",
        "t:٣:show",
        "t:9999999999:show",
    ],
)
def test_forged_ticket_buttons(anna: Phone, ticket: Ticket, data: str) -> None:
    """A button that no ticket has is refused."""
    anna.taps(data.format(id=ticket.id))
    assert "no longer works" in anna.toast


@pytest.mark.parametrize("verb", ["accept", "done", "hold:parts", "transfer:dormitory", "close"])
def test_moves_of_others(anna: Phone, ticket: Ticket, units: Units, verb: str) -> None:
    """A requester cannot do the team's work by a forged button."""
    anna.taps(f"t:{ticket.id}:{verb}")
    assert "for somebody else" in anna.toast
    assert now(units, ticket) == ticket


def test_cancel_asks_first(anna: Phone, ticket: Ticket, units: Units) -> None:
    """A ticket is cancelled after a second tap, and only once."""
    anna.presses("See the ticket")
    anna.presses("Cancel")
    anna.presses("No, keep it")
    anna.presses("Cancel")
    anna.presses("Yes, cancel it")
    assert now(units, ticket).status is Status.CANCELLED
    assert "Cancelled" in anna.text
    anna.taps(f"t:{ticket.id}:sure-cancel")
    assert "not possible now" in anna.toast


def test_how_the_time_is_counted(
    anna: Phone, ticket: Ticket, units: Units, clock: StillClock
) -> None:
    """In short below the promise, in full behind a button in the same place, and back."""
    work(units, ticket, Move.ACCEPT)
    clock.forward(hours=1)
    hold(units, ticket)
    clock.forward(days=2)
    work(units, ticket, Move.RESUME)
    anna.presses("See the ticket")
    said = anna.said
    promise = anna.text.partition("⏰ ")[2].partition("\n\n")[0].splitlines()
    assert promise == [
        "Expected to be fixed by tomorrow 09:00",
        "Promised: fixed within 8 hours of working time",
        "Counted from Mon 23 Nov 09:00",
        "⏸ Was on hold for 2 days, not counted (Waiting for parts)",
    ]
    anna.presses("How it is counted")
    assert "⏸ Mon 23 Nov 10:00 to today 10:00: paused (Waiting for parts)" in anna.text
    assert anna.labels == ["⬅️ Back"]
    anna.presses("Back")
    assert "What happened" in anna.text
    assert anna.said == said


def test_the_time_of_a_ticket_that_is_over(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Nothing is promised any more, but whether it was kept can still be looked up."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.presses("See the ticket")
    assert "Promised" not in anna.text
    anna.presses("How it is counted")
    assert "✅ Kept today 09:00" in anna.text


def test_an_explanation_drops_the_question(anna: Phone, ticket: Ticket, units: Units) -> None:
    """As any other screen of a ticket does: words said below it answer nothing any more."""
    anna.presses("See the ticket")
    anna.presses("Add words or a photo")
    anna.taps(f"t:{ticket.id}:why")
    anna.says("Hello")
    assert not relayed(units, "team_relay")


def test_confirm_rate_and_comment(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Confirmed, five stars, a few words, thanks: one message."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.presses("See the ticket")
    anna.presses("Solved")
    anna.presses("5 ⭐")
    anna.says("Quick & <clean>")
    assert "Thank you for rating" in anna.text
    after = now(units, ticket)
    assert (after.status, after.rating) == (Status.CONFIRMED, 5)
    assert after.rating_comment == "Quick & <clean>"


def test_rating_without_a_comment(anna: Phone, ticket: Ticket, units: Units) -> None:
    """The comment may be skipped, and later words are no comment."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:confirm")
    anna.presses("3 ⭐")
    anna.sends(VOICE)
    assert "no words" in anna.text
    anna.taps(f"t:{ticket.id}:show")
    anna.says("Something else")
    assert now(units, ticket).rating_comment is None
    assert "something to repair" in anna.text


@pytest.mark.parametrize("stars", ["0", "6", "x", "-1", "5:5", "５"])
def test_forged_stars(anna: Phone, ticket: Ticket, units: Units, stars: str) -> None:
    """Only one to five stars are a rating."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:rate:{stars}")
    assert now(units, ticket).rating in {None, 5}
    if stars != "5:5":
        assert "1 to 5" in anna.toast


def test_not_fixed(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Sent back, with words about what is still wrong; then confirmed after all."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:not_fixed")
    assert "still wrong" in anna.text
    anna.says("It still drips")
    assert now(units, ticket).status is Status.ACCEPTED
    assert [facts["words"] for facts in relayed(units, "team_relay")] == ["It still drips"]
    work(units, ticket, Move.DONE)
    anna.taps(f"t:{ticket.id}:confirm")
    assert now(units, ticket).status is Status.CONFIRMED


def test_not_fixed_without_words(anna: Phone, ticket: Ticket, units: Units) -> None:
    """What is still wrong may stay unsaid."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:not_fixed")
    anna.presses("Nothing to add")
    anna.says("Hello")
    assert not relayed(units, "team_relay")


def test_reopen(anna: Phone, ticket: Ticket, units: Units, clock: StillClock) -> None:
    """A confirmed ticket can be reopened while the school allows it."""
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:confirm")
    anna.taps(f"t:{ticket.id}:show")
    anna.presses("Reopen")
    assert now(units, ticket).status is Status.NEW
    work(units, ticket, Move.ACCEPT, Move.DONE)
    anna.taps(f"t:{ticket.id}:confirm")
    clock.forward(days=8)
    anna.taps(f"t:{ticket.id}:reopen")
    assert "ended more than 7 days ago" in anna.text
    assert now(units, ticket).status is Status.CONFIRMED


def test_ticket_below_a_picture(anna: Phone, ticket: Ticket) -> None:
    """Pressed below a picture, the ticket comes as a message: a caption has no room for it."""
    picture = anna.shows(Screen("R-1", photo="p"))
    anna.taps(f"t:{ticket.id}:show", picture)
    assert anna.screens[picture].photo == "p"
    assert "It <b>drips</b>" in anna.text
    anna.taps(f"t:{ticket.id}:why", picture)
    assert anna.screens[picture].photo == "p"
    assert "how the time is counted" in anna.text


def test_a_requester_chooses_when_somebody_comes(
    anna: Phone, ticket: Ticket, units: Units
) -> None:
    """A day, a time of it, and the ticket says so; chosen anew or called off in the same way."""
    anna.taps(f"t:{ticket.id}:show")
    anna.presses("Book a visit")
    assert "Which day suits?" in anna.text
    anna.taps(f"t:{ticket.id}:appoint:20261124")
    assert "What time suits?" in anna.text
    anna.presses("14:00–16:00")
    assert "Visit booked: Tue 24 Nov 14:00–16:00" in anna.text
    assert anna.toast == f"Appointment updated: {ticket.public_number}"
    anna.presses("Book a visit")
    anna.presses("Call it off")
    assert "Visit booked: Tue" not in anna.text.partition("What happened")[0]
    anna.taps(f"t:{ticket.id}:appoint:20261124:0815")
    assert "no longer be booked" in anna.toast
