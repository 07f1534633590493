"""The national days of a year, as lines to paste into school.yaml."""

from datetime import date
from pathlib import Path

import pytest

from bot.school import parse
from bot.school.years import year_block
from domain.calendars import Layer
from domain.school import School


def with_year(small: str, year: int) -> School:
    """Return the small school with one more national year."""
    return parse(small.replace("  national:\n", f"  national:\n{year_block(year)}"), "small.yaml")


def test_the_year_of_the_example_is_the_published_one(example: Path) -> None:
    """The notice as we read it and the notice as the list has it agree, line by line."""
    assert year_block(2026) in example.read_text("utf-8")


@pytest.mark.parametrize(("year", "off", "worked"), [(2024, 28, 8), (2025, 28, 5)])
def test_a_block_can_be_pasted_as_it_is(small: str, year: int, off: int, worked: int) -> None:
    """The file with one more year in it has no problems, and its calendar knows the year."""
    calendar = with_year(small, year).calendars["work"]
    counted = {
        layer: sum(day.year == year for day in days) for layer, days in calendar.layers.items()
    }
    assert counted == {Layer.HOLIDAY: off, Layer.MAKE_UP: worked}
    assert calendar.national_years == frozenset({year, 2026})


def test_a_holiday_inside_another_keeps_its_name(small: str) -> None:
    """In 2025 the Mid-Autumn Festival fell into the week of the National Day."""
    calendar = with_year(small, 2025).calendars["work"]
    names = [calendar.layers[Layer.HOLIDAY][date(2025, 10, day)].names["en"] for day in (5, 6, 7)]
    assert names == ["National Day", "Mid-Autumn Festival", "National Day"]


def test_a_holiday_without_a_name_of_ours_is_still_a_day_off(small: str) -> None:
    """On 3 September 2015 China rested once, for the anniversary of the end of the war."""
    calendar = with_year(small, 2015).calendars["work"]
    assert calendar.layers[Layer.HOLIDAY][date(2015, 9, 3)].names == {}
    assert calendar.windows(date(2015, 9, 3)) == ()


@pytest.mark.parametrize("year", [1999, 2099])
def test_a_year_that_is_not_published_says_what_to_do(year: int) -> None:
    """The sentence names the year, the list and its version, and both ways out."""
    wanted = rf"national days of {year} are not in chinesecalendar \d.*notice.*upgrade.*by hand"
    with pytest.raises(ValueError, match=wanted):
        year_block(year)
