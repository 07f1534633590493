"""Editions of the school: the latest is in force, older ones can still be read."""

from dataclasses import replace

import pytest

from domain.school import School
from models import editions
from models.unit import Units
from tests.support.clocks import StillClock
from tests.support.schools import small_school


def test_without_an_edition_the_operator_is_told_what_to_do(units: Units) -> None:
    """A desk without a school says which command gives it one."""
    with units.open() as unit:
        assert editions.latest_version(unit) is None
        assert editions.fingerprint(unit) is None
        with pytest.raises(LookupError, match="school apply"):
            editions.current(unit)


def test_the_newest_edition_is_in_force(units: Units) -> None:
    """Older ones stay, for the tickets that were filed under them."""
    with units.open() as unit:
        first = editions.add(unit, "first", "f1")
        second = editions.add(unit, "second", "f2")

        assert editions.current(unit) == second
        assert editions.at(unit, first.version) == first
        assert editions.fingerprint(unit) == "f2"


def add_and_fail(units: Units) -> None:
    """Add an edition in a unit that is rolled back."""
    with units.open() as unit:
        editions.add(unit, "lost", "f1")
        raise RuntimeError


def test_an_edition_that_was_rolled_back_leaves_nothing_behind(
    database_url: str, clock: StillClock
) -> None:
    """The next edition may get its number, and is read from its own document."""

    def by_phone(document: str, version: int) -> School:
        return replace(small_school(document, version), emergency_phone=document)

    units = Units.connect(database_url, clock.now, by_phone)
    with pytest.raises(RuntimeError):
        add_and_fail(units)
    with units.open() as unit:
        version = editions.add(unit, "kept", "f2").version
    with units.open() as unit:
        assert editions.at(unit, version).emergency_phone == "kept"
    units.close()


def test_a_document_is_read_once_per_process(database_url: str, clock: StillClock) -> None:
    """Reading a school takes long; asking for it again does not."""
    read = []

    def count(document: str, version: int) -> School:
        read.append(document)
        return small_school(document, version)

    units = Units.connect(database_url, clock.now, small_school)
    with units.open() as unit:
        version = editions.add(unit, "文件", "f1").version
    units.close()
    units = Units.connect(database_url, clock.now, count)
    with units.open() as unit:
        schools = [editions.at(unit, version) for _ in range(3)]
    units.close()

    assert read == ["文件"]
    assert {id(school) for school in schools} == {id(schools[0])}
