"""Pictures in a form: photos, albums, files, and what is no picture."""

import pytest

from domain.facts import Attachment
from models.unit import Units
from tests.handlers.private.phone import Phone, attached, filed
from tests.handlers.private.walks import STEPS, Go, to_photos, to_words


@STEPS
def test_a_photo_at_any_step(anna: Phone, go: Go) -> None:
    """A picture is taken whenever it comes, and the question stays."""
    go(anna)
    anna.sends_photo("early")
    assert "1 photo" in anna.text


def test_caption_is_the_description(anna: Phone) -> None:
    """The caption of a picture describes the matter when nothing else does."""
    to_words(anna)
    anna.sends_photo("one", caption="See the crack")
    assert "See the crack" in anna.text
    anna.sends_photo("two", caption="Another")
    assert "Another" not in anna.text
    assert "2 photos" in anna.text


def test_album(anna: Phone, units: Units) -> None:
    """Each picture of an album comes by itself; all of them go on one ticket, in order."""
    to_photos(anna)
    for name in ("a", "b", "c"):
        anna.sends_photo(name, album="77")
    assert "3 photos" in anna.text
    assert len(anna.screens) == 2, "the menu and one live message"
    anna.presses("Photos are done")
    anna.presses("Submit")
    (ticket,) = filed(units, anna)
    assert [file.file_id for file in attached(units, ticket)] == ["a", "b", "c"]


def test_an_album_whose_words_stand_below_the_last(anna: Phone, units: Units) -> None:
    """The caption of an album may be on any of its pictures (Bot API, Message)."""
    to_words(anna)
    anna.sends_photo("a", album="77")
    anna.sends_photo("b", album="77")
    anna.sends_photo("c", album="77", caption="See the crack")
    anna.presses("Photos are done")
    anna.presses("Submit")
    (ticket,) = filed(units, anna)
    assert (ticket.words, len(attached(units, ticket))) == ("See the crack", 3)


def test_a_picture_that_comes_after_its_album_was_handed_in(anna: Phone, units: Units) -> None:
    """It is added in silence and begins nothing; any other picture does."""
    to_photos(anna)
    anna.sends_photo("a", album="77")
    anna.presses("Photos are done")
    anna.presses("Submit")
    before = dict(anna.screens)
    anna.sends_photo("b", album="77")
    (ticket,) = filed(units, anna)
    assert [file.file_id for file in attached(units, ticket)] == ["a", "b"]
    assert anna.screens == before

    anna.says("/cancel")
    assert "nothing" in anna.text.lower()
    anna.sends_photo("c", album="78")
    assert "something to repair" in anna.text
    assert len(attached(units, ticket)) == 2


def test_picture_as_a_file(anna: Phone, units: Units) -> None:
    """A picture sent as a file is carried as a file."""
    to_photos(anna)
    anna.sends({"document": {"file_id": "raw", "file_unique_id": "r", "mime_type": "image/png"}})
    anna.presses("Photos are done")
    anna.presses("Submit")
    (ticket,) = filed(units, anna)
    assert attached(units, ticket) == (Attachment("raw", "document", "before"),)


def test_eleventh_photo(anna: Phone) -> None:
    """More pictures than an album holds are refused above the form."""
    to_photos(anna)
    for number in range(11):
        anna.sends_photo(f"p{number}")
    assert "10 photos are the most" in anna.text
    assert "Photos are done" in "".join(anna.labels)


def test_required_photo(anna: Phone) -> None:
    """Where a picture is required there is no way round it."""
    anna.says("/repair")
    anna.presses("Doors")
    anna.presses("Teaching building")
    anna.presses("is enough")
    anna.says("The lock is stuck")
    assert not any("Skip" in label for label in anna.labels)
    anna.taps("f:photos:done")
    assert "at least one photo" in anna.toast
    anna.sends_photo("lock")
    anna.presses("Photos are done")
    assert "✅ Submit" in anna.labels


@STEPS
@pytest.mark.parametrize(
    "content",
    [
        {"location": {"latitude": 1.0, "longitude": 2.0}},
        {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 2}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"document": {"file_id": "d", "file_unique_id": "d", "mime_type": "application/pdf"}},
    ],
)
def test_other_media(anna: Phone, go: Go, content: dict[str, object]) -> None:
    """What a form cannot use is refused in a sentence, and the question stays."""
    go(anna)
    asked = anna.text
    anna.sends(content)
    assert "Please send it as a picture" in anna.text
    assert anna.text.endswith(asked)
