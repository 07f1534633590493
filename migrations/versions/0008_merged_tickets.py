"""A ticket that says the same as another is merged into it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the change; nothing was merged before."""
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("merged_into", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_ticket_merged_into", "ticket", ["merged_into"], ["id"])
    op.create_index("ix_ticket_merged_into", "ticket", ["merged_into"])


def downgrade() -> None:
    """Undo the change; what was merged is cancelled, and its clocks with it."""
    bind = op.get_bind()
    bind.execute(sa.text("UPDATE ticket SET status = 'cancelled' WHERE status = 'merged'"))
    bind.execute(sa.text("UPDATE clock SET outcome = 'cancelled' WHERE outcome = 'merged'"))
    op.drop_index("ix_ticket_merged_into", table_name="ticket")
    with op.batch_alter_table("ticket") as table:
        table.drop_constraint("fk_ticket_merged_into", type_="foreignkey")
        table.drop_column("merged_into")
