"""Clocks remember the date that was agreed with the requester."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the change; nothing has been agreed so far."""
    op.add_column("clock", sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Undo the change; what was agreed is forgotten."""
    with op.batch_alter_table("clock") as table:
        table.drop_column("agreed_at")
