"""Words between the requester and the team."""

import pytest

from domain.facts import Attachment
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.tickets import Ticket
from models import history, tickets
from models.unit import Units
from services.talk import WORDS_AT_MOST, Words, add_words, answer, comment
from tests.services.people import asked, kinds, moves
from tests.support.debts import owed
from tests.support.schools import COLLEAGUE, DISPATCHER, LEAD, REPAIR_CHAT, WORKER
from tests.support.tickets import REQUESTER

PHOTO = Attachment("F", "photo", "before")
STRANGER = 4711


def said(ticket: Ticket, author_id: int, text: str = "words", file: object = None) -> Words:
    """Return what somebody says."""
    carried = file if isinstance(file, Attachment) else None
    return Words(ticket.id, author_id, f"U{author_id}", text, carried)


def test_the_requester_s_words_go_to_the_team(units: Units, ticket: Ticket) -> None:
    """They come under the card; a file changes the card as well."""
    asked(units, lambda unit: add_words(unit, said(ticket, REQUESTER)))
    assert kinds(units) == [("team_relay", REPAIR_CHAT)]

    asked(units, lambda unit: add_words(unit, said(ticket, REQUESTER, "", PHOTO)))
    assert sorted(kinds(units)) == [("card", REPAIR_CHAT), ("team_relay", REPAIR_CHAT)]


@pytest.mark.parametrize(
    ("user_id", "role"),
    [
        (WORKER, Role.ASSIGNEE),
        (COLLEAGUE, Role.WORKER),
        (LEAD, Role.LEAD),
        (DISPATCHER, Role.DISPATCHER),
    ],
)
def test_the_team_s_words_go_to_the_requester(
    units: Units, ticket: Ticket, user_id: int, role: Role
) -> None:
    """Whoever of the staff writes; the timeline says in which part."""
    asked(units, lambda unit: answer(unit, said(ticket, user_id)))

    assert kinds(units) == [("relay", REQUESTER)]
    *_, event = asked(units, lambda unit: history.events_of(unit, ticket.id))
    assert (event.move, event.role, event.facts["words"]) == (Move.SAY, role, "words")


def test_a_file_of_the_team_is_a_result(units: Units, ticket: Ticket) -> None:
    """It is kept as one, and the card counts it."""
    asked(units, lambda unit: answer(unit, said(ticket, WORKER, "", PHOTO)))

    assert sorted(kinds(units)) == [("card", REPAIR_CHAT), ("relay", REQUESTER)]
    kept = asked(units, lambda unit: history.files_of(unit, ticket.id))
    assert kept == (Attachment("F", "photo", "after"),)


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "words-empty"), (" \n ", "words-empty"), ("x" * (WORDS_AT_MOST + 1), "words-long")],
)
def test_words_must_fit(units: Units, ticket: Ticket, text: str, reason: str) -> None:
    """Nothing and too much are refused; nothing is owed."""
    for speak, author_id in ((add_words, REQUESTER), (answer, WORKER)):
        with units.open() as unit, pytest.raises(Refusal, match=reason):
            speak(unit, said(ticket, author_id, text))
    assert kinds(units) == []


def test_who_may_not_speak(units: Units, ticket: Ticket) -> None:
    """Strangers know of no ticket, staff do not speak for the requester, nor the other way."""
    for speak, author_id, reason in (
        (add_words, STRANGER, "ticket-unknown"),
        (add_words, WORKER, "move-role"),
        (answer, STRANGER, "ticket-unknown"),
        (answer, REQUESTER, "not-staff"),
    ):
        with units.open() as unit, pytest.raises(Refusal, match=reason):
            speak(unit, said(ticket, author_id))


def test_nothing_is_added_after_the_end(units: Units, ticket: Ticket) -> None:
    """A ticket that has ended takes no more words of the requester."""
    moves(units, ticket, WORKER, Move.DONE)
    with units.open() as unit, pytest.raises(Refusal, match="ticket-ended"):
        add_words(unit, said(ticket, REQUESTER))


def test_a_comment_belongs_to_a_rating(units: Units, ticket: Ticket) -> None:
    """Without one there is nothing to comment on; others cannot comment at all."""
    moves(units, ticket, WORKER, Move.DONE)
    with units.open() as unit, pytest.raises(Refusal, match="move-role"):
        comment(unit, ticket.id, REQUESTER, "fine")
    moves(units, ticket, REQUESTER, Move.RATE, stars=5)
    owed(units)
    with units.open() as unit, pytest.raises(Refusal, match="move-role"):
        comment(unit, ticket.id, WORKER, "I agree")
    asked(units, lambda unit: comment(unit, ticket.id, REQUESTER, " fine "))

    assert kinds(units) == [("card", REPAIR_CHAT)]
    rated = asked(units, lambda unit: tickets.find(unit, ticket.id))
    assert rated is not None
    assert (rated.rating, rated.rating_comment) == (5, "fine")
