"""Presses that nobody may make: they change nothing, are answered, and leave a line for each."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from bot.program import root
from domain.access import roles
from domain.auditing import Incident
from domain.limits import A_MINUTE, Spending
from domain.moves import Move
from domain.rules import RULES
from domain.school import School
from domain.tickets import Ticket
from models import audit
from models.audit import Audited
from models.unit import Units
from tests.bot.lines import way
from tests.bot.presses import WORDS_OF, files_all, pressed
from tests.bot.shapes import ANNA, PRIVATE, message, update
from tests.support.clocks import StillClock
from tests.support.dumps import dump
from tests.support.schools import (
    COLLEAGUE,
    DISPATCH_CHAT,
    DISPATCHER,
    DORMITORY_CHAT,
    HEAD,
    LEAD,
    MANAGER,
    REPAIR_CHAT,
    WORKER,
)
from tests.support.tickets import REQUESTER

STRANGER = 4711
PEOPLE = (REQUESTER, STRANGER, WORKER, COLLEAGUE, LEAD, DISPATCHER, MANAGER, HEAD)
NOWHERE = -1001000000099
_TRACES = ("allowance", "audit", "seen_update", "person", "post")
"""What an update that is refused may leave: who came, how often, and on which card."""


@pytest.fixture
def objects(units: Units, school: School) -> tuple[Ticket, ...]:
    """File tickets of every sort."""
    return files_all(units, PEOPLE)


def stands(units: Units) -> dict[str, Any]:
    """Return all that the database holds but what every refused update leaves."""
    with units.open() as unit:
        rows = dump(unit)
    return {name: rows[name] for name in rows if name not in _TRACES}


def written(units: Units) -> list[Audited]:
    """Return the audit."""
    with units.open() as unit:
        return audit.listed(unit, None, None)


def forbidden(school: School, ticket: Ticket, user_id: int) -> Iterator[Move]:
    """Yield the moves that the table denies somebody on a ticket, whatever its status."""
    held = roles(school, ticket, user_id)
    for rule in RULES:
        if not rule.roles & held or rule.barred & held:
            yield rule.move


def matrix(school: School, objects: tuple[Ticket, ...]) -> Iterator[tuple[str, int, int]]:
    """Yield every press that must be refused: data, person, chat.

    In private every move that a part does not allow; in a chat also every move, by anybody, on a
    ticket of another team, and in a group of no team everything.
    """
    homes = {"repair": REPAIR_CHAT, "dispatch": DISPATCH_CHAT}
    for ticket, user_id in product(objects, PEOPLE):
        for move in forbidden(school, ticket, user_id):
            for words in {"", WORDS_OF.get(move, "")}:
                yield f"t:{ticket.id}:{move}{words}", user_id, user_id
            yield f"t:{ticket.id}:{move}{WORDS_OF.get(move, '')}", user_id, homes[ticket.team]
    for ticket, user_id, rule in product(objects, PEOPLE, RULES):
        yield f"t:{ticket.id}:{rule.move}{WORDS_OF.get(rule.move, '')}", user_id, DORMITORY_CHAT
    for ticket_id, user_id, rule in product((1, 999_999), PEOPLE, RULES):
        chat_id = user_id if ticket_id > 1 else NOWHERE
        yield f"t:{ticket_id}:{rule.move}{WORDS_OF.get(rule.move, '')}", user_id, chat_id


async def test_every_move_by_every_part_on_every_ticket(
    units: Units, school: School, objects: tuple[Ticket, ...], clock: StillClock
) -> None:
    """What the table denies has no effect in any chat, is answered, and is in the audit."""
    before = stands(units)
    every = list(matrix(school, objects))
    async with way(units, root()) as desk:
        for number, (data, user_id, chat_id) in enumerate(every):
            await desk.intake.take(pressed(data, user_id, chat_id))
            if number % 10 == 0:
                await desk.presses.idle()
            if number % A_MINUTE[Spending.PRESSES] == 0:
                clock.forward(minutes=1)
        await desk.presses.idle()
        assert await desk.parked() == []
        assert len(desk.line.answered) == len(every)
    assert stands(units) == before
    assert sum(each.times for each in written(units)) == len(every)
    assert len(every) > 3_000


@pytest.mark.parametrize(
    ("data", "incident"),
    [
        ("", Incident.FORGED),
        (":", Incident.FORGED),
        ("t", Incident.FORGED),
        ("t:1", Incident.FORGED),
        ("t:1:submit", Incident.FORGED),
        ("t:1:say", Incident.FORGED),
        ("t:1:recompute", Incident.ROLE),
        ("t:-1:accept", Incident.FORGED),
        ("t:1e3:accept", Incident.FORGED),
        ("t:٣:accept", Incident.FORGED),
        ("t:999999999:cancel", Incident.FOREIGN),
        ("t:9999999999:cancel", Incident.FORGED),
        ("w:manager", Incident.FORGED),
        ("l:xx", Incident.FORGED),
        ("m:admin", Incident.FORGED),
        ("x" * 5_000, Incident.FORGED),
        ("\ud800\0\u202e", Incident.FORGED),
        ("f:submit", Incident.STALE),
        ("t:1:accept", Incident.ROLE),
        ("t:1:confirm", Incident.STALE),
    ],
)
async def test_one_line_says_what_it_was(
    data: str, incident: Incident, units: Units, school: School, objects: tuple[Ticket, ...]
) -> None:
    """Data of any bytes and any length, foreign tickets, moves of others, what is past."""
    before = stands(units)
    async with way(units, root()) as desk:
        await desk.takes(pressed(data, REQUESTER, REQUESTER))
        assert len(desk.line.answered) == 1
    assert stands(units) == before
    (line,) = written(units)
    assert (line.user_id, line.chat_id, line.incident) == (REQUESTER, REQUESTER, incident)


async def test_a_step_is_made_once(
    units: Units, school: School, objects: tuple[Ticket, ...]
) -> None:
    """A second press of the same button has no effect but a line; so has a colleague's."""
    async with way(units, root()) as desk:
        await desk.takes(pressed("t:1:accept", WORKER, REPAIR_CHAT))
        before = stands(units)
        await desk.takes(pressed("t:1:accept", WORKER, REPAIR_CHAT))
        await desk.takes(pressed("t:1:accept", COLLEAGUE, REPAIR_CHAT))
    assert stands(units) == before
    lines = {(each.user_id, each.incident) for each in written(units)}
    assert lines == {(WORKER, Incident.REPEATED), (COLLEAGUE, Incident.STALE)}


async def test_commands_that_are_not_theirs(
    units: Units, school: School, objects: tuple[Ticket, ...]
) -> None:
    """A number that is taken and one that is not get the same answer, and a line each."""
    async with way(units, root()) as desk:
        for words in ("/digest", "/missed", "/ticket R-1001", "/ticket R-9999"):
            said = message({**PRIVATE, "id": STRANGER}, {**ANNA, "id": STRANGER}, text=words)
            await desk.takes(update(message=said))
        *_, taken, free = desk.line.said(STRANGER)
        assert taken == free
    lines = {each.incident: each.times for each in written(units)}
    assert lines == {Incident.ROLE: 2, Incident.FOREIGN: 2}
