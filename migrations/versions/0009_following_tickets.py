"""A ticket may follow an earlier one of the same requester."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the change; nothing followed before."""
    with op.batch_alter_table("ticket") as table:
        table.add_column(sa.Column("follows", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_ticket_follows", "ticket", ["follows"], ["id"])


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("ticket") as table:
        table.drop_constraint("fk_ticket_follows", type_="foreignkey")
        table.drop_column("follows")
