"""Floors and rooms: ranges written short, numbers and floors named by themselves."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator

from bot.school.names import read_code

_RANGE = re.compile(r"([A-Za-z]*)([0-9]+)\s*-\s*([A-Za-z]*)([0-9]+)")
_NUMBER = re.compile(r"[A-Za-z]?[0-9]+[A-Za-z]?")
_FLOOR = re.compile(r"([Bb]?)([0-9]{1,3})")
_MOST_ROOMS = 200
_TEENS = range(11, 14)
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def read_rooms(value: object) -> tuple[str, ...]:
    """Return the codes of the rooms that a number or a text means, each once."""
    codes = tuple(read_code(code) for code in expand(str(value)))
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        raise ValueError(f"room {twice} is given twice.")
    return codes


def expand(text: str) -> tuple[str, ...]:
    """Return the rooms that ``301-305``, ``A301-A305`` or ``301, 303-305`` means.

    Raises ValueError when a range runs backwards, changes its letters or has over 200 rooms.
    """
    codes: list[str] = []
    for part in text.split(","):
        found = _RANGE.fullmatch(part.strip())
        codes.extend(_span(found) if found else [part.strip()])
    return tuple(codes)


def _span(found: re.Match[str]) -> list[str]:
    letters, first, letters_again, last = found.groups()
    if letters_again not in ("", letters):
        raise ValueError(f'"{found[0]}" changes its letters; write one range for each letter.')
    start, end = int(first), int(last)
    if not start <= end < start + _MOST_ROOMS:
        raise ValueError(f'"{found[0]}" must count upwards, over at most {_MOST_ROOMS} rooms.')
    return [f"{letters}{number:0{len(first)}}" for number in range(start, end + 1)]


def room_names(code: str, names: dict[str, str] | None) -> dict[str, str]:
    """Return what a room is called: its code, its name, or its number before its name."""
    if names is None:
        return {"zh_Hans": code}
    if _NUMBER.fullmatch(code):
        return {language: f"{code} {words}" for language, words in names.items()}
    return names


def floor_names(code: str) -> dict[str, str] | None:
    """Return the words for a numbered floor (``3``, ``B1``) in each language, else None."""
    found = _FLOOR.fullmatch(code)
    if found is None:
        return None
    number = int(found[2])
    if found[1]:
        return {
            "zh_Hans": f"地下{number}层",
            "zh_Hant": f"地下{number}層",
            "en": f"Basement {number}",
            "ru": f"подвал, уровень {number}",
        }
    return {
        "zh_Hans": f"{number} 楼",
        "zh_Hant": f"{number} 樓",
        "en": f"{number}{_ending(number)} floor",
        "ru": f"{number} этаж",
    }


def _ending(number: int) -> str:
    return "th" if number % 100 in _TEENS else _ENDINGS.get(number % 10, "th")


RoomCodes = Annotated[tuple[str, ...], PlainValidator(read_rooms)]
