"""Somebody files far more than others: they are told in time, and an emergency passes."""

from domain.drafts import Draft
from domain.tickets import Kind
from services.filing import submit
from services.people import person_for
from tests.stories.conftest import TEACHER
from tests.stories.desk import Desk
from tests.stories.filing import files_a_repair, starts_a_repair
from tests.stories.telephone import Telephone

SERVICE_SPENT = "limit of this service for one day (5)"
HOUR_SPENT = "limit for one hour (10 tickets)"


def filed(desk: Desk, *services: str) -> None:
    """Let Anna have filed repairs of these services."""
    with desk.program.units.open() as unit:
        person = person_for(unit, TEACHER, "Anna")
        for service in services:
            submit(unit, person, Draft(Kind.REPAIR, service=service, place="main/a", words="x"))


async def test_a_form_that_is_filled_in_is_kept(
    desk: Desk, anna: Telephone, wang: Telephone
) -> None:
    """The sixth leaking tap of a day is refused; the same form goes through after midnight."""
    filed(desk, *["WTR-01"] * 4)
    await starts_a_repair(anna)
    await anna.says("The sixth.")
    await anna.taps("Skip")
    filed(desk, "WTR-01")
    refused = await anna.taps("Submit")
    assert (SERVICE_SPENT in refused.text, refused.alert) == (True, True)
    await desk.forward(hours=15)
    await anna.taps("Submit")
    assert await wang.sees("R-1006")


async def test_nobody_fills_in_a_form_in_vain(desk: Desk, anna: Telephone) -> None:
    """What is spent is refused where it is chosen; another service goes on."""
    filed(desk, *["WTR-01"] * 5)
    await anna.says("/start")
    await anna.taps("Repair")
    await anna.taps("Water and drains")
    refused = await anna.taps("Leaking tap")
    assert (SERVICE_SPENT in refused.text, refused.alert) == (True, True)
    assert await anna.counts("limit") == 0
    await anna.taps("Blocked")
    assert "Where" in await anna.reads()


async def test_a_form_begins_with_the_limit(desk: Desk, anna: Telephone, wang: Telephone) -> None:
    """Whoever filed ten within the hour reads so at once; an emergency passes in any case."""
    filed(desk, *["WTR-01", "WTR-02"] * 5)
    await anna.says("/start")
    await anna.taps("Repair")
    assert HOUR_SPENT in await anna.reads()
    assert "after 10:0" in await anna.reads()
    await files_a_repair(anna, "Water everywhere!", "Emergency", "Burst pipe")
    assert await wang.sees("R-1011")
