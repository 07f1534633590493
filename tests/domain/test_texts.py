"""What can be stored of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.texts import MISSING, storable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("水龙头漏水", "水龙头漏水"),
        ("a\0b", f"a{MISSING}b"),
        ("\ud83d half", f"{MISSING} half"),
        ("half \udca7", f"half {MISSING}"),
        ("💧 \u202e \u200d \u0301", "💧 \u202e \u200d \u0301"),
        ("", ""),
    ],
)
def test_what_is_kept(text: str, kept: str) -> None:
    """Only NUL and halves of characters are lost, and each leaves a sign."""
    assert storable(text) == kept


@given(st.text(st.characters()))
def test_whatever_it_is_it_can_be_written(text: str) -> None:
    """As UTF-8, without NUL, and as long as before."""
    kept = storable(text)
    assert len(kept) == len(text)
    assert b"\0" not in kept.encode()
    assert storable(kept) == kept
