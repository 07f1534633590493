"""Choosing the team for a ticket: the most specific rule wins, and the reason is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from domain.catalogue import category_of
from domain.school import Route, School

UNROUTED = "unrouted"


@dataclass(frozen=True, slots=True)
class Choice:
    """The team that gets a ticket, and why.

    ``reason`` is ``any`` or what the rule named (``service:WTR-01 place:main/a``);
    ``unrouted`` when no rule claims the ticket and the dispatcher must look.
    """

    team: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Match:
    """A rule that fits; a greater ``weight`` is more specific."""

    weight: tuple[int, int]
    choice: Choice


def route(school: School, service_code: str, place_code: str) -> Choice:
    """Choose the team for a service at a place.

    A rule for the service beats one for its category beats one for any; then the longer place
    wins, then the earlier rule. Raises Refusal ``service-gone`` for an unknown service.
    """
    codes = (service_code, category_of(school, service_code).code)
    matches = (_match(rule, codes, place_code) for rule in school.routes)
    # Of equal weights max returns the first, which is the earlier rule.
    best = max((match for match in matches if match), key=lambda m: m.weight, default=None)
    return best.choice if best else Choice(school.dispatch_team, UNROUTED)


def _match(rule: Route, codes: tuple[str, str], place_code: str) -> _Match | None:
    what = _what(rule, codes)
    where = _where(rule, place_code)
    if what is None or where is None:
        return None
    named = (what[1], f"place:{where}" if where else "")
    reason = " ".join(filter(None, named)) or "any"
    return _Match((what[0], len(where.split("/")) if where else 0), Choice(rule.team, reason))


def _what(rule: Route, codes: tuple[str, str]) -> tuple[int, str] | None:
    """Return how closely a rule names the service or its category, and in which words."""
    service, category = codes
    if rule.services is None:
        return 0, ""
    if service in rule.services:
        return 2, f"service:{service}"
    return (1, f"category:{category}") if category in rule.services else None


def _where(rule: Route, place_code: str) -> str | None:
    """Return the longest place of a rule around the given one, empty when any will do."""
    if rule.places is None:
        return ""
    around = (code for code in _upwards(place_code) if code in rule.places)
    return next(around, None)


def _upwards(place_code: str) -> Iterator[str]:
    """Yield a place code and the codes of everything around it."""
    code = place_code
    while code:
        yield code
        code = code.rpartition("/")[0]
