"""The dates that differ in a calendar are kept by layer.

Older editions did not say why a date differs: what is closed becomes a holiday, what is open a
make-up day, so every date keeps its hours.
"""

import json
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

HOLIDAY, MAKE_UP = "1", "2"
EDITIONS = sa.table(
    "school_edition", sa.column("version", sa.Integer), sa.column("document", sa.Text)
)


def upgrade() -> None:
    """Make the change."""
    rewrite(layered)


def downgrade() -> None:
    """Take the change back."""
    rewrite(merged)


def rewrite(change: Callable[[dict[str, Any]], None]) -> None:
    """Change each calendar of each edition, and write the document as the program does."""
    connection = op.get_bind()
    for version, document in connection.execute(sa.select(EDITIONS)).all():
        school = json.loads(document)
        for calendar in school["calendars"].values():
            change(calendar)
        written = json.dumps(school, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        row = EDITIONS.c.version == version
        connection.execute(sa.update(EDITIONS).where(row).values(document=written))


def layered(calendar: dict[str, Any]) -> None:
    """Put each date into a layer that has the same hours for it."""
    layers: dict[str, Any] = {}
    for day, windows in calendar.pop("overrides").items():
        layer = layers.setdefault(MAKE_UP if windows else HOLIDAY, {})
        layer[day] = {"windows": windows, "names": {}}
    calendar.update(layers=layers, national_years=None)


def merged(calendar: dict[str, Any]) -> None:
    """Let the highest layer decide each date, and forget why."""
    layers = calendar.pop("layers")
    del calendar["national_years"]
    days = {day: content for layer in sorted(layers) for day, content in layers[layer].items()}
    calendar["overrides"] = {day: content["windows"] for day, content in days.items()}
