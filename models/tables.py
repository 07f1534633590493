"""The tables, as SQLModel classes.

Telegram's ids need up to 52 bits (Bot API, ``User.id``), so they are BIGINT everywhere. Moments
are aware and stored in UTC. Nothing here is ever instantiated: statements in the other modules
read into the values of :mod:`domain`.
"""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Column, Index, Table, Text, text
from sqlmodel import Field, SQLModel


def _telegram_id(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    return Column(BigInteger, primary_key=primary_key, nullable=nullable, autoincrement=False)


class SchoolEdition(SQLModel, table=True):
    """An edition of ``school.yaml`` that was applied; the highest number is in force."""

    __tablename__ = "school_edition"

    version: int = Field(default=None, primary_key=True)
    fingerprint: str
    document: str = Field(sa_column=Column(Text, nullable=False))
    applied_at: datetime


class PersonRow(SQLModel, table=True):
    """Somebody who talked to the desk."""

    __tablename__ = "person"

    id: int = Field(sa_column=_telegram_id(primary_key=True))
    name: str
    language: str | None
    who: str | None
    last_place: str
    reachable: bool
    first_seen_at: datetime


class ChatRow(SQLModel, table=True):
    """What is known of a chat: where a group moved to, and until when it must be left alone."""

    __tablename__ = "chat"

    id: int = Field(sa_column=_telegram_id(primary_key=True))
    moved_to: int | None = Field(sa_column=_telegram_id(nullable=True))
    quiet_until: datetime | None
    unreachable: str | None


class SeenUpdate(SQLModel, table=True):
    """An update that was handled; ids are a set, not a high-water mark (they restart)."""

    __tablename__ = "seen_update"

    id: int = Field(sa_column=_telegram_id(primary_key=True))
    seen_at: datetime = Field(index=True)


class ParkedUpdate(SQLModel, table=True):
    """An update that could not be handled, kept with its reason for the operator."""

    __tablename__ = "parked_update"

    id: int = Field(default=None, primary_key=True)
    update_id: int | None = Field(sa_column=_telegram_id(nullable=True))
    body: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    parked_at: datetime


class ConversationRow(SQLModel, table=True):
    """What a person is in the middle of in one chat, and the message it is drawn on."""

    __tablename__ = "conversation"

    chat_id: int = Field(sa_column=_telegram_id(primary_key=True))
    user_id: int = Field(sa_column=_telegram_id(primary_key=True))
    topic: str
    state: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    message_id: int | None
    changed_at: datetime


class Counter(SQLModel, table=True):
    """The last public number given for a kind of ticket."""

    __tablename__ = "counter"

    kind: str = Field(primary_key=True)
    value: int


class TicketRow(SQLModel, table=True):
    """A ticket as it stands; its history is in ``event``."""

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_number", "kind", "number", unique=True),
        Index("ix_ticket_team_status", "team", "status"),
        Index("ix_ticket_remind", "remind_at", postgresql_where=text("remind_at IS NOT NULL")),
    )

    id: int = Field(default=None, primary_key=True)
    kind: str
    number: int
    status: str = Field(index=True)
    version: int
    cycle: int
    school_version: int
    service: str
    place: str
    words: str = Field(sa_column=Column(Text, nullable=False))
    requester_id: int = Field(sa_column=Column(BigInteger, nullable=False, index=True))
    team: str
    route_reason: str
    assignee_id: int | None = Field(sa_column=Column(BigInteger, nullable=True, index=True))
    hold_reason: str | None
    rating: int | None
    rating_comment: str | None = Field(sa_column=Column(Text, nullable=True))
    submitted_at: datetime = Field(index=True)
    anonymous: bool
    priority: int | None
    accepted_at: datetime | None
    done_at: datetime | None = Field(index=True)
    closed_at: datetime | None
    contact_on: date | None
    remind_at: datetime | None
    merged_into: int | None = Field(foreign_key="ticket.id", index=True)
    follows: int | None = Field(foreign_key="ticket.id")


class ClockRow(SQLModel, table=True):
    """One service-level clock of one ticket and cycle; ``next_at`` is what the tick looks for."""

    __tablename__ = "clock"
    __table_args__ = (
        Index("ix_clock_ticket", "ticket_id", "kind", "cycle", "serial", unique=True),
        Index("ix_clock_next", "next_at", postgresql_where=text("next_at IS NOT NULL")),
        Index("ix_clock_resumes", "resumes_at", postgresql_where=text("resumes_at IS NOT NULL")),
    )

    id: int = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id")
    kind: str
    cycle: int
    calendar: str
    unit: str
    budget: int
    spent: int
    running_since: datetime | None
    due_at: datetime | None
    began_at: datetime
    stopped_at: datetime | None
    outcome: str | None
    level: int
    next_at: datetime | None
    breached_at: datetime | None = Field(index=True)
    paused_since: datetime | None
    resumes_at: datetime | None
    serial: int
    waited: int
    reclassified: bool
    base: int
    reason: str | None
    excused: bool


class EventRow(SQLModel, table=True):
    """One thing that happened to a ticket; rows are added and never changed."""

    __tablename__ = "event"

    id: int = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(index=True)
    actor_id: int | None = Field(sa_column=_telegram_id(nullable=True))
    role: str
    move: str
    facts: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))


class AttachmentRow(SQLModel, table=True):
    """A file on a ticket, by Telegram's id for this bot."""

    __tablename__ = "attachment"

    id: int = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    file_id: str
    media: str
    stage: str
    added_at: datetime


class PostRow(SQLModel, table=True):
    """A message of the desk that belongs to a ticket: a reply to it is about that ticket."""

    __tablename__ = "post"

    chat_id: int = Field(sa_column=_telegram_id(primary_key=True))
    message_id: int = Field(sa_column=_telegram_id(primary_key=True))
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    purpose: str
    picture: bool


class OutboxRow(SQLModel, table=True):
    """Something owed to a chat, committed with the change that caused it.

    ``key`` merges equal debts: a second "card of ticket 42 is stale" before delivery adds nothing.
    It is cleared when the row is claimed, so a change during delivery is owed anew.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_key", "key", unique=True),
        Index("ix_outbox_open", "settled_at", "due_at"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str | None
    kind: str
    chat_id: int = Field(sa_column=_telegram_id())
    ticket_id: int | None = Field(foreign_key="ticket.id")
    facts: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    urgent: bool
    due_at: datetime
    leased_until: datetime | None
    attempts: int
    owed_at: datetime
    settled_at: datetime | None
    result: str | None


class OccasionRow(SQLModel, table=True):
    """Something that may happen once, by name (``digest:2026-11-23``)."""

    __tablename__ = "occasion"

    key: str = Field(primary_key=True)
    at: datetime


def table_of(row: type[SQLModel]) -> Table:
    """Return the table behind a class, for statements that skip the object mapper."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
