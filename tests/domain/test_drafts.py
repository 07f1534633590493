"""The form: which question comes next, and what answers are refused."""

from dataclasses import replace

import pytest

from domain.drafts import (
    PHOTOS_AT_MOST,
    WORDS_AT_MOST,
    Draft,
    Step,
    photos_ready,
    reopen_step,
    step_of,
    with_photo,
    with_words,
)
from domain.refusal import Refusal
from domain.tickets import Kind
from tests.domain.samples import school

SCHOOL = school()
FULL = Draft(
    kind=Kind.REPAIR,
    category="WTR",
    service="WTR-01",
    place="main/a/3/301",
    place_done=True,
    words="水龙头漏水",
    photos=("file",),
    photos_done=True,
)


@pytest.mark.parametrize(
    ("draft", "expected"),
    [
        (Draft(Kind.REPAIR), Step.CATEGORY),
        (Draft(Kind.REPAIR, category="WTR"), Step.SERVICE),
        (Draft(Kind.REPAIR, category="WTR", service="WTR-01"), Step.PLACE),
        (replace(FULL, place_done=False), Step.PLACE),
        (replace(FULL, words=""), Step.WORDS),
        (replace(FULL, photos_done=False), Step.PHOTOS),
        (FULL, Step.REVIEW),
        (replace(FULL, category="ELE", service="ELE-02", photos_done=False), Step.REVIEW),
        (Draft(Kind.COMPLAINT, category="FOD", service="FOD-01"), Step.WORDS),
    ],
)
def test_the_next_question(draft: Draft, expected: Step) -> None:
    """The first thing without an answer is asked; what a service does not need is not."""
    assert step_of(draft, SCHOOL) is expected


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.REVIEW])
def test_each_answer_can_be_given_again(step: Step) -> None:
    """A reopened question is asked again; the words in the other answers stay."""
    reopened = reopen_step(FULL, step)
    assert step_of(reopened, SCHOOL) is step
    assert reopened.words == ("" if step is Step.WORDS else FULL.words)


def test_words_are_trimmed() -> None:
    """Spaces around a description are not part of it."""
    assert with_words(Draft(Kind.REPAIR), "  漏水 \n").words == "漏水"


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (" \n ", "words-empty"),
        ("\u3164\u200b", "words-empty"),
        ("水" * (WORDS_AT_MOST + 1), "words-long"),
    ],
)
def test_words_that_are_refused(words: str, reason: str) -> None:
    """Nothing at all, and more than a card can show."""
    with pytest.raises(Refusal, match=reason):
        with_words(Draft(Kind.REPAIR), words)


def test_as_many_photos_as_an_album_holds() -> None:
    """The eleventh picture is refused."""
    draft = FULL
    for number in range(PHOTOS_AT_MOST - 1):
        draft = with_photo(draft, f"more{number}")
    assert len(draft.photos) == PHOTOS_AT_MOST
    with pytest.raises(Refusal, match="photos-many"):
        with_photo(draft, "one too many")


def test_a_service_may_insist_on_a_photo() -> None:
    """Where a picture is required, the form does not go on without one."""
    empty = replace(FULL, service="ELE-01", photos=(), photos_done=False)
    with pytest.raises(Refusal, match="photo-required"):
        photos_ready(empty, SCHOOL)
    assert photos_ready(with_photo(empty, "file"), SCHOOL).photos_done
    assert photos_ready(replace(FULL, photos=()), SCHOOL).photos_done
