"""Posts: which message of the desk is about which ticket."""

from dataclasses import replace

import pytest

from models import posts
from models.posts import CARD, Post
from models.unit import Units
from tests.support.tickets import filed

CHAT, MESSAGE = -(2**52), 100


@pytest.fixture
def card(units: Units) -> Post:
    """Give the card of a ticket in a chat."""
    with units.open() as unit:
        post = Post(CHAT, MESSAGE, filed(unit).id, CARD, picture=False)
        posts.add(unit, post)
        return post


def test_a_reply_finds_its_ticket(units: Units, card: Post) -> None:
    """A message number means something only together with its chat."""
    with units.open() as unit:
        assert posts.about(unit, CHAT, MESSAGE) == card
        assert posts.about(unit, CHAT + 1, MESSAGE) is None


def test_the_newest_card_is_the_live_one(units: Units, card: Post) -> None:
    """A card that was sent again takes over; other messages are no cards."""
    again = replace(card, message_id=MESSAGE + 1, picture=True)
    with units.open() as unit:
        posts.add(unit, again)
        posts.add(unit, replace(card, message_id=MESSAGE + 2, purpose="relay"))

        assert posts.card_of(unit, card.ticket_id, CHAT) == again
        assert posts.card_of(unit, card.ticket_id, CHAT + 1) is None


def test_a_message_is_remembered_once(units: Units, card: Post) -> None:
    """A delivery that is settled twice does no harm."""
    with units.open() as unit:
        posts.add(unit, replace(card, purpose="relay"))

        assert posts.about(unit, CHAT, MESSAGE) == card


def test_a_message_that_is_gone_is_forgotten(units: Units, card: Post) -> None:
    """The next card of the ticket is a new message."""
    with units.open() as unit:
        posts.forget(unit, CHAT, MESSAGE)

        assert posts.card_of(unit, card.ticket_id, CHAT) is None
