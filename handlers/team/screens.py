"""Screens that several handlers of a team's chat end with."""

from domain.tickets import Ticket
from handlers.turn import Turn
from services.gate import card_of
from views import cards
from views.screens import Screen


def card_screen(turn: Turn, ticket: Ticket) -> Screen:
    """Draw the card of a ticket as it stands."""
    return cards.card(card_of(turn.unit, ticket), turn.school, turn.unit.now, turn.text)
