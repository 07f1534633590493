"""What a person is in the middle of: kept with the change that each answer makes."""

from dataclasses import asdict

from domain.drafts import Draft
from domain.tickets import Kind
from models import conversations
from models.conversations import Conversation
from models.unit import Unit

FORM = "form"


def draft_in(conversation: Conversation) -> Draft:
    """Return the draft of a form."""
    state = conversation.state
    kind, photos = Kind(state["kind"]), tuple(state["photos"])
    return Draft(**{**state, "kind": kind, "photos": photos})


def form(chat_id: int, user_id: int, draft: Draft, message_id: int | None) -> Conversation:
    """Return the conversation that fills in a draft on one live message."""
    return Conversation(chat_id, user_id, FORM, asdict(draft), message_id)


def keep(unit: Unit, conversation: Conversation) -> None:
    """Put a person in the middle of something, in place of what was before."""
    conversations.put(unit, conversation)


def finish(unit: Unit, conversation: Conversation | None) -> None:
    """End what a person is in the middle of, if anything."""
    if conversation is not None:
        conversations.end(unit, conversation.chat_id, conversation.user_id)
