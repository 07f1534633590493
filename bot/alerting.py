"""Seeing to it that operators hear of the desk's own troubles."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.outages import Outage
from domain.alerts import Alert
from models import alerts
from models.unit import DatabaseTrouble, Unit, Units
from services.alerts import owe_alerts

_BRIEF = timedelta(minutes=1)
"""What was away no longer than this is no news."""

log = logging.getLogger(__name__)


class Alerting:
    """Looks for what operators have not heard of.

    It also keeps in mind since when the database fails, which no row can tell meanwhile, and asks
    ``outage`` whether Telegram does.
    ``operators`` are the people to tell; without any, the school's managers are.
    """

    def __init__(self, units: Units, clock: Clock, outage: Callable[[], Outage | None]) -> None:
        self.operators: Collection[int] = ()
        self._units = units
        self._clock = clock
        self._outage = outage
        self._noted: Outage | None = None
        self._failing_since: datetime | None = None

    async def look(self) -> None:
        """Owe operators what is new to them; without a database nothing can be owed."""
        now = self._clock.now()
        began = self._failing_since
        outage = self._lasting(now)
        lasted = now - began if began is not None and now - began > _BRIEF else None
        try:
            await self._units.run(partial(self._owe, failed=lasted is not None, outage=outage))
        except DatabaseTrouble as trouble:
            self._failing_since = began or now
            log.warning("operators are told later: %s", trouble)
            return
        self._failing_since = None
        self._noted = outage or self._noted
        if lasted is not None:
            log.warning("the database works again after %s", lasted)

    def _lasting(self, now: datetime) -> Outage | None:
        """Return an outage that is no brief one, and was not noted before."""
        outage = self._outage()
        if outage is None or outage == self._noted or now - outage.since <= _BRIEF:
            return None
        return outage

    def _owe(self, unit: Unit, *, failed: bool, outage: Outage | None) -> None:
        if failed:
            alerts.note(unit, Alert.DATABASE)
        if outage is not None:
            alerts.note(unit, Alert.OUTAGE)
        owe_alerts(unit, self.operators)
