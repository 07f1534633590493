"""A Python client of the people's side, for stories: persons who speak and a clock that can be moved.

Every act ends when the world is quiet, that is, when the bots have done what followed from it; pass
`wait=False` to act without waiting (two persons at once, or a bot that is down).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout, FormData

from simulator.shapes import Json

QUIET_SECONDS = 30.0


class NotDone(AssertionError):
    """What a person tried cannot be done, or what they look for is not on the screen."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """What became of a press: `text` is the toast or alert, empty for a silent answer."""

    id: str
    answered: bool
    text: str
    alert: bool
    url: str = ""


class People:
    """The people's side of one simulator. An async context manager."""

    def __init__(self, url: str, *, quiet_seconds: float = QUIET_SECONDS) -> None:
        """Talk to the simulator at `url`; waiting for quiet fails after real `quiet_seconds`."""
        self._url = url.rstrip("/")
        self._quiet_seconds = quiet_seconds
        self._session: ClientSession | None = None
        self.clock = Clock(self)

    async def __aenter__(self) -> Self:
        """Open the connection."""
        self._session = ClientSession(timeout=ClientTimeout(total=None))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connection."""
        if self._session is not None:
            await self._session.close()

    def person(self, user_id: int, chat_id: int | None = None) -> "Person":
        """Act as a person; `chat_id` is where they speak unless told otherwise (the first bot by default)."""
        return Person(self, user_id, chat_id)

    async def joins_telegram(self, first_name: str, **details: object) -> "Person":
        """Make a new person."""
        made = await self.post("users", first_name=first_name, **details)
        return self.person(made["id"])

    async def quiet(self) -> None:
        """Wait until the world is quiet; raises NotDone when it does not become so."""
        told = await self.get("quiet", wait=self._quiet_seconds)
        if not told["quiet"]:
            message = f"the world was not quiet after {self._quiet_seconds} s: {told['pending']}"
            raise NotDone(message)

    async def fails(self, kind: str, **details: object) -> None:
        """Plan a fault: `kind` and the fields of simulator.api.faults.Fault, or duplicate and reorder."""
        await self.post("faults", kind=kind, **details)

    async def behaves(self) -> None:
        """Forget all planned faults."""
        await self.request("DELETE", "faults")

    async def calls(self, method: str = "") -> list[Json]:
        """Tell the calls that bots made (all but getUpdates), oldest first."""
        found: list[Json] = await self.get("calls", method=method)
        return found

    async def get(self, path: str, **query: object) -> Any:  # noqa: ANN401 - JSON, as the contract describes it
        """Ask for something; absent values are left out."""
        return await self.request(
            "GET", path, params={name: str(v) for name, v in query.items() if v is not None}
        )

    async def post(self, path: str, **fields: object) -> Any:  # noqa: ANN401 - as above
        """Do something."""
        return await self.request(
            "POST", path, json={name: v for name, v in fields.items() if v is not None}
        )

    async def request(self, verb: str, path: str, **how: Any) -> Any:  # noqa: ANN401 - as above
        """Send one request; raises NotDone with the simulator's sentence when it is refused."""
        if self._session is None:
            message = "open the client first: async with People(url) as people"
            raise NotDone(message)
        async with self._session.request(verb, f"{self._url}/people/{path}", **how) as response:
            told = await response.json()
            if response.status >= 400:
                raise NotDone(told["error"])
            return told


