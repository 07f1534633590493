"""Cutting a batch into updates without decoding any of them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.splitting import id_of, is_deeper, updates_in

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)
_DEEP = b"[" * 100_000 + b"]" * 100_000


def batch(*updates: bytes) -> bytes:
    """Return what Telegram answers with these updates in it."""
    return b'{"ok":true,"result":[' + b",".join(updates) + b"]}"


@given(st.lists(_JSON), st.booleans())
def test_what_was_put_together_comes_apart(values: list[object], ascii_only: bool) -> None:  # noqa: FBT001  drawn by Hypothesis
    """Whatever stands in the strings, each piece is the one that was put in."""
    body = json.dumps({"result": values, "ok": True}, ensure_ascii=ascii_only, indent=1)
    found = updates_in(body.encode("utf-8", "surrogatepass"))
    assert found is not None
    read = [json.loads(piece.decode("utf-8", "surrogatepass")) for piece in found]
    assert read == values


def test_an_update_that_cannot_be_decoded_spoils_no_other() -> None:
    """Too deep, too large, no text: the neighbours come out as they are."""
    good = b'{"update_id":2,"message":{"text":"a ] } , \\" \\\\"}}'
    bad = [b'{"update_id":1,"x":' + _DEEP + b"}", b"9" * 5_000, b'{"data":"\xff\xfe,}"}', b"null"]
    for each in bad:
        assert updates_in(batch(good, each, good)) == [good, each, good]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>502</html>",
        b"[]",
        b"null",
        b'{"ok":true,"result":[{"update_id":1}',
        b'{"ok":true,"result":[{"update_id":1}]',
        b'{"ok":true,"result":["open]}',
        b'{"ok":true,"result":[]} more',
        b'{"ok":true,"result":{"update_id":1}}',
        b'{"ok":true,"result":true}',
        b'{"ok":true}',
        b'{"ok":false,"result":[]}',
        b'{"ok":"true","result":[]}',
        b"]" * 10,
    ],
)
def test_what_is_no_batch(body: bytes) -> None:
    """An answer that is broken off or something else has no updates that could be trusted."""
    assert updates_in(body) is None


@given(st.binary() | st.text('{}[],":\\ ok truesl1').map(str.encode))
def test_no_bytes_are_an_error(body: bytes) -> None:
    """Whatever comes is cut or not."""
    updates_in(body)
    id_of(body)
    is_deeper(body, 3)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (b'{"update_id":12,"message":{"update_id":3}}', 12),
        (b'{ "message" : {"update_id":3}, "update_id" : 12 }', 12),
        (b'{"update_id":9223372036854775807}', 2**63 - 1),
        (b'{"update_id":9223372036854775808}', None),
        (b'{"update_id":' + b"9" * 5_000 + b"}", None),
        (b'{"update_id":-1}', None),
        (b'{"update_id":"12"}', None),
        (b'{"message":{"update_id":3}}', None),
        (b'{"update_id":12,"x":' + _DEEP + b"}", 12),
        (b'{"update_id":12', None),
        (b"[12]", None),
        (b"", None),
    ],
)
def test_the_id_is_read_without_the_rest(raw: bytes, number: int | None) -> None:
    """Also of an update that cannot be decoded, so that it can be confirmed."""
    assert id_of(raw) == number


def test_depth() -> None:
    """Brackets in strings do not count."""
    assert is_deeper(b'{"a":[{}]}', 2)
    assert not is_deeper(b'{"a":["[[[[", {}]}', 3)
