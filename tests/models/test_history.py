"""History: events and files are added in order, with the name of who acted."""

from domain.facts import Attachment
from domain.moves import Move, Role
from models import history, people
from models.unit import Units
from tests.support.clocks import StillClock
from tests.support.schools import WORKER
from tests.support.tickets import filed


def test_events_come_in_order_with_the_actors_name(units: Units, clock: StillClock) -> None:
    """What the desk did by itself has no name; facts are kept as they are."""
    with units.open() as unit:
        ticket = filed(unit)
        people.add(unit, WORKER, "王师傅")
        history.add_event(unit, ticket.id, None, (Move.SUBMIT, Role.SYSTEM), {})
    clock.forward(minutes=5)
    with units.open() as unit:
        facts = {"reason": "parts"}
        last = history.add_event(unit, ticket.id, WORKER, (Move.HOLD, Role.ASSIGNEE), facts)
        submitted, held = history.events_of(unit, ticket.id)

        assert (submitted.move, submitted.actor_name) == (Move.SUBMIT, None)
        assert (held.move, held.role, held.actor_name) == (Move.HOLD, Role.ASSIGNEE, "王师傅")
        assert held.facts == {"reason": "parts"}
        assert held.at == clock.now()
        assert history.event(unit, last) == held


def test_an_actor_without_a_row_has_no_name(units: Units) -> None:
    """Somebody who never talked to the desk in private may still act in a group."""
    with units.open() as unit:
        ticket = filed(unit)
        history.add_event(unit, ticket.id, WORKER, (Move.ACCEPT, Role.WORKER), {})

        assert [event.actor_name for event in history.events_of(unit, ticket.id)] == [None]


def test_files_come_in_the_order_they_were_added(units: Units) -> None:
    """Those of another ticket are not among them."""
    before, after = Attachment("a", "photo", "before"), Attachment("b", "photo", "after")
    with units.open() as unit:
        ticket, other = filed(unit), filed(unit)
        history.attach(unit, ticket.id, (before,))
        history.attach(unit, ticket.id, ())
        history.attach(unit, ticket.id, (after, before))

        assert history.files_of(unit, ticket.id) == (before, after, before)
        assert history.files_of(unit, other.id) == ()
