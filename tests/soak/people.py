"""Who files and who works, as far as a bad day lets them; what did not work is left for later."""

import re
from contextlib import suppress
from random import Random

from simulator.client.people import People
from simulator.client.person import Pressed, text_of
from simulator.client.wire import NotDone
from tests.stories.filing import files_a_repair
from tests.stories.telephone import Telephone

_SECONDS = 4
"""What a person takes for each thing: nobody is so quick that Telegram holds the answers back."""

_LOOKS = 10
SUBMITTED = re.compile(r"The number is (R-\d+)")
_AFTER_WORK = ("Solved", "⭐⭐⭐⭐")
_WORK = ("接单", "完成")


class Slow(Telephone):
    """A telephone in the hand of somebody who takes their time."""

    def __init__(self, people: People, user_id: int, chat_id: int | None = None) -> None:
        super().__init__(people.person(user_id), chat_id)
        self._people = people

    async def says(self, words: str) -> None:
        """Type and send something."""
        await self.person.says(words, self.chat_id, wait=False)
        await self.waits()

    async def taps(self, words: str, *, about: str = "", wait: bool = True) -> Pressed:
        """Press a button; what came of it shows on the screen."""
        pressed = await super().taps(words, about=about, wait=False)
        if wait:
            await self.waits()
        return pressed

    async def waits(self) -> None:
        """Look at something else until the desk has done what it can, or the minute is over."""
        for _ in range(_LOOKS):
            with suppress(NotDone):
                await self._people.clock.forward(seconds=_SECONDS)
                return


class Requester:
    """Files repairs, each with words of its own, and says how it went."""

    def __init__(self, people: People, user_id: int) -> None:
        self._phone = Slow(people, user_id)
        self._person = self._phone.person
        self._filed = 0
        self._introduced = False
        self.blocks = False

    async def acts(self, chance: Random) -> None:
        """Do one of the things that a teacher does."""
        with suppress(NotDone):
            if not self._introduced:
                await self._introduces()
            elif chance.random() < 0.5:
                await self._files()
            else:
                await self._judges()

    async def turns(self) -> None:
        """Block the bot, or let it speak again."""
        self.blocks = not self.blocks
        if self.blocks:
            await self._person.blocks(wait=False)
        else:
            await self._person.unblocks(wait=False)
        await self._phone.waits()

    async def numbers(self) -> dict[str, int]:
        """Return the tickets that this person was told to have filed, and how often."""
        found: dict[str, int] = {}
        for message in await self._person.sees():
            for number in SUBMITTED.findall(text_of(message)):
                found[number] = found.get(number, 0) + 1
        return found

    async def _introduces(self) -> None:
        await self._person.opens(wait=False)
        await self._phone.waits()
        for label in ("English", "Teacher"):
            with suppress(NotDone):
                await self._phone.taps(label)
        self._introduced = await self._phone.sees("What can we do")

    async def _files(self) -> None:
        await self._phone.says("/cancel")
        self._filed += 1
        await files_a_repair(self._phone, f"Tap {self._person.id}-{self._filed} drips.")

    async def _judges(self) -> None:
        for label in _AFTER_WORK:
            with suppress(NotDone):
                await self._phone.taps(label)


class Worker:
    """Takes what is new in the group, and finishes it."""

    def __init__(self, people: People, user_id: int, chat_id: int) -> None:
        self._people = people
        self._id = user_id
        self.chat_id = chat_id

    async def acts(self, chance: Random) -> None:
        """Press one button, if there is one."""
        with suppress(NotDone):
            await Slow(self._people, self._id, self.chat_id).taps(chance.choice(_WORK))
