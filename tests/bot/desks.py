"""Handlers that do what the words tell them, for an intake whose desk does not matter."""

from collections.abc import Callable

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from handlers.replies import Reply, swap, toast
from handlers.turn import Turn
from models import conversations
from models.conversations import Conversation
from views.screens import Screen


class Desk:
    """Handlers that note what they heard, and do what the words tell them."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.orders: dict[str, Callable[[], None]] = {}
        self.router = Router()
        self.router.message.register(self.hears)
        self.router.callback_query.register(self.is_pressed)

    async def hears(self, message: Message, turn: Turn) -> Reply:
        """Keep the words, as a form would, and repeat them."""
        words = message.text or ""
        self._obey(words)
        kept = Conversation(turn.chat_id, turn.person.id, "echo", {"words": words}, None)
        conversations.put(turn.unit, kept)
        return Reply(screen=Screen(words), fresh=True)

    async def is_pressed(self, query: CallbackQuery, turn: Turn) -> Reply:
        """Answer the press, and redraw what was pressed."""
        del turn
        self._obey(query.data or "")
        return swap(Screen("pressed"), "pressed") if query.data == "draw" else toast("pressed")

    def _obey(self, words: str) -> None:
        self.heard.append(words)
        if words in self.orders:
            self.orders[words]()
