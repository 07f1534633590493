"""The school in force, and the people who talked to the desk."""

from datetime import datetime

from sqlalchemy import Column, Text
from sqlmodel import Field, SQLModel

from models.tables.columns import telegram_id


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

    id: int = Field(sa_column=telegram_id(primary_key=True))
    name: str
    language: str | None
    who: str | None
    last_place: str
    reachable: bool
    first_seen_at: datetime
    muted_until: datetime | None
