"""What comes in and what goes out: chats, updates, conversations, messages, debts, alerts."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, Text
from sqlmodel import Field, SQLModel

from models.tables.columns import telegram_id


class ChatRow(SQLModel, table=True):
    """What is known of a chat: where a group moved to, and until when it must be left alone."""

    __tablename__ = "chat"

    id: int = Field(sa_column=telegram_id(primary_key=True))
    moved_to: int | None = Field(sa_column=telegram_id(nullable=True))
    quiet_until: datetime | None
    unreachable: str | None


class SeenUpdate(SQLModel, table=True):
    """An update that was handled; ids are a set, not a high-water mark (they restart)."""

    __tablename__ = "seen_update"

    id: int = Field(sa_column=telegram_id(primary_key=True))
    seen_at: datetime = Field(index=True)


class ParkedUpdate(SQLModel, table=True):
    """An update that could not be handled, kept with its reason for the operator.

    ``asked_at`` stands while it waits to be handled again; ``settled_at`` when it was, or dropped.
    """

    __tablename__ = "parked_update"

    id: int = Field(default=None, primary_key=True)
    update_id: int | None = Field(sa_column=telegram_id(nullable=True))
    body: str = Field(sa_column=Column(Text, nullable=False))
    reason: str = Field(sa_column=Column(Text, nullable=False))
    parked_at: datetime
    tries: int
    asked_at: datetime | None
    settled_at: datetime | None
    outcome: str | None


class ConversationRow(SQLModel, table=True):
    """What a person is in the middle of in one chat, and the message it is drawn on."""

    __tablename__ = "conversation"

    chat_id: int = Field(sa_column=telegram_id(primary_key=True))
    user_id: int = Field(sa_column=telegram_id(primary_key=True))
    topic: str
    state: dict[str, object] = Field(sa_column=Column(JSON, nullable=False))
    message_id: int | None
    changed_at: datetime


class PostRow(SQLModel, table=True):
    """A message of the desk that belongs to a ticket: a reply to it is about that ticket."""

    __tablename__ = "post"

    chat_id: int = Field(sa_column=telegram_id(primary_key=True))
    message_id: int = Field(sa_column=telegram_id(primary_key=True))
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
        Index("ix_outbox_open", "settled_at", "chat_id"),
    )

    id: int = Field(default=None, primary_key=True)
    key: str | None
    kind: str
    chat_id: int = Field(sa_column=telegram_id())
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


class AuditRow(SQLModel, table=True):
    """What one person tried in vain within one hour; chat and update are of the first time."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_row", "hour", "user_id", "incident", unique=True),)

    id: int = Field(default=None, primary_key=True)
    hour: datetime
    user_id: int = Field(sa_column=telegram_id())
    incident: str
    chat_id: int = Field(sa_column=telegram_id())
    update_id: int = Field(sa_column=telegram_id())
    first_at: datetime
    last_at: datetime = Field(index=True)
    times: int


class CommandRow(SQLModel, table=True):
    """A change that an operator made on the command line; ``account`` is the machine's."""

    __tablename__ = "command"

    id: int = Field(default=None, primary_key=True)
    at: datetime = Field(index=True)
    account: str
    command: str
    subject: str


class AlertRow(SQLModel, table=True):
    """A trouble of the desk itself; ``told_at`` is when operators were told of it."""

    __tablename__ = "alert"
    __table_args__ = (Index("ix_alert_kind", "kind", "told_at"),)

    id: int = Field(default=None, primary_key=True)
    kind: str
    at: datetime
    told_at: datetime | None


class AllowanceRow(SQLModel, table=True):
    """How often a person did something since a moment, and whether they were told."""

    __tablename__ = "allowance"

    user_id: int = Field(sa_column=telegram_id(primary_key=True))
    what: str = Field(primary_key=True)
    since: datetime
    times: int
    told: bool
