"""Tickets: numbers, rows, and the conditional update that makes every move have one winner."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, func, select, update
from sqlalchemy import insert as plain_insert

from domain.limits import Filing
from domain.tickets import OPEN, HoldReason, Kind, Status, Ticket
from models.engine import insert
from models.tables import Counter, PersonRow, TicketRow, table_of
from models.unit import Unit

FIRST_NUMBER = 1001
KEY = "key"
"""What the counter of tickets' keys is called; the others have the names of kinds."""

_ticket = table_of(TicketRow)
_person = table_of(PersonRow)
_counter = table_of(Counter)
_READ = select(_ticket).where(_ticket.c.id == bindparam("ticket"))
_COUNT = (
    insert(_counter)
    .values(kind=bindparam("kind"), value=FIRST_NUMBER)
    .on_conflict_do_update(index_elements=["kind"], set_={"value": _counter.c.value + 1})
    .returning(_counter.c.value)
)
_LAST_KEY = select(func.coalesce(func.max(_ticket.c.id), 0))
# Not left to the databases: SQLite would give the key of a lost ticket again after a restore.
_NEXT_KEY = (
    insert(_counter)
    .values(kind=KEY, value=(_LAST_KEY.scalar_subquery() + 1))
    .on_conflict_do_update(index_elements=["kind"], set_={"value": _counter.c.value + 1})
    .returning(_counter.c.value)
)
_ADD = plain_insert(_ticket)
_GIVEN = select(_counter.c.kind, _counter.c.value)
_GO_ON = (
    insert(_counter)
    .values(kind=bindparam("kind"), value=bindparam("value"))
    .on_conflict_do_update(index_elements=["kind"], set_={"value": bindparam("value")})
)
_LASTING = frozenset(
    {"id", "kind", "number", "words", "requester_id", "submitted_at", "anonymous", "follows"}
)
_STORED = [field.name for field in fields(Ticket) if field.name != "id"]
_CHANGING = [field.name for field in fields(Ticket) if field.name not in _LASTING]
_TO_REMIND = (
    select(_ticket.c.id)
    .where(_ticket.c.remind_at <= bindparam("now"))
    .order_by(_ticket.c.remind_at)
    .limit(bindparam("limit"))
)
_REMINDERS = select(func.min(_ticket.c.remind_at))
_NEXT_REMINDER = _REMINDERS.where(_ticket.c.remind_at > bindparam("now"))
_is_merged = _ticket.c.merged_into == bindparam("ticket")
_MERGED = select(_ticket).where(_is_merged).order_by(_ticket.c.id)
_COUNT_MERGED = select(func.count()).select_from(_ticket).where(_is_merged)
_SAVE = (
    update(_ticket)
    .where((_ticket.c.id == bindparam("ticket")) & (_ticket.c.version == bindparam("before")))
    .values({name: bindparam(name) for name in _CHANGING})
)


def next_number(unit: Unit, kind: Kind) -> int:
    """Return a public number that no other ticket of the kind has."""
    number: int = unit.execute(_COUNT, {"kind": kind}).scalar_one()
    return number


def add(unit: Unit, ticket: Ticket) -> Ticket:
    """Store a new ticket and return it with its key; ``ticket.id`` is not looked at."""
    key: int = unit.execute(_NEXT_KEY).scalar_one()
    unit.execute(_ADD, {"id": key, **{name: getattr(ticket, name) for name in _STORED}})
    return replace(ticket, id=key)


def given(unit: Unit) -> dict[str, int]:
    """Return the last number that was given for each kind, and the last key as ``KEY``."""
    counted = {row.kind: row.value for row in unit.execute(_GIVEN)}
    last_key = unit.execute(_LAST_KEY).scalar_one()
    nothing = {**dict.fromkeys(map(str, Kind), FIRST_NUMBER - 1), KEY: last_key}
    return nothing | counted


def go_on_after(unit: Unit, last: Mapping[str, int]) -> None:
    """Let the next numbers and the next key lie above those of :func:`given`."""
    unit.execute(_GO_ON, [{"kind": kind, "value": value} for kind, value in last.items()])


def save(unit: Unit, before: Ticket, after: Ticket) -> bool:
    """Store a changed ticket; False when somebody else changed it since ``before`` was read.

    Who asked for what, and when, stays as it was filed.
    """
    values = {name: getattr(after, name) for name in _CHANGING}
    key = {"ticket": before.id, "before": before.version, "version": before.version + 1}
    return unit.execute(_SAVE, values | key).rowcount == 1


def find(unit: Unit, ticket_id: int) -> Ticket | None:
    """Return a ticket by its key."""
    row = unit.execute(_READ, {"ticket": ticket_id}).mappings().one_or_none()
    return read(row) if row is not None else None


def numbered(unit: Unit, kind: Kind, number: int) -> Ticket | None:
    """Return a ticket by its public number."""
    query = select(_ticket).where((_ticket.c.kind == kind) & (_ticket.c.number == number))
    row = unit.execute(query).mappings().one_or_none()
    return read(row) if row is not None else None


def of_requester(unit: Unit, person_id: int, limit: int) -> list[Ticket]:
    """Return a person's latest tickets, the newest first."""
    query = select(_ticket).where(_ticket.c.requester_id == person_id)
    return _all(unit, query.order_by(_ticket.c.id.desc()).limit(limit))


