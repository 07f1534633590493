"""What belongs to others: for each way to ask, the answer is as for what does not exist."""

from dataclasses import replace

import pytest

from domain.moves import Role
from domain.rules import RULES
from domain.school import Grant, School, Staff
from domain.tickets import Ticket
from handlers.asking import INSIDE
from models.unit import ReadSchool, Units
from tests.handlers.private.conftest import wider_school
from tests.handlers.private.lives import now
from tests.handlers.private.phone import Phone, staff_phone
from tests.support.schools import STAFF, names
from tests.views.reading import shown
from views.screens import Screen

NONE, ELSEWHERE = 999, 17
VERBS = [
    *dict.fromkeys(
        [
            *(rule.move for rule in RULES),
            *INSIDE,
            *(
                "show",
                "card",
                "why",
                "add",
                "more",
                "sure-cancel",
                "again",
                "rate:5",
                "hold:parts",
            ),
        ]
    )
]
WAYS = ["/ticket R-{number}", "/why R-{number}", "/start t_R-{number}"]


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as a school with somebody in another team."""
    return with_another_team


def with_another_team(document: str, version: int) -> School:
    """Return the school of this folder with a worker of the dormitory."""
    worker = Staff(ELSEWHERE, names("何师傅", "Mr He"), (Grant(Role.WORKER, "dormitory"),))
    return replace(wider_school(document, version), staff={**STAFF, ELSEWHERE: worker})


@pytest.fixture(params=["another requester", "another team"])
def stranger(request: pytest.FixtureRequest, ben: Phone, units: Units) -> Phone:
    """Give somebody to whom the ticket is nothing."""
    return ben if request.param == "another requester" else staff_phone(units, ELSEWHERE, "He")


@pytest.mark.parametrize("verb", VERBS)
def test_every_button(stranger: Phone, ticket: Ticket, units: Units, verb: str) -> None:
    """A forged button tells nothing, whatever it would do, and does nothing."""
    theirs, none = (answered(stranger, f"t:{key}:{verb}") for key in (ticket.id, NONE))
    assert theirs == none
    assert theirs[1], "it is refused aloud"
    assert now(units, ticket) == ticket


@pytest.mark.parametrize("way", WAYS)
def test_every_command_and_link(stranger: Phone, ticket: Ticket, way: str) -> None:
    """A number that somebody read on a wall opens nothing."""
    said = []
    for number in (ticket.number, NONE):
        stranger.says(way.format(number=number))
        said.append(stranger.text)
    assert said[0] == said[1]
    assert ticket.words not in said[0]


def test_an_answer_to_a_message_that_is_not_theirs(stranger: Phone, ticket: Ticket) -> None:
    """The message that a hand-made client claims to answer is no key either."""
    said = []
    for number in (ticket.number, NONE):
        message = stranger.shows(Screen(f"R-{number} is done."))
        stranger.says("What is it about?", to=message)
        said.append(stranger.text)
    assert said[0] == said[1]


def test_a_change_of_words_that_are_not_theirs(
    stranger: Phone, ticket: Ticket, units: Units
) -> None:
    """An edit is known by its chat and number, so another chat's number means nothing."""
    before = dict(stranger.screens)
    for number in range(1, 12):
        stranger.edits(number, "Something else")
    assert stranger.screens == before


def answered(phone: Phone, data: str) -> tuple[str, bool, str]:
    """Return what a press is answered: the words, whether aloud, and the lowest message."""
    phone.taps(data)
    return phone.toast, phone.alert, shown(phone.screens[max(phone.screens)].text)
