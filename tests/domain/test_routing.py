"""Routing: the most specific rule wins and says why."""

import pytest

from domain.refusal import Refusal
from domain.routing import Choice, route
from domain.school import Route
from tests.domain.samples import school


def rule(team: str, services: str | None = None, places: str | None = None) -> Route:
    """Return a rule for services and places separated by spaces."""
    return Route(
        team,
        None if services is None else frozenset(services.split()),
        None if places is None else frozenset(places.split()),
    )


@pytest.mark.parametrize(
    ("rules", "service", "place", "expected"),
    [
        # One rule that fits.
        ([rule("water")], "WTR-01", "main/a", Choice("water", "any")),
        ([rule("water")], "FOD-01", "", Choice("water", "any")),
        ([rule("water", "WTR")], "WTR-02", "main/a", Choice("water", "category:WTR")),
        ([rule("water", "WTR-01")], "WTR-01", "", Choice("water", "service:WTR-01")),
        ([rule("water", None, "main/a")], "ELE-01", "main/a", Choice("water", "place:main/a")),
        (
            [rule("water", "WTR-01 WTR", "main/a main")],
            "WTR-01",
            "main/a/3/301",
            Choice("water", "service:WTR-01 place:main/a"),
        ),
        # No rule that fits.
        ([], "WTR-01", "main/a", Choice("desk", "unrouted")),
        ([rule("water", "ELE")], "WTR-01", "main/a", Choice("desk", "unrouted")),
        ([rule("water", "WTR-02")], "WTR-01", "main/a", Choice("desk", "unrouted")),
        ([rule("water", "")], "WTR-01", "main/a", Choice("desk", "unrouted")),
        ([rule("water", None, "north")], "WTR-01", "main/a", Choice("desk", "unrouted")),
        ([rule("water", None, "main/a/3")], "WTR-01", "main/a", Choice("desk", "unrouted")),
        ([rule("water", None, "main")], "WTR-01", "", Choice("desk", "unrouted")),
        # A building's code is not the beginning of a word.
        ([rule("water", None, "main/a")], "WTR-01", "main/ab", Choice("desk", "unrouted")),
        # Service beats category beats any, whatever the place.
        (
            [rule("power", None, "main/a/3/301"), rule("desk", "WTR"), rule("water", "WTR-01")],
            "WTR-01",
            "main/a/3/301",
            Choice("water", "service:WTR-01"),
        ),
        (
            [rule("power", None, "main/a/3/301"), rule("water", "WTR", "main")],
            "WTR-01",
            "main/a/3/301",
            Choice("water", "category:WTR place:main"),
        ),
        # Then the longer place.
        (
            [rule("power", "WTR"), rule("desk", "WTR", "main"), rule("water", "WTR", "main/a")],
            "WTR-01",
            "main/a/3/301",
            Choice("water", "category:WTR place:main/a"),
        ),
        # Then the earlier rule.
        (
            [rule("water", "WTR", "main"), rule("power", "WTR", "main")],
            "WTR-01",
            "main/a",
            Choice("water", "category:WTR place:main"),
        ),
    ],
)
def test_the_most_specific_rule_wins(
    rules: list[Route], service: str, place: str, expected: Choice
) -> None:
    """Team and reason are those of the rule that names the matter most closely."""
    assert route(school(*rules), service, place) == expected


def test_an_unknown_service_is_refused() -> None:
    """A service that the school gave up since the form was drawn cannot be routed."""
    with pytest.raises(Refusal, match="service-gone"):
        route(school(rule("water")), "WTR-99", "main")
