"""The world: everything that the simulated Telegram remembers, and the few ways to change it."""

import itertools
import random
from collections import deque

from simulator.bell import Bell
from simulator.clock import SimulatedClock
from simulator.errors import WorldError
from simulator.shapes import Json
from simulator.world.activity import Activity
from simulator.world.bots import Bot
from simulator.world.chats import Chat
from simulator.world.files import FileStore
from simulator.world.journal import Journal
from simulator.world.messages import Message
from simulator.world.presses import Press, Toast
from simulator.world.updates import UpdateQueue
from simulator.world.users import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, User

SHOWN_TOASTS = 20


class World:
    """People, bots, chats and files. Deterministic for a given `seed` and order of calls."""

    def __init__(self, clock: SimulatedClock, *, seed: int = 0) -> None:
        """Start with nobody but Telegram's own service accounts."""
        self.clock = clock
        self.random = random.Random(seed)  # noqa: S311 - repeatable on purpose
        self.users = {user.id: user for user in (ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM)}
        self.bots: dict[int, Bot] = {}
        self.tokens: dict[str, Bot] = {}
        self.chats: dict[int, Chat] = {}
        self.privates: dict[tuple[int, int], Chat] = {}
        self.files = FileStore()
        self.presses: dict[str, Press] = {}
        self.toasts: dict[tuple[int, int], deque[Toast]] = {}
        self.journal = Journal()
        self.activity = Activity()
        self.demo: Json | None = None
        self.demo_turns = Bell()
        self._message_ids = itertools.count(1)

    def add_user(self, user: User) -> User:
        """Register a person or a bot's account; an id that is taken is refused."""
        if user.id in self.users:
            raise WorldError(f"user {user.id} exists already")
        self.users[user.id] = user
        self.journal.touch([])
        return user

    def add_bot(self, token: str, user: User) -> Bot:
        """Register a bot; the token must begin with the account's id."""
        if token.partition(":")[0] != str(user.id):
            raise WorldError(f"the token of bot {user.id} must begin with {user.id}:")
        self.add_user(user)
        bot = Bot(user, token, UpdateQueue(self.clock, self.random.getrandbits(32)))
        self.bots[bot.id] = self.tokens[token] = bot
        return bot

    def add_chat(self, chat: Chat) -> Chat:
        """Register a group, supergroup or channel; an id that is taken is refused."""
        if chat.id in self.chats:
            raise WorldError(f"chat {chat.id} exists already")
        self.chats[chat.id] = chat
        self.touch(chat)
        return chat

    def private(self, bot_id: int, user_id: int) -> Chat:
        """Open the conversation of a bot and a person, made when it is first needed."""
        chat = self.privates.get((bot_id, user_id))
        if chat is None:
            user, account = self.users[user_id], self.users[bot_id]
            chat = Chat(user_id, "private", user=user, bot=account)
            self.privates[bot_id, user_id] = chat
        return chat

    def chat_of(self, user_id: int, chat_id: int) -> Chat:
        """Find a chat by the id under which a person knows it (the bot's id for a private one)."""
        if user_id not in self.users:
            raise WorldError(f"there is no user {user_id}", 404)
        if chat_id in self.bots:
            return self.private(chat_id, user_id)
        chat = self.chats.get(chat_id)
        if chat is None:
            raise WorldError(f"there is no chat {chat_id}", 404)
        return chat

    def bots_in(self, chat: Chat) -> list[Bot]:
        """Tell the bots that are present in a chat."""
        if chat.bot is not None:
            return [self.bots[chat.bot.id]] if chat.bot.id in self.bots else []
        return [self.bots[m.user.id] for m in chat.present() if m.user.id in self.bots]

    def keep(self, chat: Chat, message: Message) -> Message:
        """Give a message its id and date and put it on the screens."""
        message.id = chat.last_message_id + 1 if chat.counts_own_ids else next(self._message_ids)
        message.date = self.clock.unix()
        chat.last_message_id = message.id
        chat.messages[message.id] = message
        if message.sender is not None and message.sender.id in self.bots:
            chat.last_bot_id = message.sender.id
            chat.actions.pop(message.sender.id, None)
        self.touch(chat)
        return message

    def touch(self, chat: Chat) -> None:
        """Note that everybody's screen of this chat changed."""
        self.journal.touch([(user_id, chat.seen_from(user_id)) for user_id in chat.people()])

    def toast(self, press: Press) -> None:
        """Show the answer to a press on the screen of the person who pressed."""
        screen = (press.user.id, press.chat.seen_from(press.user.id))
        shown = self.toasts.setdefault(screen, deque(maxlen=SHOWN_TOASTS))
        shown.append(Toast(press.id, press.text, press.alert, self.clock.unix()))
        self.journal.touch([screen])
