"""The tables, as SQLModel classes.

Telegram's ids need up to 52 bits (Bot API, ``User.id``), so they are BIGINT everywhere. Moments
are aware and stored in UTC. Nothing here is ever instantiated: statements in the other modules
read into the values of :mod:`domain`.
"""

from models.tables.columns import table_of
from models.tables.school import PersonRow, SchoolEdition
from models.tables.tickets import AttachmentRow, ClockRow, Counter, EventRow, TicketRow
from models.tables.traffic import (
    AlertRow,
    AllowanceRow,
    AuditRow,
    ChatRow,
    CommandRow,
    ConversationRow,
    OccasionRow,
    OutboxRow,
    ParkedUpdate,
    PostRow,
    SeenUpdate,
)

__all__ = [
    "AlertRow",
    "AllowanceRow",
    "AttachmentRow",
    "AuditRow",
    "ChatRow",
    "ClockRow",
    "CommandRow",
    "ConversationRow",
    "Counter",
    "EventRow",
    "OccasionRow",
    "OutboxRow",
    "ParkedUpdate",
    "PersonRow",
    "PostRow",
    "SchoolEdition",
    "SeenUpdate",
    "TicketRow",
    "table_of",
]
