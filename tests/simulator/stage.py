"""A stage for the simulator's own tests: a bot that calls by hand, persons, pictures."""

from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from aiohttp import ClientSession
from PIL import Image

from simulator.client import People, Person
from simulator.server import Simulator
from simulator.world.bots import Bot
from simulator.world.chats import Chat

Json = dict[str, Any]

TOKEN = "42:TEST"  # noqa: S105 - opens nothing but this simulator
START = datetime(2026, 9, 1, 8, tzinfo=UTC)
ANNA, BORIS, CHEN = 1001, 1002, 1003


@dataclass
class Stage:
    """Everything that a test of the simulator needs at hand."""

    simulator: Simulator
    http: ClientSession
    people: People
    bot: Bot
    group: Chat
    anna: Person
    boris: Person

    async def call(self, method: str, token: str = "", **parameters: Any) -> Json:  # noqa: ANN401 - any value may be tried
        """Call a method with JSON; the whole envelope."""
        url = f"{self.simulator.url}/bot{token or TOKEN}/{method}"
        async with self.http.post(url, json=parameters) as response:
            envelope: Json = await response.json()
            assert response.status == (200 if envelope["ok"] else envelope["error_code"])
            return envelope

    async def does(self, method: str, **parameters: Any) -> Any:  # noqa: ANN401 - a result
        """Call a method that must succeed; its result."""
        envelope = await self.call(method, **parameters)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def refused(self, method: str, **parameters: Any) -> tuple[int, str]:  # noqa: ANN401 - as above
        """Call a method that must be refused; code and description."""
        envelope = await self.call(method, **parameters)
        assert not envelope["ok"], envelope
        return envelope["error_code"], envelope["description"]

    async def updates(self, **parameters: object) -> list[Json]:
        """Take what is queued and confirm it."""
        found: list[Json] = await self.does("getUpdates", **parameters)
        if found:
            await self.does("getUpdates", offset=found[-1]["update_id"] + 1)
        return found

    async def opened(self) -> int:
        """Let Anna start the bot and forget the update; her chat's id as the bot sees it."""
        await self.anna.opens(wait=False)
        await self.updates()
        return ANNA


def picture(width: int = 400, height: int = 300, kind: str = "PNG") -> bytes:
    """Draw a plain picture of a size in pixels."""
    written = BytesIO()
    Image.new("RGB", (width, height), "teal").save(written, kind)
    return written.getvalue()


def keyboard(*labels: str) -> Json:
    """Make an inline keyboard of one column whose data are the labels in lower case."""
    rows = [[{"text": label, "callback_data": label.lower()}] for label in labels]
    return {"inline_keyboard": rows}
