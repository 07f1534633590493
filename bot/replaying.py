"""Handling parked updates once more, when an operator asked for it."""

import logging
from functools import partial

from bot.intake import Intake
from bot.parking import Raw
from models import updates
from models.crashes import crash_point
from models.unit import DatabaseTrouble, Units

log = logging.getLogger(__name__)


class Replaying:
    """Looks for parked updates that were asked for."""

    def __init__(self, intake: Intake, units: Units) -> None:
        self._intake = intake
        self._units = units

    async def look(self) -> None:
        """Handle what was asked for; what the database cannot do now is done at the next look."""
        try:
            for parked in await self._units.run(partial(updates.waiting, asked=True)):
                crash_point("replay.found")
                log.info("handling the parked update %s again", parked.id)
                await self._intake.take_raw(Raw(parked.body.encode(), parked.id))
        except DatabaseTrouble as trouble:
            log.warning("parked updates wait: %s", trouble)
