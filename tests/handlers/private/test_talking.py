"""Words and files about a ticket: additions, and answers to messages of the desk."""

from domain.tickets import Ticket
from locales import text_in
from models import posts
from models.unit import Units
from services.gate import card_of
from tests.handlers.private.lives import relayed, repair
from tests.handlers.private.phone import Phone, filed
from views.notices import relay_to_requester
from views.screens import Screen

VOICE = {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 2}}


def test_add_words_and_files(anna: Phone, ticket: Ticket, units: Units) -> None:
    """A photo, a voice message and words go to the team; words are the end of it."""
    anna.presses("See the ticket")
    anna.presses("Add words")
    anna.sends_photo("more", caption="Here")
    anna.sends(VOICE)
    anna.says("Room 301")
    assert "Passed on to the team" in anna.text
    said = [(f["words"], f.get("media")) for f in relayed(units, "team_relay")]
    assert said == [("Here", "photo"), ("", "voice"), ("Room 301", None)]
    anna.says("And something new")
    assert "something to repair" in anna.text


def test_add_an_album(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Each picture of an album reaches the team; it is said once."""
    anna.presses("See the ticket")
    anna.presses("Add words")
    said = anna.said
    for name in ("a", "b", "c"):
        anna.sends_photo(name, album="9")
    assert len(relayed(units, "team_relay")) == 3
    assert anna.said == said + 1


def test_useless_addition(anna: Phone, ticket: Ticket, units: Units) -> None:
    """What cannot be carried is refused, and the question stays."""
    anna.presses("See the ticket")
    anna.presses("Add words")
    anna.sends({"dice": {"emoji": "🎲", "value": 3}})
    assert "cannot be used" in anna.text
    anna.says("Words then")
    assert len(relayed(units, "team_relay")) == 1


def test_add_to_an_ended_ticket(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Nothing can be added when nobody works on it any more."""
    anna.taps(f"t:{ticket.id}:cancel")
    anna.taps(f"t:{ticket.id}:add")
    assert "has ended" in anna.toast


def test_leave_an_addition(anna: Phone, ticket: Ticket) -> None:
    """``/cancel`` leaves the question first, then there is nothing left."""
    anna.taps(f"t:{ticket.id}:add")
    anna.says("/cancel")
    assert "nothing was sent" in anna.text
    anna.says("/cancel")
    assert "nothing to cancel" in anna.text


def test_a_form_waits_below_a_question(anna: Phone, ticket: Ticket, units: Units) -> None:
    """A question about a ticket in the middle of a form does not lose the form."""
    notice = anna.shows(Screen("note"))
    anna.says("/suggestion")
    anna.says("Longer breaks")
    anna.taps(f"t:{ticket.id}:add", notice)
    anna.says("Bring a ladder")
    assert [facts["words"] for facts in relayed(units, "team_relay")] == ["Bring a ladder"]
    anna.taps("f:submit")
    assert filed(units, anna)[0].words == "Longer breaks"


def test_form_buttons_work_above_a_question(anna: Phone, ticket: Ticket, units: Units) -> None:
    """The form below a question can be finished at once."""
    anna.says("/suggestion")
    anna.says("Longer breaks")
    form = max(anna.screens)
    notice = anna.shows(Screen("note"))
    anna.taps(f"t:{ticket.id}:add", notice)
    anna.presses("Submit", form)
    assert filed(units, anna)[0].words == "Longer breaks"


def test_answer_to_a_notice(anna: Phone, ticket: Ticket, units: Units) -> None:
    """An answer to a message about a ticket goes to its team, also in the middle of a form."""
    with units.open() as unit:
        screen = relay_to_requester(card_of(unit, ticket), "Wang", "Is R-7 yours?", text_in("en"))
    notice = anna.shows(screen, ticket.id)
    anna.says("/suggestion")
    anna.says("At two o'clock, please", to=notice)
    assert "Passed on to the team" in anna.text
    assert [f["words"] for f in relayed(units, "team_relay")] == ["At two o'clock, please"]


def test_answer_to_what_a_message_shows_now(anna: Phone, ticket: Ticket, units: Units) -> None:
    """A message that was drawn anew is about what it shows, not about what it once was."""
    other = repair(anna, units)
    number = max(anna.screens)
    anna.taps(f"t:{ticket.id}:show", number)
    with units.open() as unit:
        posts.add(unit, posts.Post(anna.user_id, number, other.id, "screen", picture=False))
    anna.says("This one", to=number)
    assert ticket.public_number in anna.text


def test_answer_to_something_else(anna: Phone) -> None:
    """An answer to a message about nothing is ordinary talk."""
    anna.says("It drips", to=max(anna.screens))
    assert "something to repair" in anna.text
