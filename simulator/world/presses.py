"""Presses of inline buttons, and the answers that people saw."""

from dataclasses import dataclass, field

from simulator.bell import Bell
from simulator.shapes import Json
from simulator.world.chats import Chat
from simulator.world.messages import Message
from simulator.world.users import User


@dataclass(eq=False, slots=True)
class Press:
    """One press: `data` is text, with bytes that are not UTF-8 kept as surrogate escapes."""

    id: str
    bot_id: int
    user: User
    chat: Chat
    message: Message
    data: str
    pressed_at: int
    answered: bool = False
    text: str = ""
    alert: bool = False
    url: str = ""
    settled: Bell = field(default_factory=Bell)

    def answer(self, text: str, url: str, *, alert: bool) -> None:
        """Note what the bot answered and wake the person who waits."""
        self.answered, self.text, self.alert, self.url = True, text, alert, url
        self.settled.ring()

    def shape(self) -> Json:
        """Show the press as the people's side does."""
        shown: Json = {
            "id": self.id,
            "answered": self.answered,
            "text": self.text,
            "alert": self.alert,
        }
        return {**shown, "url": self.url} if self.url else shown


@dataclass(frozen=True, slots=True)
class Toast:
    """The answer to a press as it popped up on a screen; `at` is Unix time."""

    id: str
    text: str
    alert: bool
    at: int
