"""The controls behind the stage: clock, faults, the log of calls, quiet."""

import math
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from aiohttp import web

from simulator.api.faults import UPDATE_FAULTS, read_fault
from simulator.api.service import BotApi
from simulator.clock import SimulatedClock
from simulator.errors import WorldError
from simulator.people.requests import Asked, answering
from simulator.shapes import Json

QUIET_WAIT = 30.0


def control_routes(api: BotApi, quiet: Callable[[float], Awaitable[str]]) -> list[web.RouteDef]:
    """Make the routes that move the clock, plan faults, show calls and wait for quiet."""
    controls = Controls(api, quiet)
    world = api.world
    return [
        web.get("/people/clock", answering(world, controls.clock)),
        web.post("/people/clock", answering(world, controls.move)),
        web.post("/people/faults", answering(world, controls.plan)),
        web.delete("/people/faults", answering(world, controls.forget)),
        web.get("/people/calls", answering(world, controls.calls)),
        web.get("/people/demo", answering(world, controls.demo)),
        web.post("/people/demo", answering(world, controls.turn)),
        web.get("/people/quiet", answering(world, controls.quiet)),
    ]


class Controls:
    """Acts on the server itself rather than in a chat."""

    def __init__(self, api: BotApi, quiet: Callable[[float], Awaitable[str]]) -> None:
        """Act on this service; `quiet` waits so many real seconds and tells what is pending."""
        self._api = api
        self._quiet = quiet

    async def clock(self, ask: Asked) -> Json:
        """Tell the time; with `after` and `wait`, once the clock was moved."""
        clock = self._api.world.clock
        if "after" in ask.fields:
            await clock.moved(ask.number("after"), ask.seconds("wait"))
        return _told(clock)

    async def move(self, ask: Asked) -> Json:
        """Move the clock `forward` by seconds or `to` a moment; a flowing one walks there."""
        clock = self._api.world.clock
        try:
            if "forward" in ask.fields:
                moment = clock.now() + timedelta(seconds=_duration(ask.fields["forward"]))
            else:
                moment = _moment(ask.text("to"))
            if clock.flowing:
                await clock.walk_to(moment)
            else:
                clock.move_to(moment)
        except (ValueError, OverflowError) as error:
            raise WorldError(str(error)) from error
        self._api.world.journal.touch([])
        return _told(clock)

    async def plan(self, ask: Asked) -> Json:
        """Plan a fault of calls, or of the updates of a bot."""
        kind = ask.text("kind")
        if kind in UPDATE_FAULTS:
            bot = self._api.world.bots[ask.bot_id()]
            bot.queue.misbehave(kind, int(ask.fields.get("times") or 1))
        else:
            self._api.faults.plan(read_fault(ask.fields))
        return {"planned": kind}

    async def forget(self, _ask: Asked) -> Json:
        """Forget all planned faults of calls."""
        self._api.faults.clear()
        return {"planned": None}

    async def demo(self, _ask: Asked) -> Json:
        """Tell what the page shows (title, zone, phones, jumps, tour); 404 if nobody set it up."""
        if self._api.world.demo is None:
            raise WorldError("no demo was set up in this world", status=404)
        return self._api.world.demo

    async def turn(self, ask: Asked) -> Json:
        """Note the language `lang` that the visitor reads, for whoever set the demo up."""
        shown = await self.demo(ask)
        shown["lang"] = ask.text("lang")
        self._api.world.demo_turns.ring()
        return shown

    async def calls(self, ask: Asked) -> list[Json]:
        """Show the log of calls (all but getUpdates), oldest first, of one `method` if asked."""
        method = ask.text("method").lower()
        return [call for call in self._api.calls if not method or call["method"].lower() == method]

    async def quiet(self, ask: Asked) -> Json:
        """Answer when the world is quiet, or tell that it was not within `wait` real seconds."""
        pending = await self._quiet(ask.seconds("wait", QUIET_WAIT))
        return {"quiet": not pending, "pending": pending}


def _told(clock: SimulatedClock) -> Json:
    return {"now": clock.now().isoformat(), "version": clock.version, "flowing": clock.flowing}


def _duration(value: object) -> float:
    seconds = float(str(value))
    if not math.isfinite(seconds) or seconds < 0:
        raise ValueError("the clock moves forward by a number of seconds that is not negative")
    return seconds


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError("the moment needs an offset, for example 2026-09-01T08:00:00+08:00")
    return moment
