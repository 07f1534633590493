"""Every button, pressed by everybody, in every status: what it says and where it leads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import NoReturn

import pytest

from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import OPEN, Status, Ticket
from handlers.replies import Reply
from locales import text_in
from models import tickets
from models.unit import Unit
from tests.domain.test_moves import LEADS_TO, MAY
from tests.handlers.team.group import Group
from tests.support.schools import (
    COLLEAGUE,
    DISPATCHER,
    HEAD,
    LEAD,
    MANAGER,
    WORKER,
)
from tests.support.tickets import REQUESTER
from views.refusals import refusal

ENGLISH = text_in("en")
STRANGER = 4711
PARTS: dict[int, frozenset[Role]] = {
    STRANGER: frozenset(),
    REQUESTER: frozenset({Role.REQUESTER}),
    COLLEAGUE: frozenset({Role.WORKER}),
    WORKER: frozenset({Role.WORKER, Role.ASSIGNEE}),
    LEAD: frozenset({Role.LEAD}),
    DISPATCHER: frozenset({Role.DISPATCHER}),
    MANAGER: frozenset({Role.MANAGER}),
    HEAD: frozenset({Role.HEAD}),
}
CHOICES = {Move.HOLD: ":parts", Move.TRANSFER: ":dormitory"}
MOVES = [move for move in LEADS_TO if move is not Move.RATE]


class Undone(Exception):
    """Takes back what a press did, so that the next one finds the ticket as it was."""


@pytest.mark.parametrize("user_id", PARTS)
def test_every_move(group: Group, ticket: Ticket, user_id: int) -> None:
    """The toast says in the presser's language what was done, or why not; nothing else moves."""
    for status in Status:
        for move in MOVES:
            with standing(group, ticket, status) as (unit, before):
                data = f"t:{ticket.id}:{move}{CHOICES.get(move, '')}"
                reply = group.heard(unit, group.press(user_id, data))
                expected, leads_to = outcome(before, user_id, move)
                assert reply.toast == expected, (status, move)
                assert _status(unit, ticket) is leads_to, (status, move)
                assert reply.alert is (leads_to is status and expected != done(before, move))


def outcome(ticket: Ticket, user_id: int, move: Move) -> tuple[str, Status]:
    """Return what a press must answer and where the ticket must stand after it."""
    parts = PARTS[user_id] - ({Role.ASSIGNEE} if ticket.assignee_id is None else set())
    if not parts:
        return refused("ticket-unknown"), ticket.status
    if move is Move.ACCEPT and ticket.assignee_id is not None:
        taken = "taken-by-you" if user_id == WORKER else "taken"
        return refused(taken, who="王师傅"), ticket.status
    if not any(may(part, status, move) for part in parts for status in Status):
        return refused("move-role", move=move), ticket.status
    if not any(may(part, ticket.status, move) for part in parts):
        return refused("move-now", move=move, status=ticket.status), ticket.status
    return done(ticket, move), LEADS_TO[move]


def may(part: Role, status: Status, move: Move) -> bool:
    """Return what the table of the school says."""
    return move in MAY[part].get(status, "").split()


def done(ticket: Ticket, move: Move) -> str:
    """Return the toast of a move that was made."""
    return ENGLISH.plain(f"toast.{move}", number=ticket.public_number)


def refused(reason: str, **facts: str) -> str:
    """Return the sentence of a refusal."""
    return refusal(Refusal(reason, **facts), ENGLISH)


@contextmanager
def standing(group: Group, ticket: Ticket, status: Status) -> Iterator[tuple[Unit, Ticket]]:
    """Put the ticket into a status for the length of the block, in the hands of a worker."""
    try:
        with group.units.open() as unit:
            now = unit.now
            placed = replace(
                ticket,
                status=status,
                assignee_id=None if status is Status.NEW else WORKER,
                done_at=None if status in OPEN else now,
                closed_at=now if status in {Status.CLOSED, Status.CANCELLED} else None,
            )
            assert tickets.save(unit, ticket, placed) or placed == ticket
            yield unit, replace(placed, version=ticket.version + 1)
            _take_back()
    except Undone:
        pass


def _take_back() -> NoReturn:
    raise Undone


def _status(unit: Unit, ticket: Ticket) -> Status:
    found = tickets.find(unit, ticket.id)
    assert found is not None
    return found.status


def test_a_rating_is_not_for_the_group(group: Group, ticket: Ticket, school: School) -> None:
    """A forged press on a rating tells what ratings are."""
    with standing(group, ticket, Status.DONE) as (unit, _):
        reply: Reply = group.heard(unit, group.press(REQUESTER, f"t:{ticket.id}:rate"))
        assert reply.toast == refused("rate-range")
