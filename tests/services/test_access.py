"""Who gets to which ticket, list and chat, and what people are called."""

import pytest

from domain.facts import Who
from domain.moves import Move
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Ticket
from models import chats, people, posts
from models.posts import CARD, SCREEN, Post
from models.unit import Units
from services.gate import card_of, ticket_called, ticket_for
from services.lists import (
    of_assignee,
    of_requester,
    queue_of,
    require_manager,
    require_staff,
    team_in,
)
from services.people import NAME_AT_MOST, choose_language, introduce, person_for, reach
from services.posts import is_copy, shows_ticket, ticket_meant, ticket_of_message
from tests.services.people import asked, files, moves
from tests.support.clocks import StillClock
from tests.support.schools import (
    COLLEAGUE,
    DISPATCHER,
    HEAD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER

STRANGER = 4711
STAFF = (WORKER, COLLEAGUE, LEAD, DISPATCHER, MANAGER, HEAD)


@pytest.fixture
def ticket(units: Units, school: School) -> Ticket:
    """File a repair."""
    return files(units)


def test_one_door(units: Units, ticket: Ticket) -> None:
    """By key and by number the same people get in; the others learn nothing."""
    with units.open() as unit:
        for user_id in (*STAFF, REQUESTER):
            assert ticket_for(unit, ticket.id, user_id) == ticket
            assert ticket_called(unit, "r1001", user_id) == ticket
        for ticket_id, number, user_id in (
            (ticket.id, "R-1001", STRANGER),
            (ticket.id + 1, "R-1002", MANAGER),
        ):
            with pytest.raises(Refusal, match="ticket-unknown"):
                ticket_for(unit, ticket_id, user_id)
            with pytest.raises(Refusal, match="ticket-unknown"):
                ticket_called(unit, number, user_id)
        with pytest.raises(Refusal, match="number-unknown"):
            ticket_called(unit, "the tap", MANAGER)


def test_the_card_has_everything(units: Units, ticket: Ticket) -> None:
    """Names are those that people go by."""
    accepted = moves(units, ticket, WORKER, Move.ACCEPT)
    card = asked(units, lambda unit: card_of(unit, accepted))

    assert (card.requester.name, card.assignee_name) == ("Anna", str(WORKER))
    assert len(card.clocks) == 2


def test_lists(units: Units, ticket: Ticket, clock: StillClock, school: School) -> None:
    """A line says who has a ticket, by when, and whether it is late."""
    asked(units, lambda unit: person_for(unit, WORKER, "Wang"))
    moves(units, ticket, WORKER, Move.ACCEPT)
    second = files(units)
    team = school.teams["repair"]
    with units.open() as unit:
        assert [line.ticket.id for line in of_requester(unit, REQUESTER)] == [second.id, ticket.id]
        assert [line.ticket.id for line in queue_of(unit, team)] == [ticket.id, second.id]
        (mine,) = of_assignee(unit, WORKER)
        assert of_assignee(unit, COLLEAGUE) == ()
    assert (mine.assignee_name, mine.overdue) == ("王师傅", False)
    clock.forward(days=2)
    (late,) = asked(units, lambda unit: of_assignee(unit, WORKER))
    assert late.overdue


def test_staff_and_managers(school: School) -> None:
    """Staff of the whole school work for every team."""
    repair, dormitory = school.teams["repair"], school.teams["dormitory"]
    for user_id in STAFF:
        require_staff(school, repair, user_id)
    for user_id in (STRANGER, WORKER):
        with pytest.raises(Refusal, match="not-staff"):
            require_staff(school, dormitory, user_id)
    for user_id in (MANAGER, HEAD):
        require_manager(school, user_id)
    for user_id in (STRANGER, WORKER, LEAD, DISPATCHER):
        with pytest.raises(Refusal, match="forbidden"):
            require_manager(school, user_id)


def test_a_team_is_known_by_both_numbers_of_its_chat(units: Units, school: School) -> None:
    """A group that became a supergroup has a new one, and school.yaml may still have the old."""
    with units.open() as unit:
        assert team_in(unit, REPAIR_CHAT - 100) is None
        chats.move(unit, REPAIR_CHAT, REPAIR_CHAT - 100)
        for chat_id in (REPAIR_CHAT, REPAIR_CHAT - 100):
            assert team_in(unit, chat_id) == school.teams["repair"]


def test_people_are_remembered(units: Units, school: School) -> None:
    """Staff by the school's name, others by their own, cut where it is endless."""
    with units.open() as unit:
        assert person_for(unit, WORKER, "xX_wang_Xx").name == "王师傅"
        anna = person_for(unit, REQUESTER, "A" * 100)
        assert anna.name == "A" * (NAME_AT_MOST - 1) + "…"
        family = "👩\u200d👩\u200d👧"
        assert person_for(unit, STRANGER, family * 20).name == family * 12 + "…"
        assert person_for(unit, 4712, "\u3164 \u200b").name == "4712"
        choose_language(unit, anna, "ru")
        introduce(unit, anna, Who.STUDENT)
        reach(unit, REQUESTER, reachable=False)
        known = people.find(unit, REQUESTER)
    assert known is not None
    assert (known.language, known.who, known.reachable) == ("ru", Who.STUDENT, False)
    assert asked(units, lambda unit: person_for(unit, REQUESTER, "Ann")) == known


def test_messages_about_a_ticket(units: Units, ticket: Ticket) -> None:
    """A message shows a ticket live, as a copy, or only speaks of it."""
    with units.open() as unit:
        for number, purpose in ((1, CARD), (2, SCREEN), (3, "notice")):
            posts.add(unit, Post(REPAIR_CHAT, number, ticket.id, purpose, picture=False))
        seen = [
            (is_copy(unit, REPAIR_CHAT, number), shows_ticket(unit, REPAIR_CHAT, number))
            for number in (1, 2, 3, 4, None)
        ]
        about = [ticket_of_message(unit, REPAIR_CHAT, number) for number in (1, 3, 4)]
    assert seen == [(False, True), (True, True), (False, False), (False, False), (False, False)]
    assert about == [ticket.id, ticket.id, None]


def test_a_message_drawn_anew_is_about_what_it_shows(units: Units, ticket: Ticket) -> None:
    """The number on it decides; without one, what it was sent for."""
    other = files(units)
    with units.open() as unit:
        posts.add(unit, Post(REQUESTER, 1, ticket.id, SCREEN, picture=False))
        for shown, expected in (
            ("R-1002 is done", other),
            ("no number", ticket),
            ("R-1001, R-1002", ticket),
        ):
            assert ticket_meant(unit, REQUESTER, (REQUESTER, 1), shown) == expected
        assert ticket_meant(unit, REQUESTER, (REQUESTER, 2), "hello") is None
        with pytest.raises(Refusal, match="ticket-unknown"):
            ticket_meant(unit, STRANGER, (REQUESTER, 1), "R-1001")
