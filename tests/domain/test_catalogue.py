"""The service catalogue, and what is remembered of an edition of the school."""

from dataclasses import replace

import pytest

from domain.catalogue import categories, category_of, service_of
from domain.editions import per_edition
from domain.refusal import Refusal
from domain.school import School
from domain.tickets import Kind
from tests.domain.samples import FOOD, LIGHT, WATER, school

SCHOOL = school()


def test_services_and_their_categories() -> None:
    """A service is found by its code, and its category with it."""
    assert service_of(SCHOOL, "WTR-02") is WATER.services[1]
    assert category_of(SCHOOL, "WTR-02") is WATER


def test_categories_of_a_kind() -> None:
    """Each kind of ticket has its own categories, in the school's order."""
    assert categories(SCHOOL, Kind.REPAIR) == (WATER, LIGHT)
    assert categories(SCHOOL, Kind.COMPLAINT) == (FOOD,)
    assert categories(SCHOOL, Kind.SUGGESTION) == ()


@pytest.mark.parametrize("code", ["WTR", "WTR-99", ""])
def test_a_service_that_is_gone_is_refused(code: str) -> None:
    """An old button may name a service that the school has given up."""
    with pytest.raises(Refusal, match="service-gone") as refused:
        service_of(SCHOOL, code)
    assert refused.value.facts == {"service": code}


def test_a_new_edition_is_looked_at_anew() -> None:
    """Two editions with the same number of everything are never confused."""
    without = replace(SCHOOL, version=2, categories=(LIGHT,))
    assert service_of(SCHOOL, "WTR-01").code == "WTR-01"
    with pytest.raises(Refusal, match="service-gone"):
        service_of(without, "WTR-01")


def test_an_edition_is_worked_out_once() -> None:
    """The work is done again only for an edition that fell out of memory."""
    built = []

    @per_edition
    def versions(edition: School) -> int:
        built.append(edition.version)
        return edition.version

    editions = [replace(SCHOOL, version=number) for number in range(1, 10)]
    assert [versions(edition) for edition in editions[:2] * 2] == [1, 2, 1, 2]
    assert built == [1, 2]
    assert [versions(edition) for edition in (*editions, editions[0])] == [*range(1, 10), 1]
    assert built == [*range(1, 10), 1]
