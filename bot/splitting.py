"""Taking apart JSON by its brackets, without decoding it.

A batch of updates is cut into its pieces first, so that one of them which cannot be decoded (too
deep, too large a number, bytes that are no text) spoils none beside it. Nothing here recurses, and
whatever the bytes are, the work is one pass over them.
"""

import re
from collections.abc import Iterator

_SIGNS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[\[\]{},]', re.DOTALL)
_NAMED = re.compile(rb'"([^"\\]*)"\s*:\s*(.*)', re.DOTALL)
_OPENING, _CLOSING = frozenset(b"[{"), frozenset(b"]}")
_COMMA = ord(",")
_ID = re.compile(rb"\d{1,19}")
LARGEST = 2**63 - 1


def is_deeper(raw: bytes, levels: int) -> bool:
    """Tell whether more brackets than that stand inside each other."""
    return any(depth > levels for _, depth, _ in _signs(raw))


def updates_in(body: bytes) -> list[bytes] | None:
    """Return the updates of an answer to getUpdates, each as the bytes that came.

    None when the body is no complete ``{"ok": true, "result": [...]}``.
    """
    envelope = _members(body)
    batch = envelope.get(b"result", b"")
    if envelope.get(b"ok") != b"true" or not batch.startswith(b"["):
        return None
    return _pieces(batch)


def id_of(raw: bytes) -> int | None:
    """Return the id of an update; None when there is none that a 64-bit column can hold."""
    found = _members(raw).get(b"update_id", b"")
    if _ID.fullmatch(found) is None or int(found) > LARGEST:
        return None
    return int(found)


def _members(raw: bytes) -> dict[bytes, bytes]:
    """Return the members of an object by name, undecoded; none when it is no complete object."""
    pieces = _pieces(raw) if raw.lstrip().startswith(b"{") else None
    named = (_NAMED.fullmatch(piece) for piece in pieces or ())
    return {match[1]: match[2] for match in named if match}


def _pieces(raw: bytes) -> list[bytes] | None:
    """Return what stands between the commas of the outermost brackets; None if these are open."""
    pieces: list[bytes] = []
    begin = end = 0
    for sign, depth, at in _signs(raw):
        if depth == 1 and sign in _OPENING:
            begin = at + 1
        elif depth == 0 or (depth == 1 and sign == _COMMA):
            pieces.append(raw[begin:at].strip())
            begin = at + 1
        if depth == 0:
            end = at + 1
            break
    if not end or raw[end:].strip():
        return None
    return [] if pieces == [b""] else pieces


def _signs(raw: bytes) -> Iterator[tuple[int, int, int]]:
    """Go through brackets and commas outside strings: the sign, the depth after it, its place."""
    depth = 0
    for match in _SIGNS.finditer(raw):
        sign = raw[match.start()]
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth -= 1
        elif sign != _COMMA:
            continue
        yield sign, depth, match.start()
