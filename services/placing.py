"""Questions on a card that may be answered by a few words, such as where a ticket really is."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.tickets import Ticket
from models import tickets
from models.conversations import Conversation
from models.unit import Unit
from services.conversations import WHERE, ask, question

PATIENCE = timedelta(minutes=10)
"""How long an answer to a card is taken for what was asked and not for words to the requester."""


def expect_place(
    unit: Unit, ticket: Ticket, who: tuple[int, int], before: Conversation | None
) -> None:
    """Take what somebody writes next for the place; ``who`` is the chat and the person in it.

    What the person was in the middle of ``before`` waits below the question.
    """
    await_answer(unit, ticket, question(*who, (WHERE, ticket.id), None), before)


def expects_place(unit: Unit, conversation: Conversation | None, ticket_id: int) -> bool:
    """Return whether an answer to a card of this ticket says where it is."""
    return is_awaited(unit, conversation, (WHERE, ticket_id))


def await_answer(
    unit: Unit, ticket: Ticket, asked: Conversation, before: Conversation | None
) -> None:
    """Wait for the answer to a question on a card, for some minutes and until the card changes."""
    until = (unit.now + PATIENCE).isoformat()
    state = {**asked.state, "version": ticket.version, "until": until}
    ask(unit, replace(asked, state=state), before)


def is_awaited(unit: Unit, conversation: Conversation | None, about: tuple[str, int]) -> bool:
    """Return whether an answer about a topic and a ticket is still waited for.

    A card is drawn anew when something happens to its ticket; the question on it is gone then.
    """
    if conversation is None or (conversation.topic, conversation.state.get("ticket")) != about:
        return False
    ticket = tickets.find(unit, about[1])
    stands = ticket is not None and ticket.version == conversation.state["version"]
    return stands and unit.now <= datetime.fromisoformat(conversation.state["until"])
