"""Tickets, with their clocks, their history and their files."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Column, Index, Text, text
from sqlmodel import Field, SQLModel

from models.tables.columns import telegram_id


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
    agreed_at: datetime | None


class EventRow(SQLModel, table=True):
    """One thing that happened to a ticket; rows are added and never changed."""

    __tablename__ = "event"

    id: int = Field(default=None, primary_key=True)
    ticket_id: int = Field(foreign_key="ticket.id", index=True)
    at: datetime = Field(index=True)
    actor_id: int | None = Field(sa_column=telegram_id(nullable=True))
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


class Counter(SQLModel, table=True):
    """The last public number given for a kind of ticket."""

    __tablename__ = "counter"

    kind: str = Field(primary_key=True)
    value: int
