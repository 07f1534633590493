"""Conversations: one for each person and chat, replaced as a whole."""

from dataclasses import replace

from models import conversations
from models.conversations import Conversation
from models.unit import Units

CHAT, USER = -(2**52), 2**52 - 1
FORM = Conversation(CHAT, USER, "form", {"words": "水龙头", "photos": ["a", "b"]}, None)


def test_a_conversation_comes_back_as_it_was_put(units: Units) -> None:
    """A draft survives everything but its end."""
    with units.open() as unit:
        conversations.put(unit, FORM)
    with units.open() as unit:
        assert conversations.find(unit, CHAT, USER) == FORM
        assert conversations.find(unit, CHAT, USER - 1) is None


def test_the_next_one_takes_its_place(units: Units) -> None:
    """Whoever begins something else is not in the middle of two things."""
    rating = replace(FORM, topic="rating", state={"stars": 4}, message_id=9)
    with units.open() as unit:
        conversations.put(unit, FORM)
        conversations.put(unit, rating)

        assert conversations.find(unit, CHAT, USER) == rating


def test_it_is_drawn_on_a_message(units: Units) -> None:
    """The message is learnt after the commit, so it is stored by itself."""
    with units.open() as unit:
        conversations.put(unit, FORM)
        conversations.point(unit, CHAT, USER, 7)

        assert conversations.find(unit, CHAT, USER) == replace(FORM, message_id=7)


def test_what_ended_is_not_pointed_at(units: Units) -> None:
    """An answer of Telegram that comes late brings nothing back."""
    with units.open() as unit:
        conversations.put(unit, FORM)
        conversations.end(unit, CHAT, USER)
        conversations.point(unit, CHAT, USER, 7)

        assert conversations.find(unit, CHAT, USER) is None


def test_a_group_that_moves_takes_them_along(units: Units) -> None:
    """What somebody began in the new chat before the news of the move came stands."""
    new, other = CHAT + 1, USER - 1
    begun = Conversation(new, other, "photo", {"ticket": 2}, 5)
    with units.open() as unit:
        conversations.put(unit, replace(FORM, message_id=3))
        conversations.put(unit, replace(FORM, user_id=other))
        conversations.put(unit, begun)
        conversations.move(unit, CHAT, new)

        assert conversations.find(unit, new, USER) == replace(FORM, chat_id=new)
        assert conversations.find(unit, new, other) == begun
        assert conversations.find(unit, CHAT, other) is None
