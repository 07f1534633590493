"""What the desk says to those who work on tickets, beside the card and the record."""

from __future__ import annotations

from collections.abc import Sequence

from domain.facts import Card
from domain.school import School
from locales import Markup, Text
from views.cards import is_out_of_reach
from views.layout import lines
from views.quotes import quote
from views.screens import Screen
from views.words import team_words

_WORDS = 600


def passed_on(card: Card, words: str, text: Text) -> Screen:
    """Confirm that words (empty for a file alone) went to the requester, and show them.

    When they cannot be reached, say so instead.
    """
    key = "staff.not_passed_on" if is_out_of_reach(card) else "staff.passed_on"
    said = text(key, number=card.ticket.public_number)
    return Screen(lines(said, quote(words, _WORDS)))


def ask_photo(card: Card, text: Text) -> Screen:
    """Ask a worker for a photo of what was done; it may stay unsent."""
    return Screen(text("staff.ask_photo", number=card.ticket.public_number))


def help_screen(text: Text) -> Screen:
    """Tell a team how its chat works and which commands it knows."""
    return Screen(text("staff.help"))


def digest_coming(text: Text) -> Screen:
    """Tell a manager that the digest is being made."""
    return Screen(text("staff.digest"))


def chat_lost(team: str, school: School, text: Text) -> Screen:
    """Alarm those who must act that the desk cannot speak in a team's chat."""
    return Screen(text("staff.chat_lost", team=team_words(school, team, text.language)))


def topic_lost(team: str, school: School, text: Text) -> Screen:
    """Warn those who can mend it that a team's topic is closed or gone."""
    return Screen(text("staff.topic_lost", team=team_words(school, team, text.language)))


def instead(team: str, school: School, text: Text) -> Markup:
    """Say why a ticket comes in private: the team's chat cannot be reached."""
    return text("staff.instead", team=team_words(school, team, text.language))


def year_missing(year: int, calendars: Sequence[str], text: Text) -> Screen:
    """Alarm managers that calendars lack a year's national days, and say how to put them in."""
    return Screen(text("staff.year_missing", year=year, calendars=", ".join(calendars)))
