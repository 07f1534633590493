"""A ticket that waits knows on which day its requester hears from the team."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the change; pauses that go on have no such day."""
    op.add_column("ticket", sa.Column("contact_on", sa.Date(), nullable=True))
    op.add_column("ticket", sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_ticket_remind",
        "ticket",
        ["remind_at"],
        postgresql_where=sa.text("remind_at IS NOT NULL"),
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_ticket_remind", table_name="ticket")
    with op.batch_alter_table("ticket") as table:
        table.drop_column("remind_at")
        table.drop_column("contact_on")
