"""What is said and pressed when another question is open, or none."""

import pytest

from models.unit import Units
from tests.handlers.private.phone import Phone, filed
from tests.handlers.private.walks import STEPS, Go, to_place, to_review, to_words


def test_words_before_their_turn(anna: Phone) -> None:
    """Words typed at another question are kept as the description, and it says so."""
    anna.says("/repair")
    anna.says("It drips")
    assert "Noted" in anna.text
    assert "It drips" in anna.text
    assert "Water" in anna.labels
    anna.says("All day")
    assert "It drips\nAll day" in anna.text


def test_words_at_the_review(anna: Phone) -> None:
    """Words typed at the review are added to the description."""
    to_review(anna)
    anna.says("Also at night")
    assert "day\nAlso at night" in anna.text
    assert "✅ Submit" in anna.labels


@STEPS
def test_unknown_command_in_a_form(anna: Phone, go: Go) -> None:
    """An unknown command does not become the description."""
    go(anna)
    asked = anna.text
    anna.says("/nonsense")
    assert "did not understand" in anna.text
    assert anna.text.endswith(asked)


@pytest.mark.parametrize(
    "data",
    [
        "f:category:WTR",
        "f:service:EMG-01",
        "f:place:main/a",
        "f:room:main/a/3/302",
        "f:here:main",
        "f:photos:done",
        "f:back:words",
    ],
)
def test_button_of_an_earlier_question(anna: Phone, data: str) -> None:
    """An old button changes nothing: the form is drawn as it stands, and says why."""
    to_review(anna)
    before = anna.text
    anna.taps(data)
    assert anna.text == before
    assert "answered already" in anna.toast


@pytest.mark.parametrize(
    "data",
    ["f:edit:review", "f:edit:", "f:edit", "f", "f:dance", "f:new:lottery", "f:new", "f:edit:x"],
)
def test_forged_button_of_a_form(anna: Phone, data: str) -> None:
    """A button that no form has is refused, and the form stays."""
    to_review(anna)
    anna.taps(data)
    assert "no longer works" in anna.toast
    assert "✅ Submit" in anna.labels


def test_submit_too_early(anna: Phone, units: Units) -> None:
    """An unfinished form cannot be submitted by an old button."""
    to_words(anna)
    anna.taps("f:submit")
    assert not filed(units, anna)
    assert "describe" in anna.text


def test_places_that_do_not_exist(anna: Phone) -> None:
    """A forged place is refused."""
    to_place(anna)
    anna.taps("f:room:main/z/9")
    assert "no longer on the school's list" in anna.toast
    assert "Where is it" in anna.text


def test_service_of_another_category(anna: Phone) -> None:
    """The button of a service that belongs to another category is an old one."""
    anna.says("/repair")
    anna.presses("Water")
    anna.taps("f:service:DOR-01")
    assert "answered already" in anna.toast
    anna.taps("f:service:OLD-01")
    assert "no longer offered" in anna.toast


def test_an_edited_message_files_nothing(anna: Phone, units: Units) -> None:
    """An edit of words that were taken already is no second message."""
    to_review(anna)
    before = dict(anna.screens)
    anna.edits(1, "It pours")
    assert anna.screens == before
    assert not filed(units, anna)


def test_words_without_a_form(anna: Phone, units: Units) -> None:
    """Words out of the blue are kept and offered to a form."""
    anna.says("The tap in 301 drips")
    assert "something to repair" in anna.text
    anna.says("Please hurry")
    anna.sends_photo("tap")
    anna.presses("Repair")
    assert "The tap in 301 drips\nPlease hurry" in anna.text
    assert "1 photo" in anna.text


def test_a_photo_without_a_form(anna: Phone) -> None:
    """So is a picture; asking for the menu does not lose it, a tap does."""
    anna.sends_photo("tap", caption="Drips")
    assert "Drips" in anna.text
    anna.says("/start")
    assert "Drips" in anna.text
    anna.presses("Never mind")
    anna.presses("Repair")
    assert "Drips" not in anna.text


@pytest.mark.parametrize("content", ["sticker", "contact", "location"])
def test_useless_things_without_a_form(anna: Phone, content: str) -> None:
    """A sticker, a contact, a map: the menu and a sentence, never silence."""
    bodies = {
        "sticker": {
            "file_id": "s",
            "file_unique_id": "s",
            "type": "regular",
            "width": 1,
            "height": 1,
            "is_animated": False,
            "is_video": False,
        },
        "contact": {"phone_number": "1", "first_name": "A"},
        "location": {"latitude": 1.0, "longitude": 2.0},
    }
    anna.sends({content: bodies[content]})
    assert "did not understand" in anna.text
    assert "🔧 Repair" in anna.labels
