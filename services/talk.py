"""Words between the requester and the team, carried by the desk under the ticket's card."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from domain.access import roles
from domain.facts import Attachment
from domain.moves import Move, Role
from domain.refusal import Refusal
from domain.texts import is_blank
from domain.tickets import OPEN, Ticket
from models import editions, history, posts, tickets
from models.posts import Post
from models.unit import Unit
from services import debts
from services.gate import ticket_for
from services.limits import hold_words

WORDS_AT_MOST = 2000
NONE: Mapping[str, str | int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says about a ticket: text, a file, or both.

    ``place`` is the chat and the number of the message that said it.
    """

    ticket_id: int
    author_id: int
    author_name: str
    text: str
    file: Attachment | None = None
    place: tuple[int, int] | None = None


def addable(unit: Unit, ticket_id: int, person_id: int) -> Ticket:
    """Return a ticket that this person may add to: their own, while somebody works on it.

    Further refusals as ``limits.hold_words``.
    """
    ticket = ticket_for(unit, ticket_id, person_id)
    if ticket.requester_id != person_id:
        raise Refusal("move-role", move="add")
    if ticket.status not in OPEN:
        raise Refusal("ticket-ended", number=ticket.public_number)
    hold_words(unit, ticket)
    return ticket


def add_words(unit: Unit, words: Words) -> Ticket:
    """Carry the requester's words to the team; refusals as ``addable``."""
    ticket = addable(unit, words.ticket_id, words.author_id)
    school = editions.current(unit)
    _carry(unit, ticket, words, (Role.REQUESTER, school.teams[ticket.team].chat_id))
    if words.file:
        debts.owe_card(unit, ticket, school)
    return ticket


def answer(unit: Unit, words: Words) -> Ticket:
    """Carry the team's words to the requester."""
    ticket = ticket_for(unit, words.ticket_id, words.author_id)
    role = _part(unit, ticket, words.author_id)
    _carry(unit, ticket, words, (role, ticket.requester_id))
    if words.file:
        debts.owe_card(unit, ticket, editions.current(unit))
    return ticket


def correct(unit: Unit, words: Words) -> Ticket | None:
    """Carry what somebody made of words that they said before, also of those of the form.

    None when nothing is new: Telegram tells also of changes that nobody sees (Bot API,
    Update.edited_message). Refusals as for the words themselves.
    """
    ticket = ticket_for(unit, words.ticket_id, words.author_id)
    said = fit(words.text)
    if said == ticket.words or said in _said(unit, ticket):
        return None
    if words.place and words.place[0] == ticket.requester_id:
        addable(unit, ticket.id, words.author_id)
        to = (Role.REQUESTER, editions.current(unit).teams[ticket.team].chat_id)
    else:
        to = (_part(unit, ticket, words.author_id), ticket.requester_id)
    _carry(unit, ticket, words, to, {"edited": 1})
    return ticket


def comment(unit: Unit, ticket_id: int, person_id: int, text: str) -> Ticket:
    """Add the requester's comment to a rating."""
    ticket = ticket_for(unit, ticket_id, person_id)
    if ticket.requester_id != person_id or ticket.rating is None:
        raise Refusal("move-role", move=Move.RATE)
    hold_words(unit, ticket)
    said = fit(text)
    after = replace(ticket, rating_comment=said, version=ticket.version + 1)
    if not tickets.save(unit, ticket, after):
        raise Refusal("busy")
    facts = {"stars": ticket.rating, "words": said}
    history.add_event(unit, ticket_id, person_id, (Move.RATE, Role.REQUESTER), facts)
    debts.owe_card(unit, after, editions.current(unit))
    return after


def _part(unit: Unit, ticket: Ticket, author_id: int) -> Role:
    """Return the part in which one of the staff speaks; Refusal ``not-staff`` for others."""
    held = roles(editions.current(unit), ticket, author_id) - {Role.REQUESTER}
    if not held:
        raise Refusal("not-staff")
    return Role.ASSIGNEE if Role.ASSIGNEE in held else min(held)


def _said(unit: Unit, ticket: Ticket) -> set[str | int | None]:
    return {event.facts.get("words") for event in history.events_of(unit, ticket.id)}


def _carry(
    unit: Unit,
    ticket: Ticket,
    words: Words,
    to: tuple[Role, int],
    more: Mapping[str, str | int] = NONE,
) -> None:
    role, chat_id = to
    said = fit(words.text) if words.text or words.file is None else ""
    facts: dict[str, str | int] = {"words": said, "author": words.author_name, **more}
    if words.file:
        stage = replace(words.file, stage="before" if role is Role.REQUESTER else "after")
        history.attach(unit, ticket.id, (stage,))
        facts |= {"file_id": words.file.file_id, "media": words.file.media}
    history.add_event(unit, ticket.id, words.author_id, (Move.SAY, role), facts)
    debts.owe_relay(unit, ticket, chat_id, facts)
    if words.place:
        posts.add(unit, Post(*words.place, ticket.id, posts.SAID, picture=False))


def fit(text: str) -> str:
    """Return words without what surrounds them; Refusal ``words-empty`` or ``words-long``."""
    said = text.strip()
    if is_blank(said):
        raise Refusal("words-empty")
    if len(said) > WORDS_AT_MOST:
        raise Refusal("words-long", length=len(said), limit=WORDS_AT_MOST)
    return said
