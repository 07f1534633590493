"""What was tried in vain is written down."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the change."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("hour", moment, nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("incident", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("first_at", moment, nullable=False),
        sa.Column("last_at", moment, nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.create_index("ix_audit_row", "audit", ["hour", "user_id", "incident"], unique=True)
    op.create_index("ix_audit_last_at", "audit", ["last_at"])


def downgrade() -> None:
    """Undo the change; what was written down is forgotten."""
    op.drop_table("audit")
