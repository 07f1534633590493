"""Tickets from before their terms were written down get them, and anonymity stays promised."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, select, text

from bot.school import dump
from models.engine import open_engine
from models.schema import migrate
from models.tables import EventRow, TicketRow, table_of
from tests.support.schools import FOOD, IDEA, TAP, small_school

AT = datetime(2026, 1, 1, tzinfo=UTC)
TICKETS = ((1, "repair", TAP.code), (2, "complaint", FOOD.code), (3, "suggestion", IDEA.code))
_TICKET = text(
    "INSERT INTO ticket (id, kind, number, status, version, cycle, school_version, service, place,"
    " words, requester_id, team, route_reason, submitted_at) VALUES (:id, :kind, :id, 'new', 1, 1,"
    " 1, :service, 'main', 'w', 1, 'repair', 'any', :at)"
)
_EVENT = text(
    "INSERT INTO event (ticket_id, at, role, move, facts) VALUES"
    """ (:id, :at, 'requester', 'submit', '{"route": "any"}')"""
)


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    """Give a database with a ticket of each kind; the complaint and the suggestion hide names."""
    opened = open_engine(empty_database_url)
    migrate(opened, "0003")
    with opened.begin() as connection:
        connection.execute(
            text("INSERT INTO school_edition VALUES (1, 'f', :document, :at)"),
            {"document": dump(small_school("", 1)), "at": AT},
        )
        for number, kind, service in TICKETS:
            values = {"id": number, "kind": kind, "service": service, "at": AT}
            connection.execute(_TICKET, values)
            connection.execute(_EVENT, values)
    yield opened
    opened.dispose()


def test_what_was_promised_is_written_down(engine: Engine) -> None:
    """Each filing has its edition, service and place; only a complaint hides a name."""
    migrate(engine, "0004")
    ticket, event = table_of(TicketRow), table_of(EventRow)
    with engine.connect() as connection:
        secret = connection.execute(select(ticket.c.kind).where(ticket.c.anonymous)).scalars()
        assert list(secret) == ["complaint"]
        facts = connection.execute(select(event.c.facts).order_by(event.c.id)).scalars()
        assert list(facts) == [
            {"edition": 1, "service": service, "place": "main", "route": "any"}
            for _, _, service in TICKETS
        ]


def test_it_can_be_taken_back(engine: Engine) -> None:
    """The facts are as they were."""
    migrate(engine, "0004")
    migrate(engine, "0003")
    event = table_of(EventRow)
    with engine.connect() as connection:
        assert set(map(str, connection.execute(select(event.c.facts)).scalars())) == {
            "{'route': 'any'}"
        }
