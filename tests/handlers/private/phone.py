"""A telephone that talks to the handlers of private chats on a real database, without Telegram.

It draws replies as the desk's speech does: a press redraws its message, a live message that is
sent anew takes the old one away.
"""

from collections.abc import Mapping
from itertools import count
from typing import Any

from aiogram.types import Update

from bot.addresses import Address
from bot.hearing import Hearing
from domain.facts import Attachment
from domain.refusal import Refusal
from domain.tickets import Ticket
from handlers.private import router
from handlers.replies import Reply
from models import conversations, history, posts, tickets
from models.unit import Units
from tests.views.reading import shown
from views.screens import Button, Screen

ME = "caretaker_bot"
BOT = {"id": 99, "is_bot": True, "first_name": "Caretaker", "username": ME}
_DATE = 1_795_395_600
_updates = count(1)


class Phone:
    """Somebody in a private chat with the desk.

    ``screens`` are the desk's messages that are still there, by number; ``toast`` is what the last
    press was answered, ``alert`` whether it needs a tap to go away.
    """

    def __init__(self, units: Units, user_id: int, name: str, code: str = "en") -> None:
        self.units = units
        self.user_id = user_id
        self.screens: dict[int, Screen] = {}
        self.toast = ""
        self.alert = False
        self.said = 0
        self._person = {
            "id": user_id,
            "is_bot": False,
            "first_name": name,
            "language_code": code,
        }
        self._chat = {"id": user_id, "type": "private", "first_name": name}
        self._numbers = count(1)

    @property
    def text(self) -> str:
        """Return what the lowest message of the desk shows."""
        return shown(self.screens[max(self.screens)].text)

    @property
    def labels(self) -> list[str]:
        """Return the buttons below the lowest message of the desk."""
        return [button.label for button in self._buttons(max(self.screens))]

    def says(self, text: str, to: int | None = None) -> None:
        """Send words, as an answer to a message of the desk when ``to`` is given."""
        self.sends({"text": text}, to)

    def sends(self, content: Mapping[str, object], to: int | None = None) -> None:
        """Send a message with any content of the Bot API."""
        message = {**self._message(next(self._numbers), self._person), **content}
        if to is not None:
            message["reply_to_message"] = self._own(to)
        self.hears({"message": message})

    def sends_photo(self, file_id: str, caption: str = "", album: str = "") -> None:
        """Send a photo in two sizes, perhaps one of an album."""
        sizes = [
            {"file_id": f"{file_id}-small", "file_unique_id": "s", "width": 90, "height": 90},
            {"file_id": file_id, "file_unique_id": "l", "width": 1280, "height": 960},
        ]
        more = {"caption": caption} if caption else {}
        group = {"media_group_id": album} if album else {}
        self.sends({"photo": sizes, **more, **group})

    def edits(self, number: int, text: str) -> None:
        """Change the words of a message of one's own."""
        edited = {**self._message(number, self._person), "edit_date": _DATE, "text": text}
        self.hears({"edited_message": edited})

    def presses(self, label: str, on: int | None = None) -> None:
        """Tap the button that says or holds some words, on the lowest message unless told."""
        number = max(self.screens) if on is None else on
        holding = [button for button in self._buttons(number) if label in button.label]
        found = sorted(holding, key=lambda button: button.label != label)
        assert found, f"no button {label!r} among {[b.label for b in self._buttons(number)]}"
        self.taps(found[0].press, number)

    def taps(self, data: str, on: int | None = None) -> None:
        """Send a press with any data, also one that no button has (any more)."""
        number = (max(self.screens) if self.screens else 1) if on is None else on
        query = {
            "id": "1",
            "from": self._person,
            "chat_instance": "1",
            "data": data,
            "message": self._own(number),
        }
        self.hears({"callback_query": query})

    def hears(self, event: Mapping[str, Any]) -> None:
        """Let the desk handle one update and show what it answers."""
        update = Update.model_validate({"update_id": next(_updates), **event})
        hearing = Hearing(update, ME)
        try:
            with self.units.open() as unit:
                reply = hearing.work(unit, router())
        except Refusal as refusal:
            reply = hearing.refused(refusal)
        self.toast, self.alert = reply.toast, reply.alert
        if hearing.address is not None and reply.screen is not None:
            self._draws(hearing.address, reply, reply.screen)

    def _draws(self, address: Address, reply: Reply, screen: Screen) -> None:
        if address.pressed_id is not None and not reply.fresh:
            self.screens[address.pressed_id] = screen
            return
        if reply.live and address.pressed_id is None and address.live_id is not None:
            self.screens.pop(address.live_id, None)
        number = next(self._numbers)
        self.screens[number] = screen
        self.said += 1
        with self.units.open() as unit:
            if reply.live:
                conversations.point(unit, self.user_id, self.user_id, number)
            if reply.about is not None:
                post = posts.Post(self.user_id, number, reply.about, "screen", picture=False)
                posts.add(unit, post)

    def shows(self, screen: Screen, ticket_id: int | None = None) -> int:
        """Show a message that the desk sent by itself and return its number."""
        number = next(self._numbers)
        self.screens[number] = screen
        if ticket_id is not None:
            with self.units.open() as unit:
                post = posts.Post(self.user_id, number, ticket_id, "notice", picture=False)
                posts.add(unit, post)
        return number

    def _own(self, number: int) -> dict[str, Any]:
        screen = self.screens.get(number, Screen("gone"))
        body = {"photo": [], "caption": shown(screen.text)} if screen.photo else {}
        return self._message(number, BOT) | (body or {"text": shown(screen.text)})

    def _message(self, number: int, sender: Mapping[str, Any]) -> dict[str, Any]:
        return {"message_id": number, "date": _DATE, "chat": self._chat, "from": dict(sender)}

    def _buttons(self, number: int) -> list[Button]:
        return [button for row in self.screens[number].rows for button in row]


def staff_phone(units: Units, user_id: int, name: str) -> Phone:
    """Return the phone of somebody of the staff who reads English."""
    phone = Phone(units, user_id, name)
    phone.says("/start")
    phone.presses("English")
    return phone


def filed(units: Units, phone: Phone) -> list[Ticket]:
    """Return the tickets that somebody filed, the newest first."""
    with units.open() as unit:
        return tickets.of_requester(unit, phone.user_id, 50)


def attached(units: Units, ticket: Ticket) -> tuple[Attachment, ...]:
    """Return what is attached to a ticket."""
    with units.open() as unit:
        return history.files_of(unit, ticket.id)
