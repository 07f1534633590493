"""Holding people to what one of them may ask of the desk."""

from enum import Enum, auto

from domain.catalogue import service_of
from domain.limits import IN_AN_EMERGENCY, MESSAGES_A_MINUTE
from domain.refusal import Refusal
from domain.school import School
from models import allowances
from models.conversations import Conversation
from models.unit import Unit
from services.conversations import FORM, draft_in, under


class Heard(Enum):
    """What becomes of a message: it is handled, refused with a sentence, or left alone."""

    HANDLED = auto()
    REFUSED = auto()
    IGNORED = auto()


def hear(unit: Unit, user_id: int, school: School, conversation: Conversation | None) -> Heard:
    """Count a message to the desk; whoever sends too many in a minute is told so once in it.

    Somebody who is filing an emergency may send as many again.
    """
    messages = allowances.count(unit, user_id)
    if messages <= MESSAGES_A_MINUTE:
        return Heard.HANDLED
    if messages <= IN_AN_EMERGENCY and _is_emergency(school, conversation):
        return Heard.HANDLED
    return Heard.REFUSED if allowances.first_to_tell(unit, user_id) else Heard.IGNORED


def _is_emergency(school: School, conversation: Conversation | None) -> bool:
    """Return whether the open form, also below a question, is for an emergency."""
    waiting = under(conversation)
    if waiting is None or waiting.topic != FORM:
        return False
    try:
        return service_of(school, draft_in(waiting).service).emergency
    except Refusal:
        return False
