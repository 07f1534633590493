"""Doing at once, within one unit, everything that ticks would find due."""

import logging
from collections.abc import Iterator

from models.unit import Unit
from scheduler.ticks import TICKS, Job, Tick, why

log = logging.getLogger(__name__)


def catch_up(unit: Unit) -> None:
    """Do what is due until nothing is; a job that fails is put off and stops only itself.

    What comes of it is owed as always: whoever wants nobody to hear of it settles that after.
    """
    for tick in TICKS:
        for job in _jobs(unit, tick):
            _do(unit, job)


def _jobs(unit: Unit, tick: Tick) -> Iterator[Job]:
    """Yield the jobs of a tick, each once, also those beyond what one turn of it finds."""
    done: set[str] = set()
    while found := [job for job in tick.find(unit) if job.name not in done]:
        yield from found
        done.update(job.name for job in found)


def _do(unit: Unit, job: Job) -> None:
    try:
        with unit.part():
            job.do(unit)
    except Exception as error:  # noqa: BLE001  the traceback would hold what people wrote
        log.error("%s failed: %s", job.name, why(error))  # noqa: TRY400  as above
        if job.put_off is not None:
            job.put_off(unit)