def filed_since(unit: Unit, person_id: int, moment: datetime, but: Iterable[str]) -> list[Filing]:
    """Return what a person filed since a moment, the oldest first; ``but`` are services."""
    mine = (_ticket.c.requester_id == person_id) & (_ticket.c.submitted_at >= moment)
    query = select(_ticket.c.service, _ticket.c.submitted_at).where(mine).order_by(_ticket.c.id)
    rows = unit.execute(query.where(_ticket.c.service.not_in(sorted(but))))
    return [Filing(row.service, row.submitted_at) for row in rows]


def open_of_team(unit: Unit, team: str, limit: int) -> list[Ticket]:
    """Return a team's open tickets, the oldest first."""
    query = select(_ticket).where((_ticket.c.team == team) & _ticket.c.status.in_(sorted(OPEN)))
    return _all(unit, query.order_by(_ticket.c.id).limit(limit))


def open_of_assignee(unit: Unit, person_id: int, limit: int) -> list[Ticket]:
    """Return the open tickets that a worker accepted or was named for, the oldest first."""
    mine = (_ticket.c.assignee_id == person_id) & _ticket.c.status.in_(sorted(OPEN))
    return _all(unit, select(_ticket).where(mine).order_by(_ticket.c.id).limit(limit))


def alike(unit: Unit, ticket: Ticket, limit: int) -> list[Ticket]:
    """Return other open tickets of the same kind and team, the nearest to this one first.

    Those of the same place, then those of the same service, then the newest.
    """
    near = (_ticket.c.team == ticket.team) & (_ticket.c.kind == ticket.kind)
    others = near & (_ticket.c.id != ticket.id) & _ticket.c.status.in_(sorted(OPEN))
    order = (_ticket.c.place != ticket.place, _ticket.c.service != ticket.service)
    query = select(_ticket).where(others).order_by(*order, _ticket.c.id.desc())
    return _all(unit, query.limit(limit))


def merged_into(unit: Unit, ticket_id: int) -> list[Ticket]:
    """Return the tickets that were merged into one, the oldest first."""
    return _all(unit, _MERGED, {"ticket": ticket_id})


def count_merged(unit: Unit, ticket_id: int) -> int:
    """Return how many tickets were merged into one."""
    found: int = unit.execute(_COUNT_MERGED, {"ticket": ticket_id}).scalar_one()
    return found


def held_fast(unit: Unit, ticket_ids: Iterable[int]) -> dict[int, Ticket]:
    """Return tickets by id as they stand; nobody else changes them before the unit ends."""
    query = select(_ticket).where(_ticket.c.id.in_(sorted(set(ticket_ids))))
    rows = _all(unit, query.order_by(_ticket.c.id).with_for_update())
    return {ticket.id: ticket for ticket in rows}


def all_open(unit: Unit) -> list[Ticket]:
    """Return every open ticket, the oldest first."""
    query = select(_ticket).where(_ticket.c.status.in_(sorted(OPEN))).order_by(_ticket.c.id)
    return _all(unit, query)


def done_before(unit: Unit, moment: datetime, limit: int) -> list[Ticket]:
    """Return tickets that wait for the requester's word since before a moment."""
    waiting = _ticket.c.status.in_([Status.DONE, Status.CONFIRMED])
    query = select(_ticket).where(waiting & (_ticket.c.done_at <= moment))
    return _all(unit, query.order_by(_ticket.c.id).limit(limit))


def to_remind(unit: Unit, limit: int) -> list[int]:
    """Return the keys of tickets whose team is to be reminded now, the earliest first."""
    return list(unit.execute(_TO_REMIND, {"now": unit.now, "limit": limit}).scalars())


def next_reminder(unit: Unit) -> datetime | None:
    """Return the next moment after now at which a team is to be reminded, None for never."""
    found: datetime | None = unit.execute(_NEXT_REMINDER, {"now": unit.now}).scalar_one()
    return found


def names(unit: Unit, person_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of people by id."""
    query = select(_person.c.id, _person.c.name).where(_person.c.id.in_(sorted(set(person_ids))))
    return {row.id: row.name for row in unit.execute(query)}


def hand_over_ended(unit: Unit, teams: Iterable[str], to: str) -> None:
    """Give what has ended, of every team but ``teams``, to one that can be asked about it."""
    gone = _ticket.c.team.not_in(sorted(teams)) & _ticket.c.status.not_in(sorted(OPEN))
    unit.execute(update(_ticket).where(gone).values(team=to, version=_ticket.c.version + 1))


def count_open(unit: Unit) -> int:
    """Return how many tickets are open."""
    query = select(func.count()).select_from(_ticket).where(_ticket.c.status.in_(sorted(OPEN)))
    found: int = unit.execute(query).scalar_one()
    return found


def read(row: RowMapping) -> Ticket:
    """Return the value that a row of the ticket table stands for."""
    values = dict(row)
    values["kind"] = Kind(row["kind"])
    values["status"] = Status(row["status"])
    values["hold_reason"] = HoldReason(row["hold_reason"]) if row["hold_reason"] else None
    return Ticket(**values)


def _all(unit: Unit, query: Select[Any], values: Any = None) -> list[Ticket]:  # noqa: ANN401  as Unit's
    return [read(row) for row in unit.execute(query, values).mappings()]
