"""One turn of a conversation: everything a handler needs, already looked up."""

from dataclasses import dataclass

from domain.facts import Person
from domain.school import School, Team
from locales import Text
from models.conversations import Conversation
from models.unit import Unit


@dataclass(frozen=True, slots=True)
class Turn:
    """Who speaks where, inside the unit of work of this update.

    ``text`` speaks the language of the chat (a person's own, or the team's); ``own`` always the
    person's. ``team`` is set in a team's chat, ``conversation`` when the person is in the middle
    of something in this chat, ``pressed_id`` is the message whose button was pressed.
    """

    unit: Unit
    school: School
    person: Person
    text: Text
    own: Text
    chat_id: int
    team: Team | None
    conversation: Conversation | None
    pressed_id: int | None

    @property
    def live_id(self) -> int | None:
        """Return the message that the conversation is drawn on from now."""
        if self.pressed_id is not None:
            return self.pressed_id
        return self.conversation.message_id if self.conversation else None
