"""What turns the ticks: APScheduler, as a metronome only.

It keeps its jobs in memory; nothing is lost with them, because what is due stands in the database.
It waits for moments of the machine's clock. When that clock is set back, they are hours away
(apscheduler#339), so a watch that counts seconds of its own winds the metronome again.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC
from functools import partial
from typing import Self

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.alerts import Alert
from models import alerts
from models.crashes import crash_point
from models.unit import DatabaseTrouble, Unit, Units
from scheduler.ticks import TICKS, Job, Tick, why
from services.timing import Drift

_MISSED = 2
"""Turns of the fastest tick that may fail to come before the metronome is wound again."""

log = logging.getLogger(__name__)


class Clockwork:
    """Turns every tick once when opened, and then in its rhythm; ``then`` is called after each.

    ``turned_at`` is when one last turned, in seconds of the event loop.
    """

    def __init__(
        self, units: Units, then: Callable[[], None], ticks: Sequence[Tick] = TICKS
    ) -> None:
        self._units = units
        self._then = then
        self._ticks = ticks
        self._turning = asyncio.Lock()
        self._scheduler = AsyncIOScheduler(timezone=UTC)
        self.turned_at = 0.0

    async def __aenter__(self) -> Self:
        self._wind()
        self._scheduler.start()
        await self._turn(*self._ticks)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._scheduler.pause()
        async with self._turning:
            self._scheduler.shutdown()

    async def watch(self) -> None:
        """Wind it again, and turn every tick, whenever none has turned for too long."""
        loop = asyncio.get_running_loop()
        fastest = min(tick.every for tick in self._ticks)
        while True:
            await asyncio.sleep(fastest)
            still = loop.time() - self.turned_at
            if still > _MISSED * fastest and not self._turning.locked():
                log.warning("no tick has turned for %.0f seconds: they are wound again", still)
                self._wind()
                await self._turn(*self._ticks)

    def _wind(self) -> None:
        for tick in self._ticks:
            self._scheduler.add_job(
                self._turn,
                "interval",
                args=[tick],
                id=tick.name,
                seconds=tick.every,
                max_instances=1,
                coalesce=True,
                misfire_grace_time=None,
                replace_existing=True,
            )

    async def _turn(self, *ticks: Tick) -> None:
        async with self._turning:
            for tick in ticks:
                await _run(self._units, tick)
            self.turned_at = asyncio.get_running_loop().time()
        self._then()


async def run_all(units: Units) -> None:
    """Do everything that is due now, once."""
    for tick in TICKS:
        await _run(units, tick)


async def _run(units: Units, tick: Tick) -> None:
    """Do the jobs of a tick; a database that cannot work now is asked again at the next."""
    try:
        crash_point("tick.finding")
        for job in await units.run(tick.find):
            crash_point("tick.found")
            await _do(units, job)
            crash_point("tick.done")
    except DatabaseTrouble as trouble:
        log.warning("the tick %s waits: %s", tick.name, trouble)
    except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
        log.error("the tick %s failed: %s", tick.name, why(error))  # noqa: TRY400  as above
        await _note_failure(units)


async def _do(units: Units, job: Job) -> None:
    try:
        await units.run(job.do)
    except DatabaseTrouble:
        raise
    except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
        log.error("%s failed: %s", job.name, why(error))  # noqa: TRY400  as above
        crash_point("tick.failed")
        kind = Alert.DRIFT if isinstance(error, Drift) else Alert.FAILED
        await units.run(partial(_set_aside, job=job, kind=kind))


def _set_aside(unit: Unit, job: Job, kind: Alert) -> None:
    """Leave alone what failed, and let operators know."""
    alerts.note(unit, kind)
    if job.put_off is not None:
        job.put_off(unit)


async def _note_failure(units: Units) -> None:
    """Let operators know that a tick failed; without a database the log alone tells it."""
    try:
        await units.run(partial(alerts.note, kind=Alert.FAILED))
    except Exception as error:  # noqa: BLE001  the failure itself has been logged
        log.warning("operators hear nothing of it: %s", type(error).__name__)
