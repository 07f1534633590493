"""A small school without problems, and the same school with one thing written otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.school import SchoolFileError, check_text, parse
from domain.school import School

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def small() -> str:
    """Return the text of a small school in which every kind of key is used."""
    return (HERE / "small.yaml").read_text("utf-8")


@pytest.fixture(scope="session")
def example() -> Path:
    """Return the complete school that the project gives its users to start from."""
    return HERE.parents[1] / "examples" / "school.yaml"


@pytest.fixture
def otherwise(small: str) -> Callable[[str, str], str]:
    """Return the small school's text with one place in it replaced."""

    def text(old: str, new: str) -> str:
        assert small.count(old) >= 1, f"{old!r} is not in small.yaml"
        return small.replace(old, new, 1)

    return text


@pytest.fixture
def school(otherwise: Callable[[str, str], str]) -> Callable[[str, str], School]:
    """Return the small school with one place in its file replaced."""
    return lambda old, new: parse(otherwise(old, new), "small.yaml")


@pytest.fixture
def problems() -> Callable[[str], list[tuple[int, str, str]]]:
    """Return line, path and sentence of each problem in a text."""

    def found(text: str) -> list[tuple[int, str, str]]:
        with pytest.raises(SchoolFileError) as refused:
            parse(text, "small.yaml")
        return [(each.line, each.path, each.sentence) for each in refused.value.problems]

    return found


@pytest.fixture
def doubts() -> Callable[[str], list[tuple[int, str, str]]]:
    """Return line, path and sentence of each warning about a text without problems."""

    def found(text: str) -> list[tuple[int, str, str]]:
        warnings = check_text(text, "small.yaml").warnings
        return [(each.line, each.path, each.sentence) for each in warnings]

    return found
