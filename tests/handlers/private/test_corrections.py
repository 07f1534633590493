"""Staff put right in private what was filed."""

import pytest

from domain.school import School
from domain.tickets import Ticket
from models.unit import ReadSchool, Units
from services.gate import ticket_for
from tests.handlers.private.conftest import wider_school
from tests.handlers.private.lives import now, relayed
from tests.handlers.private.phone import Phone, staff_phone
from tests.support.schools import LEAD, MANAGER, with_own_plumbers


def in_the_dormitory(document: str, version: int) -> School:
    """Return the school with a choice at every question, where the dormitory mends its taps."""
    return with_own_plumbers(wider_school(document, version))


@pytest.fixture
def read_school() -> ReadSchool:
    """Read editions as this module's school."""
    return in_the_dormitory


def test_category_and_service(anna: Phone, ticket: Ticket, units: Units) -> None:
    """First the category, then the service, with a way back; then the record as it stands."""
    lead = staff_phone(units, LEAD, "Staff")
    lead.taps(f"t:{ticket.id}:show")
    lead.presses("More")
    lead.presses("Correct category")
    assert lead.labels == ["✓ Water", "Doors", "⬅️ Back"]
    lead.presses("Doors")
    lead.presses("Back")
    lead.presses("Water")
    lead.presses("Burst pipe")
    assert lead.toast == f"Category corrected: {ticket.public_number}"
    assert now(units, ticket).service == "EMG-01"
    assert "🚨" in lead.text


def test_the_present_service_leads_back(anna: Phone, ticket: Ticket, units: Units) -> None:
    """A tick is no trap."""
    lead = staff_phone(units, LEAD, "Staff")
    lead.taps(f"t:{ticket.id}:among:WTR")
    lead.presses("✓ Dripping tap")
    assert "Accept" in " ".join(lead.labels)
    assert not lead.alert


def test_a_place_is_typed(anna: Phone, ticket: Ticket, units: Units) -> None:
    """The next words are searched, as an answer to the question too; no team hears them."""
    lead = staff_phone(units, LEAD, "Staff")
    lead.taps(f"t:{ticket.id}:show")
    lead.presses("More")
    lead.presses("Correct place")
    lead.says("nowhere")
    assert "Nothing is called" in lead.text
    lead.says("302", to=2)
    assert lead.labels == ["302 · Teaching building", "⬅️ Back"]
    lead.says("201")
    lead.presses("201")
    assert now(units, ticket).place == "main/d/2/201"
    assert relayed(units, "relay") == []


def test_another_team_is_offered(anna: Phone, ticket: Ticket, units: Units) -> None:
    """A manager sends what lies in the dormitory there with one tap, or leaves it."""
    manager = staff_phone(units, MANAGER, "Staff")
    manager.taps(f"t:{ticket.id}:relocate")
    for label in ("Dormitory", "Floor 2", "201"):
        manager.presses(label)
    assert "is usually for Dormitory" in manager.text
    assert now(units, ticket).team == "repair"
    manager.presses("See the ticket")
    manager.taps(f"t:{ticket.id}:transfer:dormitory")
    assert now(units, ticket).team == "dormitory"


def test_an_open_form_waits_below(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Typed words are for the question; when it is left, the form goes on."""
    manager = staff_phone(units, MANAGER, "Staff")
    manager.says("/repair")
    manager.taps(f"t:{ticket.id}:relocate")
    manager.says("302")
    manager.presses("302")
    assert now(units, ticket).place == "main/a/3/302"
    manager.says("It drips.")
    assert "It drips." in manager.text


def test_a_requester_is_not_asked(anna: Phone, ticket: Ticket, units: Units) -> None:
    """Neither question nor search is for whoever filed it."""
    for verb in ("reclassify", "relocate", "among:WTR", "inside:1:0", "relocate:1:4"):
        anna.taps(f"t:{ticket.id}:{verb}")
        assert anna.alert
    with units.open() as unit:
        assert ticket_for(unit, ticket.id, anna.user_id) == ticket
