"""Filling in a form in turn, on one live message."""

import pytest

from domain.facts import Attachment
from domain.tickets import Kind
from models.unit import Units
from tests.handlers.private.phone import Phone, attached, filed
from tests.handlers.private.walks import to_photos, to_place, to_review, to_words
from tests.support.schools import ROOM


def test_a_repair_by_buttons(anna: Phone, units: Units) -> None:
    """Every question in turn on one message, and a ticket at the end."""
    anna.presses("Repair")
    for label in ("Water", "Dripping tap", "Teaching building", "Floor 3", "301"):
        anna.presses(label)
    anna.says("It drips <i>all</i> day")
    anna.sends_photo("one")
    anna.presses("Photos are done")
    assert "It drips <i>all</i> day" in anna.text
    anna.presses("Submit")
    (ticket,) = filed(units, anna)
    assert (ticket.kind, ticket.service, ticket.place) == (Kind.REPAIR, "WTR-01", ROOM)
    assert ticket.words == "It drips <i>all</i> day"
    assert attached(units, ticket) == (Attachment("one", "photo", "before"),)
    assert ticket.public_number in anna.text
    assert len(anna.screens) == 1, "one live message from the menu to the number"


def test_complaint_and_suggestion(anna: Phone, units: Units) -> None:
    """Where there is only one choice it is not asked for."""
    for command, kind in (("/complaint", Kind.COMPLAINT), ("/suggestion", Kind.SUGGESTION)):
        anna.says(command)
        anna.says("More soup")
        anna.presses("Submit")
        assert filed(units, anna)[0].kind is kind


def test_submit_twice(anna: Phone, units: Units) -> None:
    """A quick second tap files nothing and does not disturb the number on the screen."""
    to_review(anna)
    anna.presses("Submit")
    shown = anna.text
    anna.taps("f:submit")
    assert len(filed(units, anna)) == 1
    assert anna.text == shown
    assert "ended" in anna.toast
    assert not anna.alert


@pytest.mark.parametrize("typed", ["301", "a301", "Teaching building 301", "３０１"])
def test_typed_room(anna: Phone, typed: str) -> None:
    """A room is found by part of its number or name, and taken by its button."""
    to_place(anna)
    anna.says(typed)
    anna.presses("301")
    assert "Floor 3 · 301" in anna.text
    assert "describe" in anna.text


def test_unknown_room(anna: Phone) -> None:
    """Nothing goes by that name: said above the same question."""
    to_place(anna)
    anna.says("<999>")
    assert "“<999>”" in anna.text
    assert "Teaching building" in anna.labels
    assert len(anna.screens) == 2, "the menu and one live message"


def test_last_place(anna: Phone, units: Units) -> None:
    """The place of the latest ticket is one tap away."""
    to_review(anna)
    anna.presses("Submit")
    to_place(anna)
    anna.presses("Last time")
    assert "301" in anna.text
    assert "describe" in anna.text


def test_a_building_is_enough(anna: Phone, units: Units) -> None:
    """A place need not be a room."""
    to_place(anna)
    anna.presses("Teaching building")
    anna.presses("is enough")
    anna.says("Wet floor")
    anna.presses("Skip")
    anna.presses("Submit")
    assert filed(units, anna)[0].place == "main/a"


def test_words_too_long(anna: Phone) -> None:
    """A description that no card can show is refused above the question."""
    to_words(anna)
    anna.says("x" * 2001)
    assert "too long" in anna.text
    assert "describe" in anna.text


@pytest.mark.parametrize(
    ("label", "again", "shown"),
    [
        ("Category", ["Doors"], "Lock"),
        ("Problem", ["Burst pipe"], "Burst pipe"),
        ("Place", ["Dormitory", "Floor 2", "201"], "Floor 2 · 201"),
    ],
)
def test_edit_an_answer(anna: Phone, label: str, again: list[str], shown: str) -> None:
    """Every answer can be given again from the review; the others stay."""
    to_photos(anna)
    anna.sends_photo("one")
    anna.presses("Photos are done")
    anna.presses(f"✏️ {label}")
    for choice in again:
        anna.presses(choice)
    assert shown in anna.text
    assert "It drips" in anna.text
    assert "✅ Submit" in anna.labels


def test_edit_words_and_photos(anna: Phone) -> None:
    """Words and pictures can be given again."""
    to_review(anna)
    anna.presses("✏️ Details")
    anna.says("Only a little")
    assert "all day" not in anna.text
    anna.presses("✏️ Photos")
    anna.sends_photo("one")
    anna.presses("Photos are done")
    assert "1 photo" in anna.text


@pytest.mark.parametrize("label", ["Category", "Problem", "Place", "Details", "Photos"])
def test_change_of_mind(anna: Phone, units: Units, label: str) -> None:
    """Back from an answer that was opened again brings the review back as it was."""
    to_photos(anna)
    anna.sends_photo("one")
    anna.presses("Photos are done")
    reviewed = anna.text
    anna.presses(f"✏️ {label}")
    anna.presses("Back")
    assert anna.text == reviewed
    anna.presses("Submit")
    (ticket,) = filed(units, anna)
    assert attached(units, ticket) == (Attachment("one", "photo", "before"),)


def test_back(anna: Phone) -> None:
    """From each question there is a way to the one before."""
    to_photos(anna)
    for asked in ("describe", "Where is it", "Which of these", "What is it about"):
        anna.presses("Back")
        assert asked in anna.text
    assert not any("Back" in label for label in anna.labels)


def test_pages_of_rooms(anna: Phone) -> None:
    """A page that does not exist is the nearest one that does."""
    to_place(anna)
    anna.presses("Teaching building")
    anna.presses("Floor 3")
    for page in ("7", "-1", "x", ""):
        anna.taps(f"f:page:main/a/3:{page}")
        assert "301" in anna.labels


def test_discard(anna: Phone, units: Units) -> None:
    """A discarded form leaves nothing behind, and its buttons say so."""
    to_review(anna)
    anna.presses("Discard")
    assert "Nothing was submitted" in anna.text
    anna.taps("f:submit")
    assert "ended" in anna.toast
    assert not filed(units, anna)


def test_cancel(anna: Phone) -> None:
    """``/cancel`` drops the form, and its message goes."""
    to_review(anna)
    anna.says("/cancel")
    assert "Nothing was submitted" in anna.text
    assert len(anna.screens) == 2, "the menu and one live message"
