"""A town whose people talk to the desk over the simulated Telegram, and what is seen of it."""

import random
from collections import deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from time import monotonic

from bot.school import load
from domain.limits import A_MINUTE, Spending
from simulator.api.limits import UNLIMITED
from simulator.api.receiving import Webhook
from simulator.clock import SimulatedClock
from simulator.people.acting import Place, press, say
from simulator.server import Simulator
from simulator.world.bots import Bot
from simulator.world.chats import Chat
from simulator.world.messages import Message
from simulator.world.presses import Press
from simulator.world.updates import Entry
from tests.crash.cases import NUMBER
from tests.crash.history import Deed, History, Shown
from tests.stories.conftest import MONDAY, populate
from tests.stories.desk import BOT_ID, REPAIR, SCHOOL

PATIENCE = 0.7
"""Real seconds after which somebody tries once more."""

_LOOKED_THROUGH = 60
_MINUTE = timedelta(minutes=1)
_WITHIN = {what: limit * 3 // 4 for what, limit in A_MINUTE.items()}
_GLANCE = 0.2  # real seconds
_TWICE = 0.2  # the share of presses that are double taps
FIRST_PERSON, WORKERS = 5001, (2011, 2012)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says, about the ticket of a number or none."""

    text: str
    about: str = ""
    reply_to: Message | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What, with which words, about which ticket."""

    what: str
    words: str
    about: str


class Town:
    """The world of one history. People act in this process; the desk is another one."""

    def __init__(self, seed: int, people: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  a story that can be told again
        self.simulator = Simulator(
            SimulatedClock(MONDAY, flowing=True), limits=UNLIMITED, seed=seed
        )
        populate(self.simulator)
        self.people = range(FIRST_PERSON, FIRST_PERSON + people)
        for user_id in self.people:
            self.simulator.add_user(user_id, f"Person {user_id}", language_code="en")
        self.workers = WORKERS
        self.world = self.simulator.world
        self.history = History()
        self.names = {user: staff.names["zh_Hans"] for user, staff in load(SCHOOL).staff.items()}
        self._noted: dict[int, int] = {}
        self._living: dict[int, Entry] = {}
        self._pressed: dict[tuple[int, Message, str], tuple[Press, float]] = {}
        self._words = count(1)
        self._done: dict[tuple[int, Spending], deque[datetime]] = {}
        self._webhook: Webhook | None = None

    @property
    def bot(self) -> Bot:
        """Return the desk's account."""
        return self.world.bots[BOT_ID]

    @property
    def open(self) -> bool:
        """Tell whether the desk that was expected has said how it wants its updates."""
        webhook = self.simulator.api.receiver(self.bot).webhook
        return webhook is not self._webhook

    def expect_desk(self) -> None:
        """Take the next desk to be open once it has said how it wants its updates."""
        self._webhook = self.simulator.api.receiver(self.bot).webhook

    def chat(self, user_id: int, *, group: bool = False) -> Chat:
        """Return somebody's private chat with the desk, or the team's group."""
        return self.world.chats[REPAIR] if group else self.world.private(BOT_ID, user_id)

    def new_words(self) -> str:
        """Return words that nobody has said before."""
        return f"case {next(self._words)}."

    def says(self, user_id: int, chat: Chat, said: Said) -> bool:
        """Let somebody say something; False when they have spoken so much that they wait."""
        if not self._may(user_id, Spending.MESSAGES):
            return False
        say(self.world, Place(self.world.users[user_id], chat, said.reply_to), said.text)
        self._did(user_id, chat, Act("say", said.text, said.about))
        return True

    def presses(self, user_id: int, chat: Chat, button: tuple[Message, str], about: str) -> bool:
        """Let somebody press a button, now and then twice; False when it was answered before.

        Who was not answered presses again, when their patience is over.
        """
        key, now = (user_id, *button), monotonic()
        before, at = self._pressed.get(key, (None, 0.0))
        if before is not None and before.answered:
            return False
        if before is not None and now - at < PATIENCE:
            return True
        message, data = button
        if not self._may(user_id, Spending.PRESSES):
            return True
        for _ in range(1 + (self.random.random() < _TWICE)):
            made = press(self.world, Place(self.world.users[user_id], chat), message, data)
            self._pressed[key] = made, now
            self._did(user_id, chat, Act(data, "", about))
        return True

    def _may(self, user_id: int, what: Spending) -> bool:
        """Count what somebody does; False when they have done so much that they wait."""
        now, most = self.world.clock.now(), _WITHIN[what]
        done = self._done.setdefault((user_id, what), deque(maxlen=most))
        if len(done) == most and done[0] + _MINUTE > now:
            return False
        done.append(now)
        return True

    def calls_off(self, card: Message) -> None:
        """Let whoever filed the ticket of a card call it off, with a button that was kept."""
        number, data = NUMBER.search(text_of(card)), buttons_of(card)[0]
        for user_id in self.people:
            mine = self.newest(self.chat(user_id))
            about = [each for each in mine if number and number[0] in text_of(each)]
            if about and number:
                cancel = f"{data.rpartition(':')[0]}:cancel"
                self.presses(user_id, self.chat(user_id), (about[0], cancel), number[0])

    def poisons(self) -> None:
        """Let an update come that no desk can decode."""
        self.bot.queue.add("message", {"message_id": "none", "date": 0}, ("chat", 1))
        self.history.poisons.add(self._newest())

    def removes(self, chat: Chat, message: Message) -> None:
        """Take a message away, as an administrator of the group can."""
        message.deleted = True
        self.history.removed.add((chat.id, message.id))
        self.world.touch(chat)

    def newest(self, chat: Chat) -> list[Message]:
        """Return the desk's messages of a chat, newest first."""
        recent = islice(reversed(chat.messages.values()), _LOOKED_THROUGH)
        return [each for each in recent if each.is_from(BOT_ID) and not each.deleted]

    def pass_over(self, seconds: float) -> None:
        """Let time pass at once."""
        self.look()
        self.world.clock.forward(seconds)

    async def watch(self) -> None:
        """Look after every change, until cancelled."""
        while True:
            self.look()
            await self.world.journal.wait(self.world.journal.version, _GLANCE)

    def look(self) -> None:
        """Write down what is new in the chats, and which updates Telegram dropped unasked."""
        for chat in [*self.world.chats.values(), *self.world.privates.values()]:
            known = self._noted.get(chat.id, 0)
            if len(chat.messages) > known:
                self._note(chat, known)
        living = {entry.id: entry for entry in self.bot.queue.living()}
        now = self.world.clock.unix()
        gone = [entry for number, entry in self._living.items() if number not in living]
        self.history.expired |= {entry.id for entry in gone if entry.expires <= now}
        self._living = living

    def _note(self, chat: Chat, known: int) -> None:
        life = len(self.history.endings)
        for each in islice(chat.messages.values(), known, None):
            if each.is_from(BOT_ID):
                self.history.shown.append(Shown(life, chat.id, each.id, text_of(each)))
        self._noted[chat.id] = len(chat.messages)

    @property
    def calls(self) -> int:
        """Return how many calls the desks have made, those for updates apart."""
        return len(self.simulator.api.calls)

    def _did(self, user_id: int, chat: Chat, act: Act) -> None:
        deed = Deed(self._newest(), user_id, chat.id, act.what, act.words, act.about)
        self.history.deeds.append(deed)

    def _newest(self) -> int:
        *_, entry = self.bot.queue.living()
        self._living[entry.id] = entry
        return entry.id


def text_of(message: Message) -> str:
    """Return the text or caption of a message."""
    return str(message.content.get("text") or message.content.get("caption") or "")


def buttons_of(message: Message) -> list[str]:
    """Return the data of a message's buttons."""
    rows = message.inline_keyboard
    return [str(button["callback_data"]) for row in rows for button in row]
