"""A form in the middle of which something else happens."""

from dataclasses import replace

import pytest

from models import editions
from models.unit import Units
from tests.handlers.private.conftest import wider_school
from tests.handlers.private.phone import Phone
from tests.handlers.private.walks import STEPS, Go, to_review, to_words
from tests.support.clocks import StillClock


@pytest.mark.parametrize("choice", ["Go on", "start “Complaint”", "Discard"])
def test_another_form_meanwhile(anna: Phone, choice: str) -> None:
    """Opening a form while another was begun asks first, on one screen."""
    to_words(anna)
    anna.says("/complaint")
    assert "unfinished" in anna.text
    anna.presses(choice)
    expected = {"Go on": "describe", "Discard": "Nothing was submitted"}
    assert expected.get(choice, "what happened") in anna.text


def test_an_empty_form_is_no_loss(anna: Phone) -> None:
    """A form in which nothing was answered gives way without a question."""
    anna.says("/repair")
    anna.says("/complaint")
    assert "what happened" in anna.text


def test_start_in_the_middle(anna: Phone) -> None:
    """``/start`` does not forget the form, and does not hide the menu."""
    to_words(anna)
    anna.says("/start")
    assert "unfinished" in anna.text
    anna.presses("Menu")
    assert "🔧 Repair" in anna.labels
    anna.says("It drips")
    assert "Skip" in "".join(anna.labels)


@STEPS
def test_restart_in_the_middle(anna: Phone, go: Go, clock: StillClock) -> None:
    """A draft survives a restart of the desk, its photos included."""
    go(anna)
    anna.sends_photo("one")
    anna.units.close()
    anna.units = Units.connect(
        anna.units.engine.url.render_as_string(hide_password=False), clock.now, wider_school
    )
    anna.sends_photo("two")
    assert "2 photos" in anna.text
    anna.units.close()


@STEPS
def test_language_in_the_middle(anna: Phone, go: Go) -> None:
    """Another language in the middle of a form: the form goes on, in that language."""
    go(anna)
    asked = [button.press for row in anna.screens[max(anna.screens)].rows for button in row]
    anna.says("/language")
    anna.presses("简体中文")
    assert [b.press for row in anna.screens[max(anna.screens)].rows for b in row] == asked
    assert "报修" in anna.text
    assert len(anna.screens) == 2, "the menu and one live message"


def test_the_school_changes_in_the_middle(anna: Phone, clock: StillClock) -> None:
    """What the school no longer offers is asked again; the other answers stay."""
    to_review(anna)
    url = anna.units.engine.url.render_as_string(hide_password=False)
    anna.units.close()
    anna.units = Units.connect(
        url,
        clock.now,
        lambda document, version: replace(
            wider_school(document, version), categories=wider_school("", 1).categories[1:]
        ),
    )
    with anna.units.open() as unit:
        editions.add(unit, "smaller", "smaller")
    anna.presses("Submit")
    assert "Lock" in anna.text or "Doors" in anna.labels
    assert "It drips" in anna.text
    anna.units.close()
