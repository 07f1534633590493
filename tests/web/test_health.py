"""Health and figures over HTTP: the statuses that programs look at, and Prometheus' format."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession

from bot.running import serving
from tests.support.processes import free_port
from web.health import LIVE, METRICS, READY, Metric, application

STRANGE = 'a "b" \\ c\nd'


class Desk:
    """Has the troubles and figures that it is told to have."""

    def __init__(self) -> None:
        self.wrong: dict[str, str] = {}

    async def troubles(self) -> Mapping[str, str]:
        """Return the troubles."""
        return self.wrong

    async def metrics(self) -> Iterable[Metric]:
        """Return two metrics."""
        waits = (("", (("lane", STRANGE), ("kind", "x")), 3), ("", (), 1_234_567))
        return (
            Metric("waits", "gauge", "What waits.", waits),
            Metric("none", "counter", "Nothing yet.", ()),
        )


@asynccontextmanager
async def served(desk: Desk) -> AsyncIterator[tuple[ClientSession, str]]:
    """Give a client, and the address of a desk that answers."""
    port = free_port()
    async with serving(application(desk), "127.0.0.1", port), ClientSession() as session:
        yield session, f"http://127.0.0.1:{port}"


async def test_alive_is_whoever_answers() -> None:
    """Also when nothing else works: only a loop that hangs is dead."""
    desk = Desk()
    desk.wrong = {"database": "away"}
    async with served(desk) as (session, url), session.get(url + LIVE) as answer:
        assert (answer.status, await answer.json()) == (200, {"live": True})


@pytest.mark.parametrize(("wrong", "status"), [({}, 200), ({"ticks": "none has turned"}, 503)])
async def test_ready_says_what_is_not(wrong: dict[str, str], status: int) -> None:
    """503 and the troubles by name."""
    desk = Desk()
    desk.wrong = wrong
    async with served(desk) as (session, url), session.get(url + READY) as answer:
        assert answer.status == status
        assert await answer.json() == {"ready": not wrong, "troubles": wrong}


async def test_figures_are_in_the_format_of_prometheus() -> None:
    """Help, type, samples; labels are escaped, large numbers are whole."""
    async with served(Desk()) as (session, url), session.get(url + METRICS) as answer:
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        assert (await answer.text()).splitlines() == [
            "# HELP waits What waits.",
            "# TYPE waits gauge",
            r'waits{lane="a \"b\" \\ c\nd",kind="x"} 3',
            "waits 1234567",
            "# HELP none Nothing yet.",
            "# TYPE none counter",
        ]


@pytest.mark.parametrize("path", ["/", "/health", "/telegram"])
async def test_there_is_nothing_else(path: str) -> None:
    """No other address answers."""
    async with served(Desk()) as (session, url), session.get(url + path) as answer:
        assert answer.status == 404
