"""Running the desk until it is told to stop."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import Clock, FollowedClock, MachineClock
from bot.databases import connect, locked
from bot.failures import Failure, failure_of, wait_of
from bot.guarding import guard
from bot.pace import Limits, Pace
from bot.program import Program
from bot.school import dump, fingerprint, load
from bot.settings import Service, Settings
from bot.telegram import ALLOWED_UPDATES, Telegram, TelegramError, TelegramUnreachable
from bot.vitals import Vitals
from bot.watchdog import Watchdog
from models import editions
from models.crashes import crash_point
from models.health import examine
from models.locks import NotAlone
from models.unit import DatabaseTrouble, Unit
from scheduler.clockwork import Clockwork
from services.schools import apply
from web import health
from web.serving import runner_for
from web.webhook import PATH, application

Insist = Callable[..., Awaitable[Any]]
log = logging.getLogger(__name__)


async def run(settings: Settings) -> None:
    """Run the desk on the real Telegram, or on whatever answers at ``api_base``.

    SIGINT and SIGTERM end it at any moment, also while Telegram cannot be reached yet. Raises
    Unusable or NotAlone when its database cannot be worked on, or not any more.
    """
    task = asyncio.current_task()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel if task else loop.stop)
    try:
        with Watchdog(Service()):
            async with working_desk(settings):
                log.info("the desk is open")
                await asyncio.Event().wait()
    except asyncio.CancelledError:
        pass
    except BaseExceptionGroup as group:
        lost = group.subgroup(NotAlone)
        raise (lost.exceptions[0] if lost else group) from None
    log.info("the desk is closed")


@asynccontextmanager
async def working_desk(settings: Settings) -> AsyncIterator[Program]:
    """Open a desk that keeps time by itself."""
    async with AsyncExitStack() as stack:
        clock: Clock = MachineClock()
        if settings.clock_url is not None:
            clock = await stack.enter_async_context(FollowedClock(settings.clock_url))
        program = await stack.enter_async_context(desk(settings, clock))
        clockwork = await stack.enter_async_context(Clockwork(program.units, program.wake))
        program.keep(clockwork.watch())
        if settings.health_port is not None:
            vitals = Vitals(program, clockwork, polls=settings.webhook_url is None)
            place = (settings.health_host, settings.health_port)
            await stack.enter_async_context(serving(health.application(vitals), *place))
        if isinstance(clock, FollowedClock):
            program.keep(clock.follow(program.tick))
        yield program


@asynccontextmanager
async def desk(settings: Settings, clock: Clock) -> AsyncIterator[Program]:
    """Open a desk; when the block ends it takes no more updates and finishes what was begun."""
    async with AsyncExitStack() as stack:
        examine(settings.database_url)
        lock = stack.enter_context(locked(settings))
        stack.callback(crash_point, "stop.unlocking")
        crash_point("start.locked")
        units = connect(settings, clock)
        stack.callback(units.close)
        crash_point("start.connected")
        await units.run(partial(ensure_school, path=Path(settings.school)))
        line = Telegram(settings.api_base, settings.token.get_secret_value(), settings.proxy)
        telegram = await stack.enter_async_context(line)
        me = await _introduction(telegram, clock)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        program = Program(units, telegram, clock, _pace(settings), group)
        stack.push_async_callback(program.stop)
        await program.start(me, settings.operator_ids)
        program.keep(guard(lock))
        await _listen(settings, program, partial(_insist, telegram, clock), stack)
        yield program


def ensure_school(unit: Unit, path: Path) -> None:
    """Apply the file when no edition is in force yet; afterwards only ``school apply`` does."""
    if editions.latest_version(unit) is None:
        school = load(path)
        apply(unit, school, (dump(school), fingerprint(school)), {})
        crash_point("start.school")
        log.info("applied %s", path)


async def _introduction(telegram: Telegram, clock: Clock) -> dict[str, Any]:
    """Ask who we are."""
    me: dict[str, Any] = await _insist(telegram, clock, "getMe")
    crash_point("start.introduced")
    return me


async def _insist(telegram: Telegram, clock: Clock, method: str, **params: object) -> Any:  # noqa: ANN401  JSON
    """Call until Telegram answers; TelegramError when it refuses, as it does a wrong token."""
    attempts = 0
    while True:
        try:
            return await telegram.call(method, params)
        except (TelegramError, TelegramUnreachable) as error:
            if failure_of(error) not in {Failure.PASSING, Failure.SLOW_DOWN}:
                raise
            attempts += 1
            log.warning("Telegram cannot be asked yet: %s", error)
            await clock.sleep_until(clock.now() + wait_of(error, attempts))


def _pace(settings: Settings) -> Pace:
    return Pace(Limits(settings.pace_in_all, settings.pace_person, settings.pace_group_a_minute))


async def _listen(
    settings: Settings, program: Program, insist: Insist, stack: AsyncExitStack
) -> None:
    """Take updates by webhook when there is an address for it, else by polling."""
    if settings.webhook_url is None:
        await insist("deleteWebhook")
        program.poll()
        return
    secret = settings.webhook_secret.get_secret_value()
    app = application(program.intake, secret, DatabaseTrouble)
    place = (settings.webhook_host, settings.webhook_port)
    await stack.enter_async_context(serving(app, *place))
    await insist("setWebhook", **_hook(settings.webhook_url, secret))
    program.watch_pushes()


@asynccontextmanager
async def serving(app: web.Application, host: str, port: int) -> AsyncIterator[None]:
    """Answer over HTTP until the block ends."""
    runner = runner_for(app)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


def _hook(url: str, secret: str) -> dict[str, object]:
    address = url.rstrip("/") + PATH
    return {"url": address, "secret_token": secret, "allowed_updates": list(ALLOWED_UPDATES)}
