"""Clocks remember why they were breached, and whether a manager accepts that."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the change; of breaches so far nobody has said why, and none is excused."""
    op.add_column("clock", sa.Column("reason", sa.String(), nullable=True))
    op.add_column("clock", sa.Column("excused", sa.Boolean(), nullable=True))
    clock = sa.table("clock", sa.column("excused", sa.Boolean))
    op.get_bind().execute(sa.update(clock).values(excused=False))
    with op.batch_alter_table("clock") as table:
        table.alter_column("excused", existing_type=sa.Boolean(), nullable=False)


def downgrade() -> None:
    """Undo the change; reasons stay in the events that gave them."""
    with op.batch_alter_table("clock") as table:
        table.drop_column("excused")
        table.drop_column("reason")
