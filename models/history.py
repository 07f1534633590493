"""What happened to tickets: events and files, only ever added."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select

from domain.facts import Attachment, Event
from domain.moves import Move, Role
from models.tables import AttachmentRow, EventRow, PersonRow, table_of
from models.unit import Unit

_event = table_of(EventRow)
_attachment = table_of(AttachmentRow)
_person = table_of(PersonRow)
_ADD_EVENT = insert(_event).returning(_event.c.id)
_ADD_FILES = insert(_attachment)
_EVENT_COLUMNS = (
    _event.c.at,
    _event.c.move,
    _event.c.role,
    _person.c.name.label("actor_name"),
    _event.c.facts,
)
_WITH_ACTOR = _event.outerjoin(_person, _event.c.actor_id == _person.c.id)
_EVENTS = (
    select(*_EVENT_COLUMNS)
    .select_from(_WITH_ACTOR)
    .where(_event.c.ticket_id == bindparam("ticket"))
    .order_by(_event.c.id)
)
_EVENT = select(*_EVENT_COLUMNS).select_from(_WITH_ACTOR).where(_event.c.id == bindparam("event"))
_MADE = (
    select(_event.c.id)
    .where((_event.c.ticket_id == bindparam("ticket")) & (_event.c.move == bindparam("move")))
    .limit(1)
)
_FILES = (
    select(_attachment.c.file_id, _attachment.c.media, _attachment.c.stage)
    .where(_attachment.c.ticket_id == bindparam("ticket"))
    .order_by(_attachment.c.id)
)


def add_event(
    unit: Unit,
    ticket_id: int,
    actor_id: int | None,
    what: tuple[Move, Role],
    facts: Mapping[str, Any],
) -> int:
    """Append one event and return its key."""
    move, role = what
    values = {"ticket_id": ticket_id, "at": unit.now, "actor_id": actor_id, "role": role}
    event_id: int = unit.execute(
        _ADD_EVENT, {**values, "move": move, "facts": dict(facts)}
    ).scalar_one()
    return event_id


def events_of(unit: Unit, ticket_id: int) -> tuple[Event, ...]:
    """Return a ticket's history, the oldest first."""
    return tuple(_event_of(row) for row in unit.execute(_EVENTS, {"ticket": ticket_id}))


def has_made(unit: Unit, ticket_id: int, move: Move) -> bool:
    """Tell whether a move was ever made, without reading the history for that."""
    return unit.execute(_MADE, {"ticket": ticket_id, "move": move}).first() is not None


def said_since(unit: Unit, ticket_id: int, person_id: int, moment: datetime) -> list[datetime]:
    """Return when somebody wrote to a ticket since a moment, the earliest first."""
    said = (_event.c.ticket_id == ticket_id) & (_event.c.move == Move.SAY)
    mine = said & (_event.c.actor_id == person_id) & (_event.c.at > moment)
    return list(unit.execute(select(_event.c.at).where(mine).order_by(_event.c.id)).scalars())


def event(unit: Unit, event_id: int) -> Event:
    """Return one event by its key."""
    return _event_of(unit.execute(_EVENT, {"event": event_id}).one())


def attach(unit: Unit, ticket_id: int, files: tuple[Attachment, ...]) -> None:
    """Add files to a ticket."""
    rows = [
        {
            "ticket_id": ticket_id,
            "file_id": file.file_id,
            "media": file.media,
            "stage": file.stage,
            "added_at": unit.now,
        }
        for file in files
    ]
    if rows:
        unit.execute(_ADD_FILES, rows)


def files_of(unit: Unit, ticket_id: int) -> tuple[Attachment, ...]:
    """Return a ticket's files in the order they came."""
    rows = unit.execute(_FILES, {"ticket": ticket_id})
    return tuple(Attachment(row.file_id, row.media, row.stage) for row in rows)


def _event_of(row: Any) -> Event:  # noqa: ANN401  SQLAlchemy's rows are untyped
    return Event(row.at, Move(row.move), Role(row.role), row.actor_name, row.facts)
