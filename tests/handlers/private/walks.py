"""Ways through the form of a repair, each as far as one question."""

from collections.abc import Callable

import pytest

from tests.handlers.private.phone import Phone


def to_category(phone: Phone) -> None:
    """Open the form: the category is asked for."""
    phone.says("/repair")


def to_place(phone: Phone) -> None:
    """Go as far as the question where."""
    to_category(phone)
    phone.presses("Water")
    phone.presses("Dripping tap")


def to_words(phone: Phone) -> None:
    """Go as far as the question for words."""
    to_place(phone)
    for label in ("Teaching building", "Floor 3", "301"):
        phone.presses(label)


def to_photos(phone: Phone) -> None:
    """Go as far as the question for photos."""
    to_words(phone)
    phone.says("It drips <i>all</i> day")


def to_review(phone: Phone) -> None:
    """Go as far as the review."""
    to_photos(phone)
    phone.presses("Skip")


STEPS = pytest.mark.parametrize("go", [to_category, to_place, to_words, to_photos, to_review])
Go = Callable[[Phone], None]
