"""What a team shows for its work: an answer in words, or a photo of what was repaired."""

from datetime import datetime, timedelta

from domain.catalogue import service_of
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.school import PhotoRule
from domain.tickets import Kind, Ticket
from models import history
from models.conversations import Conversation
from models.unit import Unit
from services.conversations import finish, is_next_of_album, keep
from services.gate import school_of
from services.talk import Words, answer

PHOTO = "photo"
PATIENCE = timedelta(minutes=10)
"""How long a worker's next photo in the group is taken for the result."""

_AGAIN = frozenset({Move.NOT_FIXED, Move.REOPEN})


def require_answer(unit: Unit, ticket: Ticket) -> None:
    """Raise Refusal ``answer-first`` for a complaint or suggestion that nobody answered yet.

    An answer given before the requester asked for more does not count.
    """
    if ticket.kind is Kind.REPAIR:
        return
    answered = False
    for event in history.events_of(unit, ticket.id):
        if event.move in _AGAIN:
            answered = False
        elif event.move is Move.SAY and event.role is not Role.REQUESTER:
            answered = True
    if not answered:
        raise Refusal("answer-first", number=ticket.public_number)


def expect_photo(unit: Unit, ticket: Ticket, chat_id: int, person_id: int) -> bool:
    """Take a worker's next photo for the result; False when the service has no use for one."""
    service = service_of(school_of(unit, ticket), ticket.service)
    if ticket.kind is not Kind.REPAIR or service.photo is PhotoRule.NONE:
        return False
    state = {"ticket": ticket.id, "until": (unit.now + PATIENCE).isoformat()}
    keep(unit, Conversation(chat_id, person_id, PHOTO, state, None))
    return True


def unexpect(unit: Unit, conversation: Conversation | None) -> None:
    """Expect no photo any more: it has come as an answer to a message of the desk."""
    if conversation is not None and conversation.topic == PHOTO:
        finish(unit, conversation)


def show(unit: Unit, conversation: Conversation | None, words: Words, album: str) -> Ticket | None:
    """Carry the expected photo to the requester and return its ticket.

    The pictures of one ``album`` (Telegram's id, empty for a single photo) are carried together
    and confirmed once: None for those after the first, as for one that comes too late to be meant.
    """
    if conversation is None:
        return None
    known = conversation.state.get("album")
    late = unit.now > datetime.fromisoformat(conversation.state["until"])
    if late or known not in {None, album}:
        finish(unit, conversation)
        return None
    if not album:
        finish(unit, conversation)
    is_next = is_next_of_album(unit, conversation, album or None)
    ticket = answer(unit, words)
    return None if is_next else ticket
