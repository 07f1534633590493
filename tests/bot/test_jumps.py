"""The clock of the demo: where its buttons lead, by the calendar of the example."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.jumps import Jump, jumps
from bot.school import load

EXAMPLES = Path(__file__).parents[2] / "examples"
SCRIPT = json.loads((EXAMPLES / "demo.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def buttons() -> dict[str, Jump]:
    """Give the buttons by their names, as the page gets them."""
    return {jump["id"]: jump for jump in jumps(SCRIPT["jumps"], load(EXAMPLES / "school.yaml"))}


def first(jump: Jump, number: int) -> list[str]:
    """Return the first moments of a button, without the year and the offset."""
    moments = [datetime.fromisoformat(moment) for moment in jump["to"]]
    assert moments == sorted(moments)
    assert {moment.utcoffset() for moment in moments} == {moments[0].utcoffset()}
    return [f"{moment:%m-%d %H:%M}" for moment in moments[:number]]


def test_short_ways_are_seconds(buttons: dict[str, Jump]) -> None:
    """They lead on from wherever the clock stands."""
    assert (buttons["minutes"]["forward"], buttons["hour"]["forward"]) == (600, 3600)


def test_every_night_comes(buttons: dict[str, Jump]) -> None:
    """Also those of the holiday."""
    nights = ["09-29 22:00", "09-30 22:00", "10-01 22:00"]
    assert first(buttons["night"], 3) == nights


def test_a_working_morning_is_one_of_the_calendar(buttons: dict[str, Jump]) -> None:
    """The holiday week has none; the Saturday that makes up for it is one."""
    mornings = ["09-29 08:00", "09-30 08:00", "10-08 08:00", "10-09 08:00", "10-10 08:00"]
    assert first(buttons["morning"], 6) == [*mornings, "10-12 08:00"]


def test_the_holiday_ends_once(buttons: dict[str, Jump]) -> None:
    """Nothing is promised beyond the year that the example knows."""
    assert first(buttons["holiday"], 9) == ["10-08 08:00"]
    assert {moment[:4] for jump in buttons.values() for moment in jump.get("to", ())} == {"2026"}


def test_everything_on_the_page_is_said_in_both_languages() -> None:
    """What has one language has the other too."""
    said = list(spoken(SCRIPT))
    assert len(said) > 20
    assert [each for each in said if not (each.get("zh") and each.get("en"))] == []


def spoken(part: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401  whatever JSON may hold
    """Yield everything that is there in some language."""
    if isinstance(part, dict):
        if {"zh", "en"} & part.keys():
            yield part
        for each in part.values():
            yield from spoken(each)
    if isinstance(part, list):
        for each in part:
            yield from spoken(each)
