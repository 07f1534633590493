"""Finding places: by their code, and by what a person types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from domain.editions import per_edition
from domain.refusal import Refusal
from domain.school import Place, School

FOUND_AT_MOST = 8

# The labels that a word may mean, and how far it is from each.
_Meaning = Mapping[str, int]
# Words missed, distance of those found, distance of the room, how many: less is better.
_Rank = tuple[int, int, int, int]

# Numbers, Chinese and other letters part by themselves: people write A301 and 教学楼301.
_WORD = re.compile(r"\d+|[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff]+")
_LETTERED = re.compile(r"\d\w*|[^\W\d_]+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Room:
    """A place with nothing inside it, and the words it goes by."""

    place: Place
    own: frozenset[str]
    above: frozenset[str]


@per_edition
def _paths(school: School) -> dict[str, tuple[Place, ...]]:
    return {path[-1].code: path for campus in school.campuses for path in _walk((campus,))}


@per_edition
def _positions(school: School) -> dict[str, int]:
    return {code: position for position, code in enumerate(_paths(school))}


@per_edition
def _in_order(school: School) -> tuple[Place, ...]:
    return tuple(path[-1] for path in _paths(school).values())


@per_edition
def _rooms(school: School) -> tuple[_Room, ...]:
    return tuple(
        _Room(path[-1], _labels(path[-1:]), _labels(path[:-1]))
        for path in _paths(school).values()
        if not path[-1].children
    )


@per_edition
def _labels_of(school: School) -> frozenset[str]:
    return frozenset().union(*(room.own | room.above for room in _rooms(school)))


def hours_of(school: School, code: str) -> str | None:
    """Return the calendar in which a place is served, None when it has none of its own.

    The innermost place decides; one that the school no longer has decides nothing.
    """
    around = _paths(school).get(code, ())
    return next((place.calendar for place in reversed(around) if place.calendar), None)


def path(school: School, code: str) -> tuple[Place, ...]:
    """Return the places from the campus down to ``code``; nothing for the empty code.

    Raises Refusal ``place-gone`` when the school has no such place.
    """
    if not code:
        return ()
    known = _paths(school).get(code)
    if known is None:
        raise Refusal("place-gone", place=code)
    return known


def is_known(school: School, code: str) -> bool:
    """Return whether the school has a place of this code."""
    return code in _paths(school)


def position_of(school: School, code: str) -> int:
    """Return where a place stands among all of an edition, counted from 0.

    With the edition's number it names a place in less room than a code. Raises Refusal
    ``place-gone`` as :func:`path`.
    """
    position = _positions(school).get(code)
    if position is None:
        raise Refusal("place-gone", place=code)
    return position


def place_at(school: School, position: int) -> Place:
    """Return the place at a position; Refusal ``button-unknown`` when there is none."""
    places = _in_order(school)
    if not 0 <= position < len(places):
        raise Refusal("button-unknown")
    return places[position]


def find_rooms(school: School, words: str) -> tuple[Place, ...]:
    """Return the rooms that a person may mean, the best first, at most eight.

    One word must be (part of) the room's own number or name; the others may name anything it lies
    in. Words that nothing goes by are forgiven, but only the rooms that answer best to the words
    about their surroundings are returned.
    """
    ways = _ways(_labels_of(school), words)
    meant = {label for way in ways for meaning in way for label in meaning}
    ranked = [
        (rank, position, room.place)
        for position, room in enumerate(_rooms(school))
        if not room.own.isdisjoint(meant) and (rank := _rank(room, ways)) is not None
    ]
    ranked.sort(key=lambda found: found[:2])
    best = [found for found in ranked if found[0][:2] == ranked[0][0][:2]]
    return tuple(place for _, _, place in best[:FOUND_AT_MOST])


def rooms_called(school: School, words: str) -> tuple[Place, ...]:
    """Return the rooms as :func:`find_rooms`; Refusal ``room-unknown`` when there are none."""
    rooms = find_rooms(school, words)
    if not rooms:
        raise Refusal("room-unknown", words=words)
    return rooms


def _walk(above: tuple[Place, ...]) -> Iterator[tuple[Place, ...]]:
    yield above
    for child in above[-1].children:
        yield from _walk((*above, child))


def _labels(places: Iterable[Place]) -> frozenset[str]:
    """Return everything that places go by: each name as a whole, and each word of it."""
    names = [
        normalize("NFKC", label).casefold()
        for place in places
        for label in (place.code.rpartition("/")[2], *place.names.values())
    ]
    words = (word for name in names for word in re.findall(r"\w+", name))
    return frozenset(map(_squeeze, names)).union(words)


def _squeeze(text: str) -> str:
    """Return the letters and digits of a normalized text."""
    return "".join(_WORD.findall(text))


def _readings(words: str) -> frozenset[tuple[str, ...]]:
    """Return the ways to part what was typed: whole, numbers from words, 301a as one of them."""
    plain = normalize("NFKC", words).casefold()
    apart = tuple(_WORD.findall(plain))
    return frozenset({("".join(apart),), apart, tuple(_LETTERED.findall(plain))})


def _ways(labels: frozenset[str], words: str) -> tuple[tuple[_Meaning, ...], ...]:
    """Return each reading of what was typed with the labels that each of its words may mean."""
    readings = _readings(words)
    meanings = {
        word: {
            label: distance for label in labels if (distance := _nearness(word, label)) is not None
        }
        for reading in readings
        for word in reading
    }
    return tuple(tuple(meanings[word] for word in reading) for reading in readings)


def _rank(room: _Room, ways: Iterable[tuple[_Meaning, ...]]) -> _Rank | None:
    ranks = (
        _rank_with(room, way[index], way[:index] + way[index + 1 :])
        for way in ways
        for index in range(len(way))
    )
    return min((rank for rank in ranks if rank is not None), default=None)


def _rank_with(room: _Room, number: _Meaning, others: tuple[_Meaning, ...]) -> _Rank | None:
    near = _distance(number, room.own)
    if near is None:
        return None
    distances = [_distance(word, room.own | room.above) for word in others]
    found = [distance for distance in distances if distance is not None]
    return len(distances) - len(found), sum(found), near, len(others)


def _distance(word: _Meaning, labels: frozenset[str]) -> int | None:
    """Return how far a word is from the nearest label, None when it means none of them."""
    return min((word[label] for label in word.keys() & labels), default=None)


def _nearness(word: str, label: str) -> int | None:
    """Return 0 for equal, 1 for the beginning of a label, 2 for a part, 3 for more than it.

    One letter alone is a name or nothing. Chinese is written without spaces, so a name may stand
    inside what was typed.
    """
    telling = len(word) > 1 or word.isdigit()
    fits = (
        word == label,
        telling and label.startswith(word),
        telling and word in label,
        len(label) > 1 and label in word and _CHINESE.match(label) is not None,
    )
    return next((distance for distance, fit in enumerate(fits) if fit), None)