class Clock:
    """The simulated clock as the people's side moves it."""

    def __init__(self, people: People) -> None:
        """Move the clock of this simulator."""
        self._people = people

    async def now(self) -> datetime:
        """Tell the simulated moment."""
        return datetime.fromisoformat((await self._people.get("clock"))["now"])

    async def forward(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Move forward, then wait until the world is quiet."""
        total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
        await self._people.post("clock", forward=total)
        await self._people.quiet()

    async def to(self, moment: datetime) -> None:
        """Move to a moment (aware, not in the past), then wait until the world is quiet."""
        await self._people.post("clock", to=moment.isoformat())
        await self._people.quiet()


class Person:
    """One person with a telephone. Chats are named by id; a bot's id names the private chat with it."""

    def __init__(self, people: People, user_id: int, chat_id: int | None = None) -> None:
        """Act as `user_id`."""
        self._people = people
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
        return await self._act(
            "say", wait=wait, **place, text=text, reply_to=reply_to, thread_id=thread
        )

    async def replies(
        self, to: Json, text: str, chat: int | None = None, *, wait: bool = True
    ) -> Json:
        """Reply to a message that is seen in the chat."""
        return await self.says(text, chat, reply_to=to["message_id"], wait=wait)

    async def taps(self, text: str, chat: int | None = None, *, wait: bool = True) -> Json:
        """Tap a button of the reply keyboard."""
        return await self._act("tap", wait=wait, **await self._place(chat), text=text)

    async def opens(self, payload: str = "", bot: int | None = None, *, wait: bool = True) -> Json:
        """Open a bot by its link and press Start."""
        return await self._act("open", wait=wait, user_id=self.id, bot_id=bot, payload=payload)

    async def sends_photo(
        self, data: bytes, caption: str = "", chat: int | None = None, **details: Any
    ) -> Json:  # noqa: ANN401 - reply_to, wait
        """Send one photo."""
        return (await self.sends_files("photo", [data], caption, chat, **details))[0]

    async def sends_album(
        self,
        photos: Iterable[bytes],
        caption: str = "",
        chat: int | None = None,
        **details: Any,  # noqa: ANN401 - as above
    ) -> list[Json]:
        """Send several photos at once."""
        return await self.sends_files("photo", photos, caption, chat, **details)

    async def sends_files(
        self,
        kind: str,
        files: Iterable[bytes],
        caption: str = "",
        chat: int | None = None,
        **details: Any,  # noqa: ANN401 - as above
    ) -> list[Json]:
        """Send files of a kind: photo, document, voice, video, audio. `details`: name, reply_to, thread_id, wait."""
        wait, name = (
            details.pop("wait", True),
            details.pop("name", f"file.{_ENDINGS.get(kind, 'bin')}"),
        )
        form = FormData()
        for field, value in {
            **await self._place(chat),
            "kind": kind,
            "caption": caption,
            **details,
        }.items():
            form.add_field(field, str(value))
        for data in files:
            form.add_field("file", data, filename=name)
        sent: list[Json] = await self._people.request("POST", "send", data=form)
        if wait:
            await self._people.quiet()
        return sent

    async def presses(
        self,
        label: str,
        chat: int | None = None,
        *,
        message: Json | None = None,
        data: str | None = None,
        wait: bool = True,
    ) -> Pressed:
        """Press the newest visible button with this label (or forged `data` on a message); tells the answer."""
        place = await self._place(chat)
        target = message or await self._with_button(label, chat)
        button: Json = {"button": label} if data is None else {"data": data}
        made = await self._act(
            "press", wait=wait, **place, message_id=target["message_id"], **button
        )
        if made["id"]:
            made = await self._people.get("press", id=made["id"])
        return Pressed(
            made["id"], made["answered"], made["text"], made["alert"], made.get("url", "")
        )

    async def edits(
        self, message: Json, text: str, chat: int | None = None, *, wait: bool = True
    ) -> Json:
        """Change one's own message."""
        place = await self._place(chat)
        return await self._act(
            "edit", wait=wait, **place, message_id=message["message_id"], text=text
        )

    async def deletes(self, message: Json, chat: int | None = None) -> None:
        """Delete one's own message."""
        await self._act("delete", **await self._place(chat), message_id=message["message_id"])

    async def reacts(self, message: Json, emoji: str, chat: int | None = None) -> None:
        """Put a reaction on a message."""
        await self._act(
            "react", **await self._place(chat), message_id=message["message_id"], emoji=emoji
        )

    async def joins(self, chat: int) -> None:
        """Come into a group."""
        await self._act("join", user_id=self.id, chat_id=chat)

    async def leaves(self, chat: int) -> None:
        """Go out of a group."""
        await self._act("leave", user_id=self.id, chat_id=chat)

    async def blocks(self, bot: int | None = None) -> None:
        """Block a bot."""
        await self._act("block", user_id=self.id, bot_id=bot)

    async def unblocks(self, bot: int | None = None) -> None:
        """Let a bot speak again."""
        await self._act("unblock", user_id=self.id, bot_id=bot)

    async def screen(self, chat: int | None = None) -> Json:
        """Tell everything that is on the screen of a chat, as the contract describes it."""
        shown: Json = await self._people.get("screen", **await self._place(chat))
        return shown

    async def sees(self, chat: int | None = None) -> list[Json]:
        """Tell the messages on the screen, oldest first."""
        messages: list[Json] = (await self.screen(chat))["messages"]
        return messages

    async def reads(self, chat: int | None = None) -> str:
        """Tell the text or caption of the newest message, empty when there is none."""
        messages = await self.sees(chat)
        return text_of(messages[-1]) if messages else ""

    async def buttons(self, chat: int | None = None, message: Json | None = None) -> list[str]:
        """Tell the labels under a message, by default the newest that has any."""
        if message is None:
            with_buttons = [seen for seen in await self.sees(chat) if labels_of(seen)]
            return labels_of(with_buttons[-1]) if with_buttons else []
        return labels_of(message)

    async def _act(self, path: str, *, wait: bool = True, **fields: object) -> Any:  # noqa: ANN401 - JSON
        told = await self._people.post(path, **({"wait": 0} if path == "press" else {}), **fields)
        if wait:
            await self._people.quiet()
        return told

    async def _place(self, chat: int | None) -> Json:
        chat_id = chat if chat is not None else self._chat_id
        if chat_id is None:
            chat_id = self._chat_id = (await self._people.get("world"))["bots"][0]["id"]
        return {"user_id": self.id, "chat_id": chat_id}

    async def _with_button(self, label: str, chat: int | None) -> Json:
        messages = await self.sees(chat)
        for message in reversed(messages):
            if label in labels_of(message):
                return message
        shown = [labels_of(message) for message in messages if labels_of(message)]
        sentence = f"no button {label!r} on the screen of {self.id}; there are {shown}"
        raise NotDone(sentence)


def text_of(message: Json) -> str:
    """Tell the text or caption of a message."""
    return str(message.get("text") or message.get("caption") or "")


def labels_of(message: Json) -> list[str]:
    """Tell the labels of a message's inline keyboard, row after row."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


_ENDINGS = {"photo": "jpg", "document": "pdf", "voice": "oga", "video": "mp4", "audio": "mp3"}
