"""What a person is in the middle of: kept with the change that each answer makes."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from domain.drafts import Draft
from domain.tickets import Kind
from models import conversations
from models.conversations import Conversation
from models.unit import Unit

FORM = "form"
OFFER = "offer"
"""Words or pictures came before a form was open; they wait for a word what they are about."""
ADD = "add"
COMMENT = "comment"
LATE = "late"
"""A form was handed in with an album of which more may still come."""
WHERE = "where"
WHEN = "when"
EXPLAIN, FINISH = "explain", "finish"
"""The words are the reason why a ticket is late; with the second it is done at the same time."""
_ASIDE = frozenset({LATE, ADD, COMMENT, WHERE, WHEN, EXPLAIN, FINISH})
_BELOW = "below"
_LISTS = ("photos", "documents", "said")


def draft_in(conversation: Conversation) -> Draft:
    """Return the draft of a form, or of an offer."""
    return _draft(conversation.state)


def form(chat_id: int, user_id: int, draft: Draft, message_id: int | None) -> Conversation:
    """Return the conversation that fills in a draft on one live message."""
    return Conversation(chat_id, user_id, FORM, asdict(draft), message_id)


def offer(chat_id: int, user_id: int, draft: Draft, message_id: int | None) -> Conversation:
    """Return the conversation that keeps what was sent until its kind is known."""
    return replace(form(chat_id, user_id, draft, message_id), topic=OFFER)


def question(
    chat_id: int, user_id: int, about: tuple[str, int], message_id: int | None
) -> Conversation:
    """Return the conversation that waits for words; ``about`` is its topic and its ticket."""
    topic, ticket_id = about
    return Conversation(chat_id, user_id, topic, {"ticket": ticket_id}, message_id)


def ticket_in(conversation: Conversation) -> int:
    """Return the ticket that a question is about."""
    return int(conversation.state["ticket"])


def under(conversation: Conversation | None) -> Conversation | None:
    """Return what a person comes back to: the conversation below a question, else itself."""
    if conversation is None or conversation.topic not in _ASIDE:
        return conversation
    below = conversation.state.get(_BELOW)
    return replace(conversation, **below) if isinstance(below, Mapping) else None


def ask(unit: Unit, asked: Conversation, before: Conversation | None) -> None:
    """Put a question to a person; an open form waits below it and is not lost."""
    waiting = under(before)
    kept = {_BELOW: _stored(waiting)} if waiting else {}
    conversations.put(unit, replace(asked, state={**asked.state, **kept}))


def leave(unit: Unit, conversation: Conversation | None) -> None:
    """Drop an open question, if any; what was below it goes on."""
    below = under(conversation)
    if below is conversation:
        return
    if below is not None:
        conversations.put(unit, below)
    else:
        finish(unit, conversation)


def keep(unit: Unit, conversation: Conversation) -> None:
    """Put a person in the middle of something, in place of what was before."""
    conversations.put(unit, conversation)


def is_next_of_album(unit: Unit, conversation: Conversation | None, album: str | None) -> bool:
    """Return whether a file belongs to the album of the file before, and remember its album.

    An album comes as one update for each file, without a mark of its end (Bot API, Message).
    """
    if album is None or conversation is None:
        return False
    known = conversation.state.get("album") == album
    if not known:
        state = {**conversation.state, "album": album}
        conversations.put(unit, replace(conversation, state=state))
    return known


def wait_for_late(unit: Unit, conversation: Conversation | None, filed: tuple[int, str]) -> None:
    """End a form; ``filed`` is its ticket, and the album of which more may come, if any.

    The files of an album come one by one, also after somebody has pressed "submit".
    """
    finish(unit, conversation)
    ticket_id, album = filed
    if conversation is not None and album:
        state = {"ticket": ticket_id, "album": album}
        conversations.put(unit, replace(conversation, topic=LATE, state=state, message_id=None))


def finish(unit: Unit, conversation: Conversation | None) -> None:
    """End what a person is in the middle of, if anything."""
    if conversation is not None:
        conversations.end(unit, conversation.chat_id, conversation.user_id)


def _draft(state: Mapping[str, Any]) -> Draft:
    lists = {name: tuple(state.get(name, ())) for name in _LISTS}
    kept = _draft(state["kept"]) if state.get("kept") else None
    return Draft(**{**state, "kind": Kind(state["kind"]), "kept": kept, **lists})


def _stored(conversation: Conversation) -> dict[str, Any]:
    return {
        "topic": conversation.topic,
        "state": dict(conversation.state),
        "message_id": conversation.message_id,
    }
