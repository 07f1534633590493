"""Places: by code, and by what people type in Chinese and English."""

from dataclasses import replace

import pytest

from domain.places import FOUND_AT_MOST, find_rooms, is_known, path, place_at, position_of
from domain.refusal import Refusal
from tests.domain.samples import floor, place, school

SCHOOL = school()


def found(words: str) -> list[str]:
    """Return the codes of the rooms found, without the campus."""
    return [room.code.partition("/")[2] for room in find_rooms(SCHOOL, words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # The whole number, in every building that has it; the nearest first.
        ("301", ["a/3/301", "b/3/301", "a/3/301a"]),
        ("３０１", ["a/3/301", "b/3/301", "a/3/301a"]),
        (" 301 ", ["a/3/301", "b/3/301", "a/3/301a"]),
        ("102", ["a/1/102"]),
        # A part of it.
        ("10", ["a/1/101", "a/1/102"]),
        ("01", ["a/1/101", "a/3/301", "a/3/301a", "b/3/301"]),
        # Building and room.
        ("A301", ["a/3/301", "a/3/301a"]),
        ("a301", ["a/3/301", "a/3/301a"]),
        ("Ａ３０１", ["a/3/301", "a/3/301a"]),
        ("A-301", ["a/3/301", "a/3/301a"]),
        ("a 301", ["a/3/301", "a/3/301a"]),
        ("B302", ["b/3/302"]),
        ("A3", ["a/3/301", "a/3/302", "a/3/301a"]),
        ("教学楼301", ["a/3/301", "a/3/301a"]),
        ("教学楼 301", ["a/3/301", "a/3/301a"]),
        ("教学楼，301", ["a/3/301", "a/3/301a"]),
        ("301教学楼", ["a/3/301", "a/3/301a"]),
        ("实验301", ["b/3/301"]),
        ("教学楼3楼302", ["a/3/302"]),
        ("本部教学楼102", ["a/1/102"]),
        ("Teaching building 302", ["a/3/302"]),
        ("laboratory 302", ["b/3/302"]),
        # A letter after the number.
        ("301A", ["a/3/301a", "a/3/301"]),
        ("A301A", ["a/3/301a", "a/3/301"]),
        # Words that are not a name of anything are forgiven.
        ("301室", ["a/3/301", "b/3/301", "a/3/301a"]),
        ("3010", []),
        ("room 302", ["a/3/302", "b/3/302"]),
        ("请到教学楼 302 来", ["a/3/302"]),
        # Rooms by their names.
        ("化学实验室", ["b/3/301"]),
        ("化学", ["b/3/301"]),
        ("麻烦看看化学实验室的门", ["b/3/301"]),
        ("chemistry LAB", ["b/3/301"]),
        ("Physics", ["b/3/302"]),
        ("操场", ["field"]),
        ("sports field", ["field"]),
        ("宿舍", ["a"]),
        # Nothing.
        ("", []),
        ("   ", []),
        ("？！", []),
        ("999", []),
        ("游泳馆", []),
        ("教学楼", []),
    ],
)
def test_rooms_are_found_as_people_write_them(words: str, expected: list[str]) -> None:
    """Part of a number, building and number, or a name, in either language and any width."""
    assert found(words) == expected


def test_a_long_answer_is_cut() -> None:
    """The first eight in the order of the school, so that they fit under one message."""
    many = place("big", "大楼", "Big", floor("big", 1, *(str(n) for n in range(101, 140))))
    crowded = replace(SCHOOL, campuses=(many,))
    codes = [room.code for room in find_rooms(crowded, "1")]
    assert codes == [f"big/1/{number}" for number in range(101, 101 + FOUND_AT_MOST)]


def test_a_path_leads_from_the_campus_to_the_room() -> None:
    """Every place on the way is named."""
    codes = [step.code for step in path(SCHOOL, "main/a/3/301")]
    assert codes == ["main", "main/a", "main/a/3", "main/a/3/301"]
    assert [step.code for step in path(SCHOOL, "north")] == ["north"]
    assert path(SCHOOL, "") == ()


def test_a_place_that_is_gone_is_refused() -> None:
    """An old button may name a place that the school has closed."""
    with pytest.raises(Refusal, match="place-gone") as refused:
        path(SCHOOL, "main/z")
    assert refused.value.facts == {"place": "main/z"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [("main/a", True), ("main/a/3/301", True), ("main/z", False), ("", False)],
)
def test_is_known(code: str, expected: object) -> None:
    """Only whole codes are known."""
    assert is_known(SCHOOL, code) is expected


def test_a_place_by_its_position() -> None:
    """Each place has a position of its own, and nothing else is one."""
    codes = [place_at(SCHOOL, position).code for position in range(len(SCHOOL.campuses) + 3)]
    assert [position_of(SCHOOL, code) for code in codes] == list(range(len(codes)))
    assert codes[0] == SCHOOL.campuses[0].code
    for position in (-1, 10**20):
        with pytest.raises(Refusal, match="button-unknown"):
            place_at(SCHOOL, position)
    with pytest.raises(Refusal, match="place-gone"):
        position_of(SCHOOL, "nowhere")
