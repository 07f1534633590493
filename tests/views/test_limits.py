"""Whatever people write, a screen stays within what Telegram takes and shows it literally."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.cuts import CAPTION, MESSAGE, cut
from domain.drafts import WORDS_AT_MOST, Draft
from domain.facts import Attachment, Card
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.tickets import Kind
from locales import LANGUAGES, Text, text_in
from tests.views.gallery import SCREENS
from tests.views.reading import shown
from tests.views.reasons import worst
from tests.views.samples import ANNA, COMPLAINT, HISTORY, NEW, NOW, WITH_BORIS, event
from tests.views.school import SCHOOL
from tests.views.toasts import REASONS, TOASTS
from views import cards, corrections, forms, notices, records, refusals, tickets, welcome
from views.screens import Screen
from views.tickets import Story

BUTTONS_AT_MOST = 100  # Bot API, InlineKeyboardMarkup
LABEL_AT_MOST = 48
SHOWN_AT_LEAST = 20
TOAST_AT_MOST = 200  # Bot API, answerCallbackQuery
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")

_SPICY = st.sampled_from(
    ["<b>", "</b>", "&amp;", "&", "{words}", "{0}", '"', "👩‍👧", "🇨🇳", "\u202e", "é"]
)
_WORDS = st.lists(st.one_of(_SPICY, st.text(st.characters(exclude_categories=["Cs", "Cc"])))).map(
    "".join
)
_LONG = st.tuples(_WORDS, st.integers(1, 400)).map(
    lambda each: (each[0] * each[1])[:WORDS_AT_MOST]
)
_LANGUAGES = st.sampled_from(LANGUAGES).map(text_in)


def check(screen: Screen) -> str:
    """Check a screen against Telegram's limits and return the text that people see."""
    seen = shown(screen.text)
    assert 0 < len(seen) <= (CAPTION if screen.photo else MESSAGE)
    buttons = [button for row in screen.rows for button in row]
    assert len(buttons) <= BUTTONS_AT_MOST
    for button in buttons:
        assert 0 < len(button.label) <= LABEL_AT_MOST
        assert 0 < len(button.press.encode()) <= 64
    assert all(screen.rows), "an empty row of buttons"
    return seen


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_is_fit_to_send(name: str, language: str) -> None:
    """Every screen keeps the limits, is well-formed, and leaves no line blank twice."""
    seen = check(SCREENS[name](text_in(language)))
    assert "\n\n\n" not in seen
    assert seen == seen.strip()


def _with(words: str, name: str) -> Card:
    ticket = replace(WITH_BORIS.ticket, words=words)
    return replace(
        WITH_BORIS, ticket=ticket, requester=replace(ANNA, name=name), assignee_name=name
    )


_REVIEWED = Draft(
    Kind.REPAIR,
    category="ELE",
    service="ELE-01",
    place="main/a/3/301",
    place_done=True,
    photos_done=True,
)
_STORIES: dict[str, Callable[[Card, Text], Screen]] = {
    "card": lambda card, text: cards.card(card, SCHOOL, NOW, text),
    "hold": lambda card, text: cards.hold_reasons(card, SCHOOL, NOW, text),
    "places": lambda card, text: corrections.places(card, SCHOOL, NOW, text),
    "ticket": lambda card, text: tickets.ticket(
        Story(card, HISTORY, worst(4, 4)), SCHOOL, NOW, text
    ),
    "record": lambda card, text: records.record(
        records.Record(card, HISTORY, frozenset({Role.LEAD})), SCHOOL, NOW, text
    ),
    "review": lambda card, text: forms.draw(
        replace(_REVIEWED, words=card.ticket.words), SCHOOL, ANNA, text
    ),
}


def _readings(words: str) -> Iterator[str]:
    """Yield what words may look like on a screen: whole, or cut wherever that may be."""
    yield words
    yield from (cut(words, room) for room in range(SHOWN_AT_LEAST, len(words)))


@pytest.mark.parametrize("story", _STORIES)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(words=_LONG.filter(str.strip), name=_WORDS.map(lambda each: each[:64]), text=_LANGUAGES)
def test_words_are_literal_and_fit(story: str, words: str, name: str, text: Text) -> None:
    """Whatever is said, it is shown as it was written, or cut where there is no room."""
    card = _with(words, name)
    seen = check(_STORIES[story](card, text))
    assert any(_DIRECTIONS.sub("", each) in seen for each in _readings(words))
    pictured = replace(card, attachments=(Attachment("photo-1", "photo", "before"),))
    check(_STORIES[story](pictured, text))


@settings(deadline=None, max_examples=40)
@given(words=_LONG, name=_WORDS, text=_LANGUAGES)
def test_relayed_words_fit_a_caption(words: str, name: str, text: Text) -> None:
    """What is carried to the other side fits a message, and a caption when it must."""
    for limit in (MESSAGE, CAPTION):
        there = notices.relay_to_requester(NEW, name, words, text, limit)
        back = notices.relay_to_team(NEW, words, text, limit)
        assert max(len(check(there)), len(check(back))) <= limit


@settings(deadline=None, max_examples=40)
@given(words=_LONG, name=_WORDS.map(lambda each: each[:64]), text=_LANGUAGES)
def test_history_and_greetings_fit(words: str, name: str, text: Text) -> None:
    """A long talk below a ticket is shortened, and no name breaks a greeting."""
    said = replace(event(Move.SAY, Role.WORKER, words=words), actor_name=name)
    story = Story(_with(words or "-", name), (said,) * 30, worst(4, 4))
    check(tickets.ticket(story, SCHOOL, NOW, text))
    check(welcome.who_are_you(text, name))


@settings(deadline=None, max_examples=40)
@given(words=_WORDS, name=_WORDS, text=_LANGUAGES)
def test_refusals_fit_a_toast(words: str, name: str, text: Text) -> None:
    """A refusal stays a toast whatever the person wrote."""
    for error in (Refusal("room-unknown", words=words), Refusal("taken", who=name)):
        assert len(refusals.refusal(error, text)) <= TOAST_AT_MOST


def test_every_refusal_is_shown() -> None:
    """The gallery has each reason that the catalogues have a sentence for."""
    named = {key for key in text_in(None).sentences if key.startswith("refusal.")}
    assert named == {f"refusal.{reason}" for reason in REASONS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_toast_is_short(language: str) -> None:
    """Refusals and toasts fit the 200 characters of an answer to a press."""
    text = text_in(language)
    for name in ("refusals", "toasts"):
        from_gallery = TOASTS[name](text).text.splitlines()
        assert all(len(each.partition(": ")[2]) <= TOAST_AT_MOST for each in from_gallery)
    assert len(refusals.broken(text)) <= TOAST_AT_MOST
    assert len(welcome.language_chosen(text)) <= TOAST_AT_MOST


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_anonymous_complaint_names_nobody(language: str) -> None:
    """Neither card nor record nor relay tells the team who complained."""
    text = text_in(language)
    told = (
        cards.card(COMPLAINT, SCHOOL, NOW, text),
        records.record(
            records.Record(COMPLAINT, HISTORY, frozenset({Role.MANAGER})), SCHOOL, NOW, text
        ),
        notices.relay_to_team(COMPLAINT, "…", text),
    )
    assert all(ANNA.name not in screen.text for screen in told)
