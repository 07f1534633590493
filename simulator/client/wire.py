"""The connection to the people's side, and what went wrong on it."""

from typing import Any, Self

from aiohttp import ClientSession, ClientTimeout

from simulator.shapes import Json

QUIET_SECONDS = 30.0


class NotDone(AssertionError):
    """What a person tried cannot be done, or what they look for is not on the screen."""


class Wire:
    """An HTTP connection to one simulator's people's side. An async context manager.

    Waiting for quiet fails after real `quiet_seconds`.
    """

    def __init__(self, url: str, *, quiet_seconds: float = QUIET_SECONDS) -> None:
        self._url = url.rstrip("/")
        self._quiet_seconds = quiet_seconds
        self._session: ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Open the connection."""
        self._session = ClientSession(timeout=ClientTimeout(total=None))
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Close the connection."""
        if self._session is not None:
            await self._session.close()

    async def quiet(self) -> None:
        """Wait until the world is quiet; raises NotDone when it does not become so."""
        told = await self.get("quiet", wait=self._quiet_seconds)
        if not told["quiet"]:
            raise NotDone(f"not quiet after {self._quiet_seconds} s: {told['pending']}")

    async def get(self, path: str, **query: object) -> Json:
        """Ask for one object; absent values are left out."""
        told: Json = await self.request("GET", path, params=_texts(query))
        return told

    async def listing(self, path: str, **query: object) -> list[Json]:
        """Ask for a list."""
        told: list[Json] = await self.request("GET", path, params=_texts(query))
        return told

    async def post(self, path: str, **fields: object) -> Json:
        """Do something; absent values are left out."""
        given = {name: value for name, value in fields.items() if value is not None}
        told: Json = await self.request("POST", path, json=given)
        return told

    async def request(
        self,
        verb: str,
        path: str,
        **how: Any,  # noqa: ANN401 - handed on to aiohttp as it is
    ) -> Any:  # noqa: ANN401 - JSON, as the contract describes it
        """Send one request; raises NotDone with the simulator's sentence when it is refused."""
        if self._session is None:
            raise NotDone("open the client first: async with People(url) as people")
        url = f"{self._url}/people/{path}"
        async with self._session.request(verb, url, **how) as response:
            told = await response.json()
            if not response.ok:
                raise NotDone(told["error"])
            return told


def _texts(query: dict[str, object]) -> dict[str, str]:
    return {name: str(value) for name, value in query.items() if value is not None}
