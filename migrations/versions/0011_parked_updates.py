"""Parked updates are counted, can be asked for again and are settled."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_ADDED = ("tries", "asked_at", "settled_at", "outcome")


def upgrade() -> None:
    """Make the change; what was parked so far was tried once and still waits."""
    moment = sa.DateTime(timezone=True)
    op.add_column(
        "parked_update", sa.Column("tries", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("parked_update", sa.Column("asked_at", moment, nullable=True))
    op.add_column("parked_update", sa.Column("settled_at", moment, nullable=True))
    op.add_column("parked_update", sa.Column("outcome", sa.String(), nullable=True))
    with op.batch_alter_table("parked_update") as table:
        table.alter_column("tries", server_default=None)


def downgrade() -> None:
    """Undo the change; what became of them is forgotten."""
    with op.batch_alter_table("parked_update") as table:
        for name in _ADDED:
            table.drop_column(name)
