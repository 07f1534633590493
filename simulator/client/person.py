"""One person with a telephone: what they do and what they see."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiohttp import FormData

from simulator.client.wire import NotDone, Wire
from simulator.shapes import Json

_ENDINGS = {"photo": "jpg", "document": "pdf", "voice": "oga", "video": "mp4", "audio": "mp3"}


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a press: `text` is the toast or alert, empty for a silent answer."""

    id: str
    answered: bool
    text: str
    alert: bool
    url: str = ""


class Person:
    """A person. Chats are named by id; a bot's id names the private chat with it.

    `chat_id` is where they act unless told otherwise; without it, the chat with the first bot.
    Every act ends when the world is quiet, unless `wait` is false.
    """

    def __init__(self, wire: Wire, user_id: int, chat_id: int | None = None) -> None:
        self._wire = wire
        self.id = user_id
        self._chat_id = chat_id

    async def says(
        self,
        text: str,
        chat: int | None = None,
        *,
        reply_to: int | None = None,
        thread: int | None = None,
        wait: bool = True,
    ) -> Json:
        """Say something; tells the message."""
        place = await self._place(chat)
        words = {"text": text, "reply_to": reply_to, "thread_id": thread}
        return await self._act("say", {**place, **words}, wait=wait)

    async def replies(
        self, to: Json, text: str, chat: int | None = None, *, wait: bool = True
    ) -> Json:
        """Reply to a message that is seen in the chat."""
        return await self.says(text, chat, reply_to=to["message_id"], wait=wait)

    async def taps(self, text: str, chat: int | None = None, *, wait: bool = True) -> Json:
        """Tap a button of the reply keyboard."""
        return await self._act("tap", {**await self._place(chat), "text": text}, wait=wait)

    async def opens(self, payload: str = "", bot: int | None = None, *, wait: bool = True) -> Json:
        """Open a bot by its link and press Start."""
        fields = {"user_id": self.id, "bot_id": bot, "payload": payload}
        return await self._act("open", fields, wait=wait)

    async def sends_photo(
        self,
        data: bytes,
        caption: str = "",
        chat: int | None = None,
        *,
        reply_to: int | None = None,
        wait: bool = True,
    ) -> Json:
        """Send one photo."""
        place = {**await self._place(chat), "caption": caption, "reply_to": reply_to}
        return (await self._send("photo", [data], place, wait=wait))[0]

    async def sends_album(
        self,
        photos: Iterable[bytes],
        caption: str = "",
        chat: int | None = None,
        *,
        wait: bool = True,
    ) -> list[Json]:
        """Send several photos at once."""
        place = {**await self._place(chat), "caption": caption}
        return await self._send("photo", photos, place, wait=wait)

    async def sends_file(
        self,
        kind: str,
        data: bytes,
        caption: str = "",
        chat: int | None = None,
        *,
        wait: bool = True,
    ) -> Json:
        """Send a document, voice, video or audio."""
        place = {**await self._place(chat), "caption": caption}
        return (await self._send(kind, [data], place, wait=wait))[0]

    async def presses(
        self,
        label: str,
        chat: int | None = None,
        *,
        message: Json | None = None,
        wait: bool = True,
    ) -> Pressed:
        """Press the newest visible button with this label, or the one under `message`."""
        target = message or await self._with_button(label, chat)
        place = {**await self._place(chat), "message_id": target["message_id"]}
        return await self._press({**place, "button": label}, wait=wait)

    async def forges(
        self, data: str, message: Json, chat: int | None = None, *, wait: bool = True
    ) -> Pressed:
        """Press a button that the message does not have, with this callback data."""
        place = {**await self._place(chat), "message_id": message["message_id"]}
        return await self._press({**place, "data": data}, wait=wait)

    async def edits(
        self, message: Json, text: str, chat: int | None = None, *, wait: bool = True
    ) -> Json:
        """Change one's own message."""
        place = {**await self._place(chat), "message_id": message["message_id"]}
        return await self._act("edit", {**place, "text": text}, wait=wait)

    async def deletes(self, message: Json, chat: int | None = None, *, wait: bool = True) -> None:
        """Delete one's own message."""
        place = await self._place(chat)
        await self._act("delete", {**place, "message_id": message["message_id"]}, wait=wait)

    async def reacts(
        self, message: Json, emoji: str, chat: int | None = None, *, wait: bool = True
    ) -> None:
        """Put a reaction on a message, or take it away with an empty emoji."""
        place = {**await self._place(chat), "message_id": message["message_id"]}
        await self._act("react", {**place, "emoji": emoji}, wait=wait)

    async def joins(self, chat: int, *, wait: bool = True) -> None:
        """Come into a group."""
        await self._act("join", {"user_id": self.id, "chat_id": chat}, wait=wait)

    async def leaves(self, chat: int, *, wait: bool = True) -> None:
        """Go out of a group."""
        await self._act("leave", {"user_id": self.id, "chat_id": chat}, wait=wait)

    async def blocks(self, bot: int | None = None, *, wait: bool = True) -> None:
        """Block a bot."""
        await self._act("block", {"user_id": self.id, "bot_id": bot}, wait=wait)

    async def unblocks(self, bot: int | None = None, *, wait: bool = True) -> None:
        """Let a bot speak again."""
        await self._act("unblock", {"user_id": self.id, "bot_id": bot}, wait=wait)

    async def screen(self, chat: int | None = None) -> Json:
        """Tell everything on the screen of a chat, as docs/simulator.md describes it."""
        return await self._wire.get("screen", **await self._place(chat))

    async def sees(self, chat: int | None = None) -> list[Json]:
        """Tell the messages on the screen, oldest first."""
        messages: list[Json] = (await self.screen(chat))["messages"]
        return messages

    async def reads(self, chat: int | None = None) -> str:
        """Tell the text or caption of the newest message, empty when there is none."""
        messages = await self.sees(chat)
        return text_of(messages[-1]) if messages else ""

    async def buttons(self, chat: int | None = None) -> list[str]:
        """Tell the labels under the newest message that has any."""
        found = [labels_of(message) for message in await self.sees(chat) if labels_of(message)]
        return found[-1] if found else []

    async def _act(self, path: str, fields: Json, *, wait: bool = True) -> Json:
        told = await self._wire.post(path, **fields)
        if wait:
            await self._wire.quiet()
        return told

    async def _press(self, fields: Json, *, wait: bool) -> Pressed:
        made = await self._act("press", {**fields, "wait": 0}, wait=wait)
        if made["id"]:
            made = await self._wire.get("press", id=made["id"])
        shown = (made["id"], made["answered"], made["text"], made["alert"])
        return Pressed(*shown, made.get("url", ""))

    async def _send(
        self, kind: str, files: Iterable[bytes], fields: Json, *, wait: bool
    ) -> list[Json]:
        form = FormData()
        for name, value in {**fields, "kind": kind}.items():
            if value is not None:
                form.add_field(name, str(value))
        for data in files:
            form.add_field("file", data, filename=f"file.{_ENDINGS.get(kind, 'bin')}")
        sent: list[Json] = await self._wire.request("POST", "send", data=form)
        if wait:
            await self._wire.quiet()
        return sent

    async def _place(self, chat: int | None) -> Json:
        chat_id = chat if chat is not None else self._chat_id
        if chat_id is None:
            chat_id = self._chat_id = (await self._wire.get("world"))["bots"][0]["id"]
        return {"user_id": self.id, "chat_id": chat_id}

    async def _with_button(self, label: str, chat: int | None) -> Json:
        messages = await self.sees(chat)
        for message in reversed(messages):
            if label in labels_of(message):
                return message
        shown = [labels_of(message) for message in messages if labels_of(message)]
        raise NotDone(f"no button {label!r} on the screen of {self.id}; there are {shown}")


def text_of(message: Json) -> str:
    """Tell the text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def labels_of(message: Json) -> list[str]:
    """Tell the labels of a message's inline keyboard, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]
