"""Opening the database that the settings name."""

from pathlib import Path

from bot.clock import Clock
from bot.school.editions import restore
from bot.settings import Settings
from models.schema import upgrade
from models.unit import Units

_SQLITE = "sqlite:///"


def open_units(settings: Settings, clock: Clock) -> Units:
    """Return units of work on the desk's database, with its tables brought up to date."""
    url = settings.database_url
    if url.startswith(_SQLITE):
        Path(url.removeprefix(_SQLITE)).parent.mkdir(parents=True, exist_ok=True)
    units = Units.connect(url, clock.now, restore)
    upgrade(units.engine)
    return units
