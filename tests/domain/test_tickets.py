"""The numbers that people say aloud."""

from dataclasses import replace

import pytest

from domain.tickets import Kind, parse_public_number, public_number
from tests.domain.samples import ticket


def test_a_ticket_knows_its_public_number() -> None:
    """The letter is the kind's initial."""
    assert ticket().public_number == "R-1042"
    assert replace(ticket(), kind=Kind.COMPLAINT, number=7).public_number == "C-7"


@pytest.mark.parametrize("kind", Kind)
def test_a_number_is_read_back(kind: Kind) -> None:
    """What the desk says, it understands."""
    assert parse_public_number(public_number(kind, 1042)) == (kind, 1042)


@pytest.mark.parametrize(
    "text", ["R-1042", "r1042", "#R-1042", " r-1042 ", "R 1042", "R—1042", "#r 1042"]
)
def test_numbers_are_read_as_people_write_them(text: str) -> None:
    """Case, dash, space and hash do not matter."""
    assert parse_public_number(text) == (Kind.REPAIR, 1042)


@pytest.mark.parametrize(
    "text",
    ["", "#", "R", "R-", "1042", "X-1042", "R-10a", "R-1234567890", "R-１２", "R-²", "R-1-2"],
)
def test_other_texts_are_no_numbers(text: str) -> None:
    """Anything else is left to be understood as something else."""
    assert parse_public_number(text) is None
