"""Clocks are counted, and remember what they waited and when their promise was changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NEW = (
    ("serial", sa.Integer(), 1),
    ("waited", sa.Integer(), 0),
    ("reclassified", sa.Boolean(), False),
    ("base", sa.Integer(), 0),
)


def upgrade() -> None:
    """Make the change; what was waited so far is not known and counts as nothing."""
    for name, kind, _ in _NEW:
        op.add_column("clock", sa.Column(name, kind, nullable=True))
    clock = sa.table("clock", *(sa.column(name, kind) for name, kind, _ in _NEW))
    op.get_bind().execute(sa.update(clock).values({name: first for name, _, first in _NEW}))
    with op.batch_alter_table("clock") as table:
        for name, kind, _ in _NEW:
            table.alter_column(name, existing_type=kind, nullable=False)
    op.drop_index("ix_clock_ticket", table_name="clock")
    columns = ["ticket_id", "kind", "cycle", "serial"]
    op.create_index("ix_clock_ticket", "clock", columns, unique=True)


def downgrade() -> None:
    """Undo the change; of several clocks of a kind in one cycle only the first is kept."""
    clock = sa.table("clock", sa.column("serial", sa.Integer))
    op.get_bind().execute(sa.delete(clock).where(clock.c.serial > 1))
    op.drop_index("ix_clock_ticket", table_name="clock")
    op.create_index("ix_clock_ticket", "clock", ["ticket_id", "kind", "cycle"], unique=True)
    with op.batch_alter_table("clock") as table:
        for name, _, _ in reversed(_NEW):
            table.drop_column(name)
