"""What is allowed in school.yaml but is probably not meant is told as a warning."""

from collections.abc import Callable

import pytest

type_of_found = Callable[[str], list[tuple[int, str, str]]]
type_of_text = Callable[[str, str], str]


def test_a_school_in_order_has_no_warnings(small: str, doubts: type_of_found) -> None:
    """Silence means that nothing needs a second look."""
    assert doubts(small) == []


DOUBTS = [
    (
        "[zh, en]",
        "[zh, en, zh-Hant]",
        "school.name",
        "no name in zh-Hant; people see another language instead.",
    ),
    (
        "{zh: 小学校, en: Small school}",
        "{zh: 小学校}",
        "school.name",
        "no name in en; people see another language instead.",
    ),
    (
        "  - {services: CMP, team: desk}\n",
        "",
        "categories.CMP.services.CMP-01",
        "no route for every place; the rest goes to desk.",
    ),
    (
        "services: CMP,",
        "services: CMP, places: main,",
        "categories.CMP.services.CMP-01",
        "no route for every place; the rest goes to desk.",
    ),
    (
        "lead of repair",
        "worker of repair",
        "teams.repair",
        "this team has no lead; nobody in it is warned of delays.",
    ),
    (
        "ladders:",
        "priorities: {1: {targets: {ack: 5 min}, floor: 5 min, emergency: true}}\nladders:",
        "priorities.1",
        "an emergency that wakes nobody at night; name an urgent ladder.",
    ),
    (
        "{zh: 国庆节, en: National Day}",
        "{zh: 国庆节}",
        "days.national.2026.days_off[0].name",
        "no name in en; people see another language instead.",
    ),
    (
        "{clock: appointment, when: due, to: lead}",
        "{clock: resolve, when: due, to: lead}",
        "ladders.normal",
        "no level for appointment; nobody hears of a missed visit.",
    ),
    (
        "to: lead",
        "to: [lead, head]",
        "ladders.normal",
        "tells the head of logistics, but nobody in staff is head.",
    ),
]


@pytest.mark.parametrize("doubt", DOUBTS, ids=lambda doubt: doubt[2])
def test_each_doubt_is_told_with_its_path(
    otherwise: type_of_text, doubts: type_of_found, doubt: tuple[str, str, str, str]
) -> None:
    """What is replaced by what, the path that is named and the sentence."""
    old, new, path, sentence = doubt
    found = doubts(otherwise(old, new))
    assert (path, sentence) in [(where, said) for _, where, said in found]
    assert {said for _, _, said in found} == {sentence}


def test_a_team_without_people_cannot_accept(
    otherwise: type_of_text, doubts: type_of_found
) -> None:
    """A team needs somebody who leads and somebody who works."""
    text = otherwise("lead of repair", "worker of desk").replace(
        "worker of repair", "lead of desk"
    )
    line = text[: text.index("  repair:")].count("\n") + 1
    assert doubts(text) == [
        (line, "teams.repair", "this team has no lead; nobody in it is warned of delays."),
        (line, "teams.repair", "this team has no workers; nobody can accept its tickets."),
    ]


def test_a_team_may_be_called_name(small: str, doubts: type_of_found) -> None:
    """A code that is also a key is not taken for one."""
    text = small.replace("  repair:\n", "  name:\n").replace("of repair", "of name")
    assert doubts(text.replace("team: repair", "team: name")) == []
