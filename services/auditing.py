"""Writing down for the operator what was refused for a reason that may be more than a slip."""

from domain.auditing import incident_of
from models import audit
from models.unit import Unit


def note(unit: Unit, who: tuple[int, int], update_id: int, reason: str) -> None:
    """Write a refusal down, without a word of what was said; slips are not.

    ``who`` is the person and the chat, ``reason`` the name of the refusal.
    """
    incident = incident_of(reason)
    if incident is not None:
        audit.note(unit, who, update_id, incident)
