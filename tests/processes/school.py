"""A school whose simulator and desk are processes of their own."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from simulator.client.people import People
from simulator.client.person import Pressed
from simulator.client.wire import NotDone
from tests.stories.telephone import Message, Telephone
from tests.support.processes import ROOT

SCHOOL = ROOT / "examples" / "school.yaml"
TOKEN = "7000000001:token-of-no-real-bot-000000000000000"  # noqa: S105  for the simulator only
BOT_ID = int(TOKEN.partition(":")[0])
REPAIR = -1001000000001
TEACHER, WANG, ZHOU, PRINCIPAL = 3001, 2011, 2010, 2001
START = "2026-11-23T09:00:00+08:00"
PATIENCE = 60
TYPING, TAPPING = 4, 2
"""Seconds that a person takes; nobody is so quick that Telegram would hold the answers back."""
Found = TypeVar("Found")

_NAMES = {TEACHER: "Anna", WANG: "王师傅", ZHOU: "周班长", PRINCIPAL: "陈校长"}
_WORLD = {
    "users": [{"id": user_id, "first_name": name} for user_id, name in _NAMES.items()],
    "bots": [{"token": TOKEN, "username": "caretaker_bot", "name": "Caretaker"}],
    "chats": [
        {"id": REPAIR, "type": "supergroup", "title": "水电维修组", "members": [WANG, BOT_ID]}
    ],
    "started": [{"user_id": user_id, "bot_id": BOT_ID} for user_id in (WANG, ZHOU, PRINCIPAL)],
}


def world_file(folder: Path) -> Path:
    """Write down who is in the world, and return the file."""
    file = folder / "world.json"
    file.write_text(json.dumps(_WORLD), encoding="utf-8")
    return file


def settings_for(url: str, folder: Path) -> dict[str, str]:
    """Return the settings of a desk that talks to a simulator and keeps its time."""
    return {
        "token": TOKEN,
        "school": str(SCHOOL),
        "database_url": f"sqlite:///{folder}/desk.db",
        "api_base": url,
        "clock_url": f"{url}/people/clock",
    }


class Caller(Telephone):
    """A telephone that waits for what another process is about to send."""

    def __init__(self, people: People, user_id: int, chat_id: int | None = None) -> None:
        super().__init__(people.person(user_id), chat_id)
        self._people = people

    async def says(self, words: str) -> None:
        """Type and send something; in private, wait for the answer."""
        await self._people.clock.forward(seconds=TYPING)
        said = await self.person.says(words, self.chat_id)
        if self.chat_id is None:
            await self._soon(lambda: self._answer_to(said))

    async def taps(self, words: str, *, about: str = "", wait: bool = True) -> Pressed:
        """Press a button as soon as it is there."""
        await self._people.clock.forward(seconds=TAPPING)
        return await super().taps(words, about=about, wait=wait)

    async def finds(self, words: str) -> Message:
        """Return the newest message that has these words, as soon as there is one."""
        return await self._soon(lambda: super(Caller, self).finds(words))

    async def _button(self, words: str, about: str) -> tuple[Message, str]:
        return await self._soon(lambda: super(Caller, self)._button(words, about))

    async def _answer_to(self, said: Message) -> Message:
        newest = (await self._screen())[-1]
        if newest["message_id"] > said["message_id"]:
            return newest
        raise NotDone(f"nobody answers {said['text']!r}")

    async def _soon(self, look: Callable[[], Awaitable[Found]]) -> Found:
        """Look again after each change of the world, until it is there."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    version = (await self._people.get("world"))["version"]
                    try:
                        return await look()
                    except NotDone:
                        await self._people.get("changes", after=version, wait=PATIENCE)
        except TimeoutError:
            return await look()
