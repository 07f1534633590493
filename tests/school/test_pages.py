"""The two pages that explain school.yaml say what the program does."""

import re
from pathlib import Path

import pytest

from bot.school.document import read
from bot.school.sentences import EXPECTED
from bot.school.shape import SchoolFile

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("school.md", "school.zh-CN.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_key_is_explained(page: str) -> None:
    """Each key of the file stands on the page, marked as one."""
    text = (DOCS / page).read_text("utf-8")
    assert [key for key in EXPECTED if f"`{key}`" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_on_the_page_are_in_shape(page: str) -> None:
    """Put together, the examples give each part of a school as the program reads it."""
    text = (DOCS / page).read_text("utf-8")
    examples = "".join(re.findall(r"```yaml\n(.*?)```", text, re.DOTALL))
    document = read(examples, page)
    assert document.problems == []
    assert set(SchoolFile.model_validate(document.data).model_fields_set) == set(
        SchoolFile.model_fields
    )
