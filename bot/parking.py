"""Updates that cannot be handled: kept as they came, and taken again when somebody asks for it."""

from dataclasses import dataclass

from bot.decoding import readable
from bot.splitting import id_of
from domain.alerts import Alert
from models import alerts, updates
from models.unit import Unit


@dataclass(frozen=True, slots=True)
class Raw:
    """An update as it came; ``number`` when it was parked before."""

    body: bytes
    number: int | None = None

    def park(self, unit: Unit, reason: str, tries: int) -> int | None:
        """Park it and return its number; None when it was handled or parked meanwhile."""
        number = self._keep(unit, reason, tries)
        if number is not None:
            alerts.note(unit, Alert.PARKED)
        return number

    def _keep(self, unit: Unit, reason: str, tries: int) -> int | None:
        if self.number is None:
            return updates.park(unit, id_of(self.body), readable(self.body), reason, tries)
        updates.park_again(unit, self.number, reason, tries)
        return self.number
