"""Troubles of the desk itself are kept, so that operators are told of each."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "alert",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_alert_kind", "alert", ["kind", "told_at"])


def downgrade() -> None:
    """Drop it; what nobody has heard of yet stands in the log."""
    op.drop_table("alert")
