"""Clocks remember when they began, broke and paused, and when a pause ends by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NEW = ("began_at", "breached_at", "paused_since", "resumes_at")

_clock = sa.table(
    "clock",
    sa.column("ticket_id", sa.Integer),
    sa.column("cycle", sa.Integer),
    sa.column("outcome", sa.String),
    sa.column("budget", sa.Integer),
    sa.column("spent", sa.Integer),
    sa.column("stopped_at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.DateTime(timezone=True)) for name in _NEW),
)
_ticket = sa.table(
    "ticket",
    sa.column("id", sa.Integer),
    sa.column("submitted_at", sa.DateTime(timezone=True)),
)
_event = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("ticket_id", sa.Integer),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("move", sa.String),
)


def upgrade() -> None:
    """Make the change."""
    for name in _NEW:
        op.add_column("clock", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    _begin()
    _break()
    with op.batch_alter_table("clock") as clock:
        clock.alter_column("began_at", existing_type=sa.DateTime(timezone=True), nullable=False)
    op.create_index("ix_clock_breached_at", "clock", ["breached_at"], unique=False)
    op.create_index(
        "ix_clock_resumes",
        "clock",
        ["resumes_at"],
        unique=False,
        postgresql_where=sa.text("resumes_at IS NOT NULL"),
    )


def _begin() -> None:
    """Say when each clock began: with the ticket, or with the move that asked for more work."""
    connection = op.get_bind()
    submitted = sa.select(_ticket.c.submitted_at).where(_ticket.c.id == _clock.c.ticket_id)
    connection.execute(sa.update(_clock).values(began_at=submitted.scalar_subquery()))
    again = sa.select(_event.c.ticket_id, _event.c.at).where(
        _event.c.move.in_(["not_fixed", "reopen"])
    )
    cycles: dict[int, int] = {}
    for ticket_id, moment in connection.execute(again.order_by(_event.c.id)).all():
        cycles[ticket_id] = cycles.get(ticket_id, 1) + 1
        mine = (_clock.c.ticket_id == ticket_id) & (_clock.c.cycle == cycles[ticket_id])
        connection.execute(sa.update(_clock).where(mine).values(began_at=moment))


def _break() -> None:
    """Say when each missed promise was known to be broken; its due instant was not kept."""
    missed = _clock.c.outcome == "missed"
    op.get_bind().execute(sa.update(_clock).where(missed).values(breached_at=_clock.c.stopped_at))


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_clock_resumes", table_name="clock")
    op.drop_index("ix_clock_breached_at", table_name="clock")
    with op.batch_alter_table("clock") as clock:
        for name in reversed(_NEW):
            clock.drop_column(name)
