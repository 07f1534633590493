"""What can be stored of a text, and what of it can be seen."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.texts import MARKS_AT_MOST, MISSING, is_blank, kept
from simulator.text.cleaning import clean

FAMILY = "👩\u200d👩\u200d👧"
SCOTLAND = "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "水龙头漏水，第二天了。\n请来看看！",
        "Кран течёт; й и ё",
        "e\u0301 ท\u0e35\u0e48น\u0e35\u0e48 नमस्ते",
        f"💧 {FAMILY} {SCOTLAND} 🇨🇳 ❤\ufe0f",
        "<b>&amp;</b> {words} %s \\ ' \"",
        "שלום\u200f!",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    """In every script, with markup and joined emoji."""
    assert kept(text) == text


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\0b", f"a{MISSING}b"),
        ("\ud83d half", f"{MISSING} half"),
        ("half \udca7", f"half {MISSING}"),
        ("one\r\ntwo\rthree\u2028four\u2029five", "one\ntwo\nthree\nfour\nfive"),
        ("bell\a tab\tescape\x1b[31m next\x85 delete\x7f", "bell  tab escape [31m next  delete "),
        ("cod.\u202egpj\u202c \u2066a\u2069 \u2067b\u2069", "cod.gpj a b"),
        ("a\u200b\u200b\u200b\ufeff\u2060b", "a\u200bb"),
        ("a" + "\u0301" * 500 + "b", "a" + "\u0301" * MARKS_AT_MOST + "b"),
        ("a" + "\u0301\u0489" * 500, "a" + "\u0301\u0489" * 2),
        ("a\u0333b\u033fc\u030a", "abc"),
        (SCOTLAND + "\U000e0041" * 900, SCOTLAND),
    ],
)
def test_what_would_harm_is_taken_out(text: str, stored: str) -> None:
    """With a sign where something is lost that somebody may have meant."""
    assert kept(text) == stored


@pytest.mark.parametrize("text", ["", " \n", "\u200b", "\u3164\u3164", "\u2800 \u115f", "\ufeff"])
def test_nothing_can_be_seen(text: str) -> None:
    """Blanks of every kind, also those that count as letters."""
    assert is_blank(text)
    assert not is_blank(f"{text}a")


_HOSTILE = st.lists(
    st.one_of(
        st.characters(),
        st.text(st.characters()),
        st.sampled_from(
            "\0\r\n\t\ud800\udfff\u202e\u2066\u200b\u200d\u200f\u0301\u0489\u3164\ufeff"
        ),
        st.sampled_from((FAMILY, SCOTLAND, "\u0301" * 9, "\r\n", "\u200e\u200f" * 3)),
    )
).map("".join)


@given(_HOSTILE)
def test_whatever_it_is_it_can_be_written_and_shown(text: str) -> None:
    """As UTF-8, without NUL; a second time nothing changes, nor does Telegram change anything."""
    stored = kept(text)
    assert b"\0" not in stored.encode()
    assert kept(stored) == stored
    assert clean(stored) == stored
    assert len(stored) <= len(text)


@given(_HOSTILE)
def test_no_letter_carries_a_tower(text: str) -> None:
    """Nowhere do more than four marks follow each other."""
    row = 0
    for letter in kept(text):
        row = row + 1 if category(letter) in {"Mn", "Me"} else 0
        assert row <= MARKS_AT_MOST
