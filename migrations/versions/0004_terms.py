"""A filing says under which terms; anonymity is the ticket's own; a priority may be given."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_TERMS = ("edition", "service", "place")

_ticket = sa.table(
    "ticket",
    sa.column("id", sa.Integer),
    sa.column("kind", sa.String),
    sa.column("school_version", sa.Integer),
    sa.column("service", sa.String),
    sa.column("place", sa.String),
    sa.column("anonymous", sa.Boolean),
)
_event = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("ticket_id", sa.Integer),
    sa.column("move", sa.String),
    sa.column("facts", sa.JSON),
)
_edition = sa.table(
    "school_edition", sa.column("version", sa.Integer), sa.column("document", sa.Text)
)


def upgrade() -> None:
    """Make the change."""
    op.add_column("ticket", sa.Column("priority", sa.Integer(), nullable=True))
    op.add_column("ticket", sa.Column("anonymous", sa.Boolean(), nullable=True))
    op.get_bind().execute(sa.update(_ticket).values(anonymous=False))
    _keep_names_secret()
    with op.batch_alter_table("ticket") as ticket:
        ticket.alter_column("anonymous", existing_type=sa.Boolean(), nullable=False)
    _write_terms()


def _keep_names_secret() -> None:
    """Mark the complaints whose service promised it in the edition they were filed under."""
    connection = op.get_bind()
    for version, document in connection.execute(sa.select(_edition)).all():
        services = [
            service["code"]
            for category in json.loads(document).get("categories", ())
            for service in category["services"]
            if service["anonymous"]
        ]
        theirs = (_ticket.c.school_version == version) & _ticket.c.service.in_(services)
        secret = sa.update(_ticket).where(theirs & (_ticket.c.kind == "complaint"))
        connection.execute(secret.values(anonymous=True))


def _write_terms() -> None:
    """Add to each event of filing what the ticket is promised under: it never changed so far."""
    connection = op.get_bind()
    filed = sa.select(
        _event.c.id,
        _event.c.facts,
        _ticket.c.school_version,
        _ticket.c.service,
        _ticket.c.place,
    ).where((_event.c.ticket_id == _ticket.c.id) & (_event.c.move == "submit"))
    for event_id, facts, *terms in connection.execute(filed).all():
        known = {**dict(zip(_TERMS, terms, strict=True)), **facts}
        connection.execute(sa.update(_event).where(_event.c.id == event_id).values(facts=known))


def downgrade() -> None:
    """Undo the change."""
    connection = op.get_bind()
    filed = sa.select(_event.c.id, _event.c.facts).where(_event.c.move == "submit")
    for event_id, facts in connection.execute(filed).all():
        kept = {name: fact for name, fact in facts.items() if name not in _TERMS}
        connection.execute(sa.update(_event).where(_event.c.id == event_id).values(facts=kept))
    with op.batch_alter_table("ticket") as ticket:
        ticket.drop_column("anonymous")
        ticket.drop_column("priority")
