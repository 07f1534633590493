"""What an operator finds in the audit: what was tried in vain, acts of weight, commands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from domain.moves import Move, Role


class Incident(StrEnum):
    """Something that had no effect, by what made the desk refuse it."""

    FORGED = "forged"
    """A button that the desk does not draw."""

    FOREIGN = "foreign"
    """A ticket that is not theirs, not of this chat, or not there at all."""

    ROLE = "role"
    """A step that is not for the part they play."""

    STALE = "stale"
    """A step that is past, or a form that has ended."""

    REPEATED = "repeated"
    """A step that they have made already."""

    FLOOD = "flood"
    """More messages or presses in a minute than anybody needs."""


_CAUSES = {
    Incident.FORGED: ("button-unknown", "rate-range"),
    Incident.FOREIGN: ("ticket-unknown",),
    Incident.ROLE: ("move-role", "move-own", "not-staff", "forbidden"),
    Incident.STALE: (
        "move-now",
        "taken",
        "stale-step",
        "stale-form",
        "busy",
        "slot-gone",
        "card-outdated",
    ),
    Incident.REPEATED: ("taken-by-you", "same-reason", "same-team", "same-assignee"),
    Incident.FLOOD: ("flood-messages", "flood-presses"),
}
_INCIDENTS = {reason: incident for incident, reasons in _CAUSES.items() for reason in reasons}


def incident_of(reason: str) -> Incident | None:
    """Return what a refusal was about; None for the mistakes that everybody makes."""
    return _INCIDENTS.get(reason)


class Command(StrEnum):
    """What an operator changes on the command line."""

    APPLY = "school apply"
    RECOMPUTE = "sla recompute"
    RESTORE = "restore"
    REPLAY = "parked replay"
    DROP = "parked drop"


_MANAGE = frozenset({Role.MANAGER, Role.HEAD})
_STAFF = frozenset(Role) - {Role.REQUESTER, Role.SYSTEM}
WEIGHTY: Mapping[Move, frozenset[Role]] = {
    Move.CANCEL: _STAFF,
    Move.MERGE: _STAFF,
    Move.PRIORITISE: _MANAGE,  # for those at work it is part of the day
    Move.ANNUL: _STAFF,
    Move.BACKDATE: _STAFF,
    Move.REJECT: _STAFF,
    Move.EXCUSE: _STAFF,
    Move.RETRACT: _STAFF,
    Move.MUTE: _STAFF,
}
"""The moves that the audit shows, made in these parts: by them a ticket counts otherwise than it
went, or somebody's matter ends, or their voice, without them."""
