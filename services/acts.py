"""What somebody wants to happen to a ticket, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from domain.facts import Attachment
from domain.moves import Move
from domain.tickets import Status, Ticket
from models.unit import Unit

Facts = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants to happen to a ticket.

    ``facts`` carries what the move asks for: ``reason`` and ``contact`` (hold), ``team``
    (transfer), ``stars`` (rate), ``priority`` and ``because`` (prioritise), ``service``
    (reclassify), ``place`` (relocate), ``pause`` (annul), ``reason`` (explain, and done when a
    promise was broken) with the ``words`` of one that is on no button, ``into`` (merge: a key or a
    public number), ``assignee`` (assign), ``event`` (reject; backdate with the ``actual`` time).
    ``proof`` is the file that shows the finished work.
    """

    ticket_id: int
    move: Move
    actor_id: int
    facts: Facts = field(default_factory=dict)
    proof: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """The ticket after a move, and the facts that its event keeps.

    ``to`` is the status it leads to, where that is not the one of the table.
    """

    ticket: Ticket
    facts: Facts
    to: Status | None = None


Work = Callable[[Unit, Ticket, Act], Effect]
"""Makes a move on a ticket that may be moved so; Refusal when what it asks for is missing."""
