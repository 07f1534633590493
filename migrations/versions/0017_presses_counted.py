"""Presses are counted as messages are; what was counted within a minute is forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the change."""
    op.drop_table("allowance")
    op.create_table(
        "allowance",
        sa.Column("user_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("what", sa.String(), primary_key=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("allowance")
    op.create_table(
        "allowance",
        sa.Column("user_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("minute", sa.DateTime(timezone=True), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
    )
