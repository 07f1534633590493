"""All rows of a database, to hold two databases against each other."""

from typing import Any

from sqlalchemy import select
from sqlmodel import SQLModel

from models import tables as tables  # noqa: PLC0414  imported to be registered with SQLModel
from models.unit import Unit


def dump(unit: Unit) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every table by its name, in the order of their keys."""
    return {
        table.name: [
            dict(row)
            for row in unit.execute(select(table).order_by(*table.primary_key)).mappings()
        ]
        for table in SQLModel.metadata.sorted_tables
    }
