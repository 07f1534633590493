"""Every class of fault has a test that is really there, or a sentence why it has none."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from models.crashes import PLACES

ROOT = Path(__file__).parents[2]
CLASSES = (*range(1, 77), 80)
"""F77–F79 and F81–F87 belong to parts that are not built: Mini App, files, privacy."""
_ROW = re.compile(r"^\| F(\d\d) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
_PLACE = re.compile(r"`make crash` at `([\w.]+)`")
_NOT_HERE = "Not here: "


def rows() -> dict[int, str]:
    """Return the last cell of each row by its number, in the order of the page."""
    page = (ROOT / "docs/faults.md").read_text("utf-8")
    return {int(number): shown for number, _, _, shown in _ROW.findall(page)}


@cache
def defined_in(path: str) -> frozenset[str]:
    """Return the tests of a file."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


def test_every_class_has_its_row_in_order() -> None:
    """One row each."""
    assert tuple(rows()) == CLASSES


@pytest.mark.parametrize("number", CLASSES)
def test_a_class_has_its_tests(number: int) -> None:
    """Each test and each place that is named exists; whoever names none says why."""
    shown = rows()[number]
    named, places = _TEST.findall(shown), _PLACE.findall(shown)
    assert named or places or shown.startswith(_NOT_HERE)
    assert set(places) <= PLACES
    for path, name in named:
        assert name.startswith("test_"), name
        assert (ROOT / path).is_file(), path
        assert name in defined_in(path), f"{path} has no {name}"
