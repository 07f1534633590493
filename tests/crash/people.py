"""What the people of a town do: file, accept, talk, finish, confirm, rate; they press again."""

import asyncio
import re
from abc import abstractmethod
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from simulator.world.chats import Chat
from simulator.world.messages import Message
from tests.crash.cases import CARD, NUMBER, WORDS
from tests.crash.history import Filed
from tests.crash.town import PATIENCE, Said, Town, buttons_of, text_of

_FILED = re.compile(r"Submitted\. The number is (R-\d+)\.")
_ROOM, _ASKED = "A301", "Please describe it"
_TAPPED = (
    "f:resume",
    "f:photos:done",
    "f:room:main/a/3/301",
    "f:service:WTR-01",
    "f:category:WTR",
)
_INTRODUCTION = ("l:en", "w:teacher")
_TRIES = 2


class Person(Protocol):
    """Somebody who looks at a chat and does the next thing, for as long as the town lasts."""

    town: Town
    user_id: int
    chat: Chat
    closing: bool
    rests: bool

    @abstractmethod
    def act(self) -> bool:
        """Do the next thing; False when there is nothing to do but wait."""


async def live(person: Person) -> None:
    """Act, wait until the chat changes or patience is over, and act again."""
    journal = person.town.world.journal
    while True:
        busy = person.act()
        person.rests = not busy
        before = fingerprint(person.chat)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE if busy else None):
                while fingerprint(person.chat) == before:
                    await journal.wait(journal.version, PATIENCE)


def fingerprint(chat: Chat) -> tuple[int, int, tuple[int, ...]]:
    """Return what differs when a chat shows something else."""
    newest = list(reversed(chat.messages.values()))[:10]
    drawn = tuple(hash((text_of(each), str(each.markup), each.deleted)) for each in newest)
    return len(chat.messages), chat.last_message_id, drawn


class Requester:
    """Files one repair after another, answers the team, confirms and rates."""

    def __init__(self, town: Town, user_id: int, tell: Callable[[], None]) -> None:
        self.town = town
        self.user_id = user_id
        self.chat = town.chat(user_id)
        self.closing = self.rests = False
        self._tell = tell
        self._words = ""
        self._submitted: dict[int, str] = {}
        self._tries = 0
        self._answered: set[str] = set()

    def act(self) -> bool:
        """Answer what asks for an answer, else go on with the form."""
        messages = self.town.newest(self.chat)
        for message in messages:
            self._reads(message)
        return any(self._answers(message) for message in messages) or self._fills(messages)

    def _reads(self, message: Message) -> None:
        """Take in that the desk has got what was filed with this message."""
        found = _FILED.search(text_of(message))
        if found and message.id in self._submitted:
            words = self._submitted.pop(message.id)
            self.town.history.filed.append(Filed(self.user_id, words, found[1]))
            self._words, self._tries = "", 0
            self._tell()

    def _answers(self, message: Message) -> bool:
        """Say a word to the team, confirm, rate: once for each ticket."""
        text, number = text_of(message), NUMBER.search(text_of(message))
        if number is None:
            return False
        if text.startswith("💬") and number[0] not in self._answered:
            said = Said(self.town.new_words(), number[0], message)
            if self.town.says(self.user_id, self.chat, said):
                self._answered.add(number[0])
            return True
        return number[0] in self._answered and self._judges(message, number[0])

    def _judges(self, message: Message, number: str) -> bool:
        for data in buttons_of(message):
            if data.endswith((":confirm", ":rate:4")):
                return self.town.presses(self.user_id, self.chat, (message, data), number)
        return False

    def _fills(self, messages: list[Message]) -> bool:
        """Go on with the form, or begin one; who was not answered begins anew."""
        for data in buttons_of(messages[0]) if messages else ():
            if data in _INTRODUCTION:
                return self.town.presses(self.user_id, self.chat, (messages[0], data), "")
        forms = [each for each in messages if any(b[:2] == "f:" for b in buttons_of(each))]
        if forms and self._tries < _TRIES and self._step(forms[0], set(buttons_of(forms[0]))):
            return True
        self._tries = 0
        return False if self.closing else self._says("/repair")

    def _step(self, form: Message, buttons: set[str]) -> bool:
        if "f:submit" in buttons:
            return self._submits(form)
        if "f:place:main" in buttons:
            return self._says(_ROOM)
        for data in _TAPPED:
            if data in buttons:
                return self.town.presses(self.user_id, self.chat, (form, data), "")
        return _ASKED in text_of(form) and self._says(self.town.new_words())

    def _submits(self, form: Message) -> bool:
        """Press Submit; what is filed is known by the first words that the form shows."""
        words = WORDS.search(text_of(form))
        if words is None:  # the room was taken for the words; nobody would know it again
            return self._says(self.town.new_words())
        self._tries += 1
        self._submitted[form.id] = words[0]
        return self.town.presses(self.user_id, self.chat, (form, "f:submit"), words[0])

    def _says(self, text: str) -> bool:
        self.town.says(self.user_id, self.chat, Said(text))
        return True


class Worker:
    """Accepts what comes into the team's group, asks about it, and finishes it."""

    def __init__(self, town: Town, user_id: int) -> None:
        self.town = town
        self.user_id = user_id
        self.chat = town.chat(user_id, group=True)
        self.closing = self.rests = False
        self._asked: set[str] = set()

    def act(self) -> bool:
        """Do the next thing with the newest card that waits for one."""
        done = [self._deals(card) for card in self.town.newest(self.chat)]
        return any(done)

    def _deals(self, card: Message) -> bool:
        buttons = {data.rpartition(":")[2]: data for data in buttons_of(card)}
        number = NUMBER.search(text_of(card))
        if CARD not in text_of(card):
            return False
        if number and "accept" in buttons:
            return self._presses(card, buttons["accept"], number[0])
        if number and "done" in buttons and self._owns(card):
            return self._works(card, buttons["done"], number[0])
        return False

    def _works(self, card: Message, done: str, number: str) -> bool:
        """Ask about it, and finish it when the requester has answered."""
        if number not in self._asked:
            return self._asks(card, number)
        return self._is_answered(number) and self._presses(card, done, number)

    def _presses(self, card: Message, data: str, number: str) -> bool:
        return self.town.presses(self.user_id, self.chat, (card, data), number)

    def _owns(self, card: Message) -> bool:
        return self.town.names[self.user_id] in text_of(card)

    def _asks(self, card: Message, number: str) -> bool:
        said = Said(self.town.new_words(), number, card)
        if self.town.says(self.user_id, self.chat, said):
            self._asked.add(number)
        return True

    def _is_answered(self, number: str) -> bool:
        """Tell whether the requester's words have come: what is finished takes no more of them."""
        texts = (text_of(message) for message in self.town.newest(self.chat))
        return any(text.startswith(f"💬 {number} ") for text in texts)
