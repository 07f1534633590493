"""Where a ticket really is: asked of a person, who may answer by a few words."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.tickets import Ticket
from models import tickets
from models.conversations import Conversation
from models.unit import Unit
from services.conversations import WHERE, ask, question, ticket_in

PATIENCE = timedelta(minutes=10)
"""How long an answer to a card is taken for the place and not for words to the requester."""


def expect_place(
    unit: Unit, ticket: Ticket, who: tuple[int, int], before: Conversation | None
) -> None:
    """Take what somebody writes next for the place; ``who`` is the chat and the person in it.

    What the person was in the middle of ``before`` waits below the question.
    """
    asked = question(*who, (WHERE, ticket.id), None)
    until = (unit.now + PATIENCE).isoformat()
    state = {**asked.state, "version": ticket.version, "until": until}
    ask(unit, replace(asked, state=state), before)


def expects_place(unit: Unit, conversation: Conversation | None, ticket_id: int) -> bool:
    """Return whether an answer to a card of this ticket says where it is.

    A card is drawn anew when something happens to its ticket; the question on it is gone then.
    """
    if conversation is None or conversation.topic != WHERE or ticket_in(conversation) != ticket_id:
        return False
    ticket = tickets.find(unit, ticket_id)
    stands = ticket is not None and ticket.version == conversation.state["version"]
    return stands and unit.now <= datetime.fromisoformat(conversation.state["until"])
