"""What a handler returns; it is said after the transaction has committed."""

from dataclasses import dataclass

from models.posts import SCREEN
from views.screens import Screen


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer to one update.

    ``toast`` answers the press (plain text, at most 200 characters; ``alert`` needs a tap to go
    away). ``screen`` is drawn on the pressed message, or sent when there is none or ``fresh`` is
    set. A ``live`` screen is the one message a conversation is drawn on: sending it anew retires
    the one before. ``quote`` sends it as an answer to the message it answers. ``about`` is the
    ticket that the message belongs to, so that replies to it find their way; ``purpose`` is
    remembered with it. ``card`` tells that the pressed message is a ticket's card in a team's
    chat, or a copy of it: when it is gone nothing is sent here, because delivery draws the card
    anew. ``refused`` is the reason when the answer says why nothing was done.
    """

    screen: Screen | None = None
    toast: str = ""
    alert: bool = False
    fresh: bool = False
    live: bool = False
    quote: bool = False
    about: int | None = None
    purpose: str = SCREEN
    card: bool = False
    refused: str = ""


NOTHING = Reply()
"""Heard, and nothing to say."""


def draw(screen: Screen, toast: str = "") -> Reply:
    """Draw the live message of the conversation: in place after a press, else at the bottom."""
    return Reply(screen=screen, toast=toast, live=True)


def send(screen: Screen, *, about: int | None = None) -> Reply:
    """Send a message that stays."""
    return Reply(screen=screen, fresh=True, about=about)


def quote(screen: Screen, *, about: int | None = None) -> Reply:
    """Send a message that stays, as an answer to the one it answers."""
    return Reply(screen=screen, fresh=True, quote=True, about=about)


def swap(screen: Screen, toast: str = "") -> Reply:
    """Redraw the pressed message without making it anybody's live message."""
    return Reply(screen=screen, toast=toast)


def swap_card(screen: Screen, toast: str = "") -> Reply:
    """Redraw the pressed card of a ticket, or a copy of it."""
    return Reply(screen=screen, toast=toast, card=True)


def toast(words: str, *, alert: bool = False, refused: str = "") -> Reply:
    """Answer a press with words that pass."""
    return Reply(toast=words, alert=alert, refused=refused)
