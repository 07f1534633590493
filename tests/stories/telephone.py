"""A telephone in a story: what a person taps is named by words on the button."""

from typing import Any

from simulator.client.person import Person, Pressed, labels_of, text_of
from simulator.client.wire import NotDone

Message = dict[str, Any]


class Telephone:
    """A person in one chat, who finds buttons by a part of their label."""

    def __init__(self, person: Person, chat_id: int | None = None) -> None:
        self.person = person
        self.chat_id = chat_id

    async def says(self, words: str) -> None:
        """Type and send something."""
        await self.person.says(words, self.chat_id)

    async def shows(self, picture: bytes, caption: str = "") -> None:
        """Send a photo."""
        await self.person.sends_photo(picture, caption, self.chat_id)

    async def replies(self, about: str, words: str) -> None:
        """Reply to the newest message that has some words in it."""
        await self.person.replies(await self.finds(about), words, self.chat_id)

    async def taps(self, words: str, *, about: str = "", wait: bool = True) -> Pressed:
        """Press the newest button whose label has these words, on a message that has ``about``."""
        message, label = await self._button(words, about)
        return await self.person.presses(label, self.chat_id, message=message, wait=wait)

    async def forges(self, data: str, about: str = "") -> Pressed:
        """Press a button that is not there, as a hand-made client could."""
        return await self.person.forges(data, await self.finds(about), self.chat_id)

    async def reads(self) -> str:
        """Return the newest message."""
        return await self.person.reads(self.chat_id)

    async def sees(self, words: str) -> bool:
        """Tell whether some message on the screen has these words."""
        return any(words in text_of(message) for message in await self._screen())

    async def finds(self, words: str) -> Message:
        """Return the newest message that has these words."""
        for message in reversed(await self._screen()):
            if words in text_of(message):
                return message
        seen = [text_of(message) for message in await self._screen()]
        raise NotDone(f"nothing on the screen says {words!r}; it shows {seen}")

    async def offers(self, about: str = "") -> list[str]:
        """Return the labels below the newest message that has these words."""
        return labels_of(await self.finds(about))

    async def counts(self, words: str) -> int:
        """Return how many messages have these words."""
        return sum(words in text_of(message) for message in await self._screen())

    async def _button(self, words: str, about: str) -> tuple[Message, str]:
        for message in reversed(await self._screen()):
            if about in text_of(message):
                for label in labels_of(message):
                    if words in label:
                        return message, label
        shown = [labels_of(message) for message in await self._screen() if labels_of(message)]
        raise NotDone(f"no button says {words!r}; there are {shown}")

    async def _screen(self) -> list[Message]:
        return await self.person.sees(self.chat_id)
