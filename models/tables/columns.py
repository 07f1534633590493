"""What the tables have in common."""

from sqlalchemy import BigInteger, Column, Table
from sqlmodel import SQLModel


def telegram_id(*, primary_key: bool = False, nullable: bool = False) -> Column[int]:
    """Return a column for an id that Telegram gives, so that none is counted up here."""
    return Column(BigInteger, primary_key=primary_key, nullable=nullable, autoincrement=False)


def table_of(row: type[SQLModel]) -> Table:
    """Return the table behind a class, for statements that skip the object mapper."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
