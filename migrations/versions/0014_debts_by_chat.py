"""What is owed is looked for chat by chat."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Make the change."""
    op.drop_index("ix_outbox_open", table_name="outbox")
    op.create_index("ix_outbox_open", "outbox", ["settled_at", "chat_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_outbox_open", table_name="outbox")
    op.create_index("ix_outbox_open", "outbox", ["settled_at", "due_at"])
