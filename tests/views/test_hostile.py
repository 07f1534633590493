"""Whatever people write, Telegram takes every screen and shows it as it was stored."""

import pytest

from domain.cuts import CAPTION, MESSAGE
from domain.texts import kept
from locales import LANGUAGES, text_in
from simulator.text.formatted import finished, parsed
from tests.views.gallery import SCREENS
from tests.views.twisting import Twisting
from views.screens import Screen

CORPUS = [
    "<b></b></code>",
    "<a href='tg:x'>",
    "<!-- x --><br/>",
    "&lt;b&gt; &amp;amp;",
    "& &#60;b&#62; <",
    "{words} {0} %(x)s",
    "*b* _i_ [t](u) `c`",
    "@all /cancel #x",
    "\\u202e \\ http://a.cn",
    "photo\u202egpj.exe \u2066wx\u2067yz",
    "a\0b\x1bc\x07 \ud83d and \udca7.",
    "e" + "\u0301" * 40 + " a\u200b\u200b\ufeffb",
    "👩\u200d👩\u200d👧🇨🇳🇨 İıſK",
    "שלום مرحبا",
]


def seen(screen: Screen) -> list[str]:
    """Return what Telegram shows of a screen, and the labels of its buttons."""
    limit = CAPTION if screen.photo else MESSAGE
    text, _ = finished(parsed(screen.text, "HTML", None), limit)
    return [text, *(button.label for row in screen.rows for button in row)]


@pytest.mark.parametrize("words", CORPUS, ids=range(len(CORPUS)))
def test_every_screen_shows_what_was_stored(words: str) -> None:
    """Literally, and nothing around it is other than beside harmless words of the same length."""
    stored = kept(words)
    harmless = "".join("字" if letter != " " else " " for letter in stored)
    beside, hostile = Twisting(harmless), Twisting(stored)
    for number, name in enumerate(SCREENS):
        text = text_in(LANGUAGES[number % len(LANGUAGES)])
        expected = seen(beside.twisted(SCREENS[name])(text))
        shown = seen(hostile.twisted(SCREENS[name])(text))
        assert [each.replace(stored, harmless) for each in shown] == expected, name


def test_the_words_of_people_are_on_the_screens() -> None:
    """Or the test above would hold of nothing."""
    twisting = Twisting("wörter")
    draws = [twisting.twisted(draw) for draw in SCREENS.values()]
    showing = [draw for draw in draws if "wörter" in "".join(seen(draw(text_in("en"))))]
    assert len(showing) > 100
