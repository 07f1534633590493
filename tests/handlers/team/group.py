"""A team's group that talks to its handlers on a real database, without Telegram."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from aiogram.types import Update

from bot.hearing import Hearing
from domain.refusal import Refusal
from handlers.replies import Reply
from handlers.team import router
from models import posts
from models.posts import CARD, Post
from models.unit import Unit, Units
from tests.support.schools import REPAIR_CHAT

BOT = {"id": 99, "is_bot": True, "first_name": "Caretaker", "username": "caretaker_bot"}
_DATE = 1_795_395_600
_updates = count(1)


class Group:
    """A group in which anybody says and presses something.

    ``card_id`` is the message with the live card of the ticket that was last put here.
    """

    def __init__(self, units: Units, chat_id: int = REPAIR_CHAT) -> None:
        self.units = units
        self.chat_id = chat_id
        self.card_id = 0
        self._numbers = count(1)

    def holds_card(self, ticket_id: int, purpose: str = CARD) -> int:
        """Put a message about a ticket into the group and return its number."""
        self.card_id = next(self._numbers)
        with self.units.open() as unit:
            posts.add(unit, Post(self.chat_id, self.card_id, ticket_id, purpose, picture=False))
        return self.card_id

    def presses(self, user_id: int, data: str, on: int | None = None) -> Reply:
        """Press a button, on the live card unless told."""
        with self.units.open() as unit:
            return self.heard(unit, self.press(user_id, data, on))

    def says(self, user_id: int, text: str, to: int | None = None) -> Reply:
        """Send words, as an answer to a message of the desk when ``to`` is given."""
        return self.sends(user_id, to, text=text)

    def sends(self, user_id: int, to: int | None = None, **content: object) -> Reply:
        """Send a message with any content of the Bot API."""
        answered = {} if to is None else {"reply_to_message": self._message(to, BOT)}
        sender = person(user_id)
        return self.hears(
            {"message": self._message(next(self._numbers), sender) | answered | content}
        )

    def hears(self, event: Mapping[str, Any]) -> Reply:
        """Let the desk handle one update, and remember what it sends about a ticket."""
        with self.units.open() as unit:
            reply = self.heard(unit, event)
        if reply.fresh and reply.about is not None:
            self.holds_card(reply.about, reply.purpose)
        return reply

    def heard(self, unit: Unit, event: Mapping[str, Any]) -> Reply:
        """Let the desk handle one update inside a unit."""
        update = {"update_id": next(_updates), **event}
        hearing = Hearing(Update.model_validate(update), "caretaker_bot")
        try:
            return hearing.work(unit, router())
        except Refusal as refusal:
            return hearing.refused(refusal)

    def press(self, user_id: int, data: str, on: int | None = None) -> dict[str, Any]:
        """Return the update of a press."""
        pressed = self._message(on or self.card_id, BOT)
        query = {"id": "1", "from": person(user_id), "chat_instance": "1", "data": data}
        return {"callback_query": query | {"message": pressed}}

    def changes(self, old: str, new: str, user_id: int) -> Reply:
        """Let somebody change what the desk is in this group."""
        bot = {key: BOT[key] for key in ("id", "is_bot", "first_name")}
        states = {
            "member": {"status": "member", "user": bot},
            "left": {"status": "left", "user": bot},
            "kicked": {"status": "kicked", "user": bot, "until_date": 0},
        }
        change = {
            "chat": self._chat(),
            "from": person(user_id),
            "date": _DATE,
            "old_chat_member": states[old],
            "new_chat_member": states[new],
        }
        return self.hears({"my_chat_member": change})

    def _message(self, number: int, sender: Mapping[str, Any]) -> dict[str, Any]:
        head = {"message_id": number, "date": _DATE, "chat": self._chat()}
        return {**head, "from": dict(sender), **({"text": "…"} if sender is BOT else {})}

    def _chat(self) -> dict[str, Any]:
        return {"id": self.chat_id, "type": "supergroup", "title": "Repairs"}


def person(user_id: int) -> dict[str, Any]:
    """Return somebody whose telephone speaks English."""
    return {"id": user_id, "is_bot": False, "first_name": f"U{user_id}", "language_code": "en"}


def photo(file_id: str, album: str = "") -> dict[str, Any]:
    """Return the content of a message with a photo, perhaps one of an album."""
    size = {"file_id": file_id, "file_unique_id": file_id, "width": 90, "height": 90}
    return {"photo": [size], **({"media_group_id": album} if album else {})}
