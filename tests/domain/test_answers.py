"""The buttons of a form: what each answers, and when it is an old one."""

from dataclasses import replace

import pytest

from domain.answers import begun, chosen, fitted, is_begun, with_more_words
from domain.drafts import Draft, Step, step_of
from domain.refusal import Refusal
from domain.school import Category
from domain.tickets import Kind
from tests.domain.samples import school

SCHOOL = school()
AT_PLACE = Draft(Kind.REPAIR, category="WTR", service="WTR-01")
AT_WORDS = replace(AT_PLACE, place="main/a/3/301", place_done=True)
AT_PHOTOS = replace(AT_WORDS, words="水龙头漏水")
AT_REVIEW = replace(AT_PHOTOS, photos_done=True)


def of(category: Category) -> str:
    """Return the code of a category's first service."""
    return category.services[0].code


def test_a_new_draft_is_worth_nothing() -> None:
    """An empty form may be dropped; one with an answer may not."""
    draft = begun(Kind.REPAIR, SCHOOL)
    assert not is_begun(draft, SCHOOL)
    assert is_begun(with_more_words(draft, "漏水"), SCHOOL)


def test_the_only_choice_is_made() -> None:
    """Nobody is asked where there is nothing to choose."""
    category = next(each for each in SCHOOL.categories if each.kind is Kind.COMPLAINT)
    one = replace(SCHOOL, categories=(replace(category, services=category.services[:1]),))
    assert begun(Kind.COMPLAINT, one).service == of(category)
    with pytest.raises(Refusal, match="button-unknown"):
        begun(Kind.REPAIR, one)


@pytest.mark.parametrize(
    ("draft", "button", "choice", "step"),
    [
        (Draft(Kind.REPAIR), "category", "WTR", Step.SERVICE),
        (Draft(Kind.REPAIR, category="WTR"), "service", "WTR-01", Step.PLACE),
        (AT_PLACE, "place", "main/a", Step.PLACE),
        (AT_PLACE, "here", "main/a", Step.WORDS),
        (AT_PLACE, "room", "main/a/3/301", Step.WORDS),
        (AT_PLACE, "back", "service", Step.SERVICE),
        (AT_PHOTOS, "back", "words", Step.WORDS),
        (AT_PHOTOS, "photos", "done", Step.REVIEW),
        (AT_REVIEW, "edit", "place", Step.PLACE),
        (AT_REVIEW, "edit", "words", Step.WORDS),
    ],
)
def test_answers(draft: Draft, button: str, choice: str, step: Step) -> None:
    """Each button leads to the question that comes next."""
    assert step_of(chosen(draft, SCHOOL, button, choice), SCHOOL) is step


@pytest.mark.parametrize(
    ("draft", "button", "choice", "reason"),
    [
        (AT_REVIEW, "category", "WTR", "stale-step"),
        (AT_REVIEW, "back", "words", "stale-step"),
        (AT_PLACE, "back", "photos", "stale-step"),
        (AT_WORDS, "edit", "words", "stale-step"),
        (AT_WORDS, "photos", "done", "stale-step"),
        (Draft(Kind.REPAIR, category="WTR"), "service", "ELE-01", "stale-step"),
        (Draft(Kind.REPAIR, category="WTR"), "service", "OLD-01", "service-gone"),
        (Draft(Kind.REPAIR), "category", "OLD", "service-gone"),
        (AT_PLACE, "room", "main/z", "place-gone"),
        (AT_REVIEW, "edit", "review", "button-unknown"),
        (AT_REVIEW, "edit", "shoes", "button-unknown"),
        (AT_REVIEW, "dance", "", "button-unknown"),
    ],
)
def test_refused_answers(draft: Draft, button: str, choice: str, reason: str) -> None:
    """Old, foreign and forged buttons answer nothing."""
    with pytest.raises(Refusal, match=reason):
        chosen(draft, SCHOOL, button, choice)


@pytest.mark.parametrize(
    ("draft", "step"),
    [
        (replace(AT_REVIEW, category="OLD"), Step.CATEGORY),
        (replace(AT_REVIEW, service="OLD-01"), Step.SERVICE),
        (replace(AT_REVIEW, place="main/z"), Step.PLACE),
        (AT_REVIEW, Step.REVIEW),
        (Draft(Kind.REPAIR), Step.CATEGORY),
    ],
)
def test_answers_that_the_school_dropped(draft: Draft, step: Step) -> None:
    """What is no longer offered is asked again, and the words stay."""
    assert step_of(fitted(draft, SCHOOL), SCHOOL) is step
    assert fitted(draft, SCHOOL).words == draft.words
