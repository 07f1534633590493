"""Everybody's telephones, the clock and the bad days, for one story."""

from datetime import datetime, timedelta

from simulator.client.person import Person
from simulator.client.wire import QUIET_SECONDS, Wire
from simulator.shapes import Json


class Clock:
    """The simulated clock from the people's side; each move ends when the world is quiet."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def now(self) -> datetime:
        """Tell the simulated moment."""
        return datetime.fromisoformat((await self._wire.get("clock"))["now"])

    async def forward(
        self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0
    ) -> None:
        """Move forward."""
        step = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        await self._wire.post("clock", forward=step.total_seconds())
        await self._wire.quiet()

    async def to(self, moment: datetime) -> None:
        """Move to a moment: aware, not in the past."""
        await self._wire.post("clock", to=moment.isoformat())
        await self._wire.quiet()


class People(Wire):
    """The people's side of one simulator. An async context manager."""

    def __init__(self, url: str, *, quiet_seconds: float = QUIET_SECONDS) -> None:
        super().__init__(url, quiet_seconds=quiet_seconds)
        self.clock = Clock(self)

    def person(self, user_id: int, chat_id: int | None = None) -> Person:
        """Act as a person, in `chat_id` unless told otherwise (the first bot by default)."""
        return Person(self, user_id, chat_id)

    async def newcomer(self, first_name: str, **details: object) -> Person:
        """Make a new person; `details` as in POST /people/users."""
        made = await self.post("users", first_name=first_name, **details)
        return self.person(made["id"])

    async def fails(self, kind: str, **details: object) -> None:
        """Plan a fault: `kind` and its details as in POST /people/faults."""
        await self.post("faults", kind=kind, **details)

    async def behaves(self) -> None:
        """Forget all planned faults of calls."""
        await self.request("DELETE", "faults")

    async def calls(self, method: str = "") -> list[Json]:
        """Tell the calls that bots made (all but getUpdates), oldest first."""
        return await self.listing("calls", method=method)
