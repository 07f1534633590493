"""People: remembered once, changed a column at a time."""

from domain.facts import Person, Who
from models import occasions, people
from models.unit import Units

ANNA = 2**52 - 1


def test_a_stranger_becomes_a_person(units: Units) -> None:
    """Nothing is assumed of somebody who has not yet chosen."""
    stranger = Person(ANNA, "Anna <b>", None, None, last_place="", reachable=True)
    with units.open() as unit:
        assert people.find(unit, ANNA) is None
        assert people.add(unit, ANNA, "Anna <b>") == stranger
        assert people.find(unit, ANNA) == stranger


def test_what_a_person_chose_is_kept(units: Units) -> None:
    """Also when a second process meets the person for the first time."""
    with units.open() as unit:
        people.add(unit, ANNA, "Anna")
        people.change(unit, ANNA, language="en", who=Who.TEACHER, last_place="main/a")
        people.change(unit, ANNA, reachable=False)
        people.add(unit, ANNA, "Anna")
        chosen = Person(ANNA, "Anna", "en", Who.TEACHER, last_place="main/a", reachable=False)

        assert people.find(unit, ANNA) == chosen


def test_an_occasion_is_taken_once(units: Units) -> None:
    """The digest of a day is written by one process."""
    with units.open() as unit:
        assert occasions.first_to(unit, "digest:2026-11-23")
        assert not occasions.first_to(unit, "digest:2026-11-23")
        assert occasions.first_to(unit, "digest:2026-11-24")
