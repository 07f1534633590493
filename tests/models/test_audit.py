"""The audit: what was tried in vain, and what operators changed, kept for half a year."""

from datetime import timedelta

from domain.auditing import Command, Incident
from models import audit
from models.unit import Units
from tests.support.clocks import StillClock

ANNA, HERE = 2**52 - 1, -(2**52)


def test_one_row_for_each_person_incident_and_hour(units: Units, clock: StillClock) -> None:
    """Chat and update are those of the first time; a flood adds no rows."""
    begin = clock.now()
    with units.open() as unit:
        for update_id in range(50):
            audit.note(unit, (ANNA, HERE), 2**40 + update_id, Incident.FORGED)
        audit.note(unit, (ANNA, HERE), 1, Incident.STALE)
        audit.note(unit, (7, 7), 2, Incident.FORGED)
    clock.forward(minutes=59)
    with units.open() as unit:
        audit.note(unit, (ANNA, ANNA), 3, Incident.FORGED)
    clock.forward(minutes=1)
    with units.open() as unit:
        audit.note(unit, (ANNA, ANNA), 4, Incident.FORGED)
        newest, before, *others = audit.listed(unit, None, None)
        assert audit.listed(unit, clock.now(), None) == [newest]
        assert {each.user_id for each in audit.listed(unit, None, 7)} == {7}
    assert (newest.update_id, newest.times, newest.chat_id) == (4, 1, ANNA)
    assert (before.update_id, before.times, before.chat_id) == (2**40, 51, HERE)
    assert (before.first_at, before.last_at) == (begin, begin + timedelta(minutes=59))
    assert [(each.incident, each.user_id) for each in others] == [("forged", 7), ("stale", ANNA)]


def test_half_a_year_is_kept(units: Units, clock: StillClock) -> None:
    """And not a second more."""
    with units.open() as unit:
        audit.note(unit, (ANNA, HERE), 1, Incident.ROLE)
        audit.note_command(unit, "zhou", Command.APPLY, "edition 4")
    clock.forward(days=180)
    with units.open() as unit:
        audit.forget_old(unit)
        assert len(audit.listed(unit, None, None)) == 1
        (command,) = audit.commanded(unit, None)
        assert (command.account, command.command) == ("zhou", Command.APPLY)
    clock.forward(seconds=1)
    with units.open() as unit:
        audit.forget_old(unit)
        assert [*audit.listed(unit, None, None), *audit.commanded(unit, None)] == []
