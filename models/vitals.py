"""How much waits, stands open and went wrong, as numbers; nothing here names anybody."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from domain.tickets import OPEN
from models.tables import AlertRow, ClockRow, OutboxRow, ParkedUpdate, TicketRow, table_of
from models.unit import Unit

_outbox, _parked = table_of(OutboxRow), table_of(ParkedUpdate)
_alert = table_of(AlertRow)
_ticket, _clock = table_of(TicketRow), table_of(ClockRow)
_OWED = select(func.count().label("number"), func.min(_outbox.c.due_at).label("oldest")).where(
    _outbox.c.settled_at.is_(None)
)
_WAITING = select(func.count()).where(_parked.c.settled_at.is_(None))
_OPEN = (
    select(_ticket.c.kind, _ticket.c.status, func.count().label("number"))
    .where(_ticket.c.status.in_(sorted(OPEN)))
    .group_by(_ticket.c.kind, _ticket.c.status)
)
_BROKEN = (
    select(_clock.c.kind, func.count().label("number"))
    .join(_ticket, _ticket.c.id == _clock.c.ticket_id)
    .where(_ticket.c.status.in_(sorted(OPEN)) & _clock.c.breached_at.is_not(None))
    .group_by(_clock.c.kind)
)
_ALERTS = select(_alert.c.kind, func.count().label("number")).group_by(_alert.c.kind)


@dataclass(frozen=True, slots=True)
class Stand:
    """Debts that wait and when the oldest is due, parked updates, open tickets by kind and status.

    Then broken promises of open tickets by clock, and the alerts that are kept, by kind.
    """

    owed: int
    oldest: datetime | None
    parked: int
    open: dict[tuple[str, str], int]
    broken: dict[str, int]
    alerts: dict[str, int]


def stand(unit: Unit) -> Stand:
    """Return the numbers of this moment."""
    owed = unit.execute(_OWED).one()
    return Stand(
        owed=owed.number,
        oldest=owed.oldest,
        parked=unit.execute(_WAITING).scalar_one(),
        open={(row.kind, row.status): row.number for row in unit.execute(_OPEN)},
        broken={row.kind: row.number for row in unit.execute(_BROKEN)},
        alerts={row.kind: row.number for row in unit.execute(_ALERTS)},
    )
