"""Looking things up in the service catalogue."""

from __future__ import annotations

from domain.editions import per_edition
from domain.refusal import Refusal
from domain.school import Category, School, Service
from domain.tickets import Kind


@per_edition
def _by_code(school: School) -> dict[str, tuple[Category, Service]]:
    return {
        service.code: (category, service)
        for category in school.categories
        for service in category.services
    }


def service_of(school: School, code: str) -> Service:
    """Return a service by its code; Refusal ``service-gone`` when the school has it no more."""
    return _entry(school, code)[1]


def category_of(school: School, service_code: str) -> Category:
    """Return the category of a service; Refusal ``service-gone`` as :func:`service_of`."""
    return _entry(school, service_code)[0]


def categories(school: School, kind: Kind) -> tuple[Category, ...]:
    """Return the categories that a kind of ticket can be filed under, in the school's order."""
    return tuple(category for category in school.categories if category.kind is kind)


def _entry(school: School, code: str) -> tuple[Category, Service]:
    entry = _by_code(school).get(code)
    if entry is None:
        raise Refusal("service-gone", service=code)
    return entry
