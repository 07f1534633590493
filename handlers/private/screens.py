"""Screens that several handlers of private chats end with."""

from aiogram.types import CallbackQuery, Message

from domain.access import roles
from domain.tickets import Ticket
from handlers.private.drafting import offered_draft
from handlers.replies import Reply, swap
from handlers.turn import Turn
from services.conversations import ask, question
from services.gate import card_of, events_of
from services.timing import accounts_of
from views import offers, records, tickets, welcome
from views.screens import Screen


def is_new(turn: Turn) -> bool:
    """Return whether a person has still to be asked something; the school knows its own staff."""
    person = turn.person
    unknown = person.who is None and person.id not in turn.school.staff
    return person.language is None or unknown


def home(turn: Turn) -> Screen:
    """Return the next thing to ask a person, the menu when everything is known."""
    if turn.person.language is None:
        return welcome.choose_language(turn.school.languages)
    if is_new(turn):
        return welcome.who_are_you(turn.text, turn.person.name)
    sent = offered_draft(turn)
    if sent is not None:
        return offers.offer(sent, turn.school, turn.text)
    return welcome.menu(turn.text, turn.school)


def ticket_screen(turn: Turn, ticket: Ticket) -> Screen:
    """Show a ticket as its requester sees it, or the record as staff do."""
    card, events = card_of(turn.unit, ticket), events_of(turn.unit, ticket)
    now = turn.unit.now
    if ticket.requester_id == turn.person.id:
        story = tickets.Story(card, events, accounts_of(turn.unit, ticket))
        return tickets.ticket(story, turn.school, now, turn.text)
    parts = roles(turn.school, ticket, turn.person.id)
    return records.record(records.Record(card, events, parts), turn.school, now, turn.text)


def on(query: CallbackQuery, screen: Screen, ticket: Ticket, toast: str = "") -> Reply:
    """Draw a screen on the pressed message; below a picture or a file there is no room for it."""
    pressed = query.message
    if isinstance(pressed, Message) and pressed.text:
        return swap(screen, toast)
    return Reply(screen=screen, toast=toast, fresh=True, about=ticket.id)


def await_words(turn: Turn, topic: str, ticket: Ticket) -> None:
    """Wait for a person's words about a ticket; an open form waits below."""
    asked = question(turn.chat_id, turn.person.id, (topic, ticket.id), turn.live_id)
    ask(turn.unit, asked, turn.conversation)
