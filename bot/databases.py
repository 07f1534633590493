"""Opening the database that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock
from bot.school.editions import restore
from bot.settings import Settings
from models.health import examine
from models.locks import DeskLock, lock_of
from models.schema import upgrade
from models.unit import Units


def open_units(settings: Settings, clock: Clock) -> Units:
    """Return units of work on the desk's database, with its tables brought up to date.

    Raises Unusable, with a sentence for the operator, when that cannot be.
    """
    examine(settings.database_url)
    return connect(settings, clock)


def connect(settings: Settings, clock: Clock) -> Units:
    """Return units of work on a database that was examined, with its tables up to date."""
    units = Units.connect(settings.database_url, clock.now, restore)
    upgrade(units.engine)
    return units


@contextmanager
def locked(settings: Settings) -> Iterator[DeskLock]:
    """Be the one desk of the database until the block ends; NotAlone when there is another."""
    lock = lock_of(settings.database_url)
    lock.take()
    try:
        yield lock
    finally:
        lock.release()
