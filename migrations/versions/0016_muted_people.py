"""Somebody may be kept from filing for some days."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Make the change; nobody is."""
    moment = sa.Column("muted_until", sa.DateTime(timezone=True), nullable=True)
    op.add_column("person", moment)


def downgrade() -> None:
    """Undo the change."""
    op.drop_column("person", "muted_until")
