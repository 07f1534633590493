"""Presses of any button, by anybody, in any chat; and tickets to press them on."""

from collections.abc import Iterable

from domain.drafts import Draft
from domain.moves import Move
from domain.tickets import Kind, Ticket
from models import tickets
from models.unit import Units
from services.filing import submit
from services.people import person_for
from tests.bot.shapes import ANNA, BOT, GROUP, PRIVATE, message, press, update
from tests.services.people import draft, moves
from tests.support.schools import COLLEAGUE, WORKER
from tests.support.tickets import REQUESTER

WORDS_OF = {
    Move.HOLD: ":access",
    Move.TRANSFER: ":dispatch",
    Move.RATE: ":5",
    Move.PRIORITISE: ":1",
    Move.RECLASSIFY: ":EMG-01",
    Move.RELOCATE: ":1:3",
    Move.ANNUL: ":1",
    Move.MERGE: ":1",
    Move.ASSIGN: f":{COLLEAGUE}",
    Move.APPOINT: ":20261124:0800-1000",
    Move.AGREE: ":20261127",
    Move.BACKDATE: ":2:5",
    Move.REJECT: ":2",
    Move.EXPLAIN: ":parts",
    Move.MUTE: ":1",
}
"""What a button of a move carries beside ticket and move."""


def pressed(data: str, user_id: int, chat_id: int) -> bytes:
    """Return an update in which somebody presses a button of a card, in any chat."""
    chat = {**(PRIVATE if chat_id > 0 else GROUP), "id": chat_id}
    card = {**message(chat, BOT, text="menu"), "message_id": 1_000 + _ticket(data)}
    on = press(data=data, message=card)
    return update(callback_query={**on, "from": {**ANNA, "id": user_id}})


def _ticket(data: str) -> int:
    number = data.split(":")[1:2]
    return int(number[0]) if number and number[0].isascii() and number[0].isdigit() else 0


def files_all(units: Units, people: Iterable[int]) -> tuple[Ticket, ...]:
    """Let people come, and file a new, an accepted, a finished, a worker's own and a complaint."""
    own, complaint = draft(), Draft(Kind.COMPLAINT, service="FOD-01", words="cold")
    with units.open() as unit:
        known = {user_id: person_for(unit, user_id, "Anna") for user_id in people}
        filed = [submit(unit, known[REQUESTER], own) for _ in range(3)]
        filed.append(submit(unit, known[WORKER], own))
        filed.append(submit(unit, known[REQUESTER], complaint))
    moves(units, filed[1], WORKER, Move.ACCEPT)
    moves(units, filed[2], WORKER, Move.ACCEPT, Move.ARRIVE, Move.DONE)
    with units.open() as unit:
        return tuple(tickets.find(unit, each.id) or each for each in filed)
