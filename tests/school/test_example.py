"""The example is a whole school that can be applied as it is, with the published catalogue."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.school import check, load
from domain.catalogue import service_of
from domain.clocks import WORK, ClockKind, begin
from domain.ladders import Recipient, armed, moments
from domain.moves import Role
from domain.routing import UNROUTED, route
from domain.school import PAUSES, PhotoRule, Place, School
from domain.targets import Aim, Target, Unit
from domain.tickets import Kind

MONDAY = datetime(2026, 11, 16, 1, tzinfo=UTC)
LONGEST_PATH = 48
GROUP, ON_CALL, LEAD = Recipient.GROUP, Recipient.ON_CALL, Recipient.LEAD
DISPATCHER, MANAGER, HEAD = Recipient.DISPATCHER, Recipient.MANAGER, Recipient.HEAD


@pytest.fixture(scope="module")
def school(example: Path) -> School:
    """Return the example school."""
    return load(example)


def test_every_priority_and_every_reason_is_decided(school: School) -> None:
    """From danger to wish the promises grow; the first one is an emergency around the clock."""
    ranks = [school.priorities[number] for number in (1, 2, 3, 4)]
    emergencies = [(rank.calendar, rank.ladder) for rank in ranks if rank.emergency]
    assert emergencies == [("emergency", "emergency")]
    assert ranks[0].targets[ClockKind.ACK] == by_clock(5)
    assert [rank.targets[ClockKind.ACK] for rank in ranks[1:]] == [
        minutes(30),
        minutes(60),
        minutes(240),
    ]
    assert school.pauses == PAUSES


def test_no_team_promises_less_than_the_catalogue_gives_it(school: School) -> None:
    """Whoever keeps the promise of each service that is routed to a team keeps the team's too."""
    for category in school.categories:
        for service in category.services:
            promised = school.teams[route(school, service.code, "").team].promise
            assert promised is not None
            for kind in WORK & service.targets.keys():
                target = service.targets[kind]
                assert target.unit is not promised.unit or target.amount <= promised.amount


def test_dormitories_are_served_in_their_own_hours(school: School) -> None:
    """Both dormitories; every other place has the hours of the service."""
    own = {place.code: place.calendar for place in walk(school.campuses) if place.calendar}
    assert own == {"main/dorm-1": "dormitory", "main/dorm-2": "dormitory"}


def walk(places: tuple[Place, ...]) -> Iterator[Place]:
    """Yield places and all that lies inside."""
    for place in places:
        yield place
        yield from walk(place.children)


def minutes(amount: int) -> Target:
    """Return a promise in working minutes."""
    return Target(amount, Unit.WORKING_MINUTES)


def by_clock(amount: int) -> Target:
    """Return a promise in clock minutes."""
    return Target(amount, Unit.CLOCK_MINUTES)


def days(amount: int) -> Target:
    """Return a promise in working days."""
    return Target(amount, Unit.WORKING_DAYS)


def test_nothing_is_wrong_with_it_or_doubtful(example: Path) -> None:
    """A school that starts from the example starts without a warning."""
    assert check(example).warnings == ()


def test_the_catalogue_is_complete(school: School) -> None:
    """Fourteen categories and fifty-one services, in the order requesters meet them."""
    sizes = {category.code: len(category.services) for category in school.categories}
    assert sizes == {
        "EMG": 7,
        "WTR": 5,
        "ELE": 4,
        "HVA": 3,
        "FUR": 4,
        "CIV": 3,
        "LFT": 1,
        "ITC": 4,
        "CLN": 5,
        "DOR": 3,
        "SRV": 4,
        "CAN": 2,
        "CMP": 3,
        "SUG": 2,
    }
    kinds = Counter(category.kind for category in school.categories)
    assert kinds == {Kind.REPAIR: 11, Kind.COMPLAINT: 2, Kind.SUGGESTION: 1}


ROWS: dict[str, dict[ClockKind, Target]] = {
    "EMG-03": {
        ClockKind.ACK: by_clock(3),
        ClockKind.ARRIVE: by_clock(15),
        ClockKind.RESOLVE: by_clock(120),
    },
    "WTR-01": {ClockKind.ACK: minutes(60), ClockKind.RESOLVE: days(1)},
    "WTR-02": {
        ClockKind.ACK: minutes(30),
        ClockKind.ARRIVE: minutes(120),
        ClockKind.RESOLVE: minutes(480),
    },
    "WTR-05": {
        ClockKind.ACK: by_clock(15),
        ClockKind.ARRIVE: by_clock(60),
        ClockKind.RESOLVE: by_clock(1440),
    },
    "CIV-02": {ClockKind.ACK: minutes(240), ClockKind.RESOLVE: days(7)},
    "ITC-01": {
        ClockKind.ACK: minutes(5),
        ClockKind.ARRIVE: minutes(10),
        ClockKind.RESOLVE: minutes(60),
    },
    "SRV-04": {ClockKind.ACK: days(1), ClockKind.RESOLVE: days(10)},
    "CAN-02": {ClockKind.ACK: minutes(240), ClockKind.REPLY: days(2)},
    "CMP-01": {
        ClockKind.ACK: minutes(120),
        ClockKind.REPLY: days(3),
        ClockKind.RESOLVE: days(5),
    },
    "SUG-01": {ClockKind.ACK: days(1), ClockKind.REPLY: days(5)},
}


@pytest.mark.parametrize("code", ROWS)
def test_promises_are_those_of_the_catalogue(school: School, code: str) -> None:
    """A row of each sort: emergency, dormitory hours, teaching hours, days, answers."""
    assert service_of(school, code).targets == ROWS[code]


RULES = {
    "EMG-01": ("emergency", PhotoRule.WISHED, False, True),
    "EMG-02": ("emergency", PhotoRule.NONE, False, True),
    "FUR-02": ("dormitory", PhotoRule.REQUIRED, False, False),
    "FUR-04": ("teaching", PhotoRule.REQUIRED, False, False),
    "CIV-03": ("teaching", PhotoRule.REQUIRED, True, False),
    "LFT-01": ("emergency", PhotoRule.NONE, False, False),
    "CLN-01": ("dormitory", PhotoRule.WISHED, True, False),
    "CMP-03": ("emergency", PhotoRule.WISHED, True, True),
}


@pytest.mark.parametrize("code", RULES)
def test_rules_are_those_of_the_catalogue(school: School, code: str) -> None:
    """Calendar, photo, anonymity and emergency of one row of each sort."""
    service = service_of(school, code)
    found = (service.calendar, service.photo, service.anonymous, service.emergency)
    assert found == RULES[code]


def services(school: School) -> list[str]:
    """Return the codes of the whole catalogue."""
    found = chain.from_iterable(category.services for category in school.categories)
    return [service.code for service in found]


def test_danger_never_waits_for_a_photo_or_for_working_hours(school: School) -> None:
    """Priority 1 needs no picture, and every emergency is counted around the clock."""
    for code in services(school):
        service = service_of(school, code)
        assert service.priority > 1 or service.photo is not PhotoRule.REQUIRED
        assert not service.emergency or (service.calendar, service.ladder) == (
            "emergency",
            "emergency",
        )


def test_every_promise_can_be_kept_and_watched(school: School) -> None:
    """Each clock of each service starts on a Monday morning and finds its first level."""
    for code in services(school):
        service = service_of(school, code)
        calendar = school.calendars[service.calendar]
        for kind, target in service.targets.items():
            clock = begin(kind, 1, Aim(target, service.calendar, calendar), MONDAY)
            assert armed(school.ladders[service.ladder], clock, calendar).next_at is not None


@pytest.mark.parametrize(
    ("ladder", "climbed"),
    [
        (
            "normal",
            {
                "09:30": {GROUP},
                "09:48": {ON_CALL},
                "10:00": {LEAD},
                "11:00": {DISPATCHER},
                "16:00": {MANAGER},
            },
        ),
        (
            "emergency",
            {
                "09:00": {GROUP, ON_CALL},
                "09:03": {ON_CALL},
                "09:05": {GROUP, ON_CALL},
                "09:08": {LEAD},
                "09:10": {MANAGER},
                "09:15": {GROUP, ON_CALL, HEAD},
            },
        ),
    ],
)
def test_who_is_called_and_when(
    school: School, ladder: str, climbed: dict[str, set[Recipient]]
) -> None:
    """An hour for acceptance from Monday at nine, as nobody accepts."""
    calendar = school.calendars["teaching"]
    clock = begin(ClockKind.ACK, 1, Aim(minutes(60), "teaching", calendar), MONDAY)
    rungs = moments(school.ladders[ladder], clock, calendar)
    assert {
        f"{when.astimezone(ZoneInfo(school.zone)):%H:%M}": set(
            school.ladders[ladder].rung(clock, number).recipients
        )
        for number, when in rungs
    } == climbed


def test_every_name_is_there_in_four_languages(school: School) -> None:
    """Places, services, teams and people can be shown to everybody."""
    named = [
        school.names,
        *(place.names for place in walk(school.campuses)),
        *(category.names for category in school.categories),
        *(service_of(school, code).names for code in services(school)),
        *(team.names for team in school.teams.values()),
        *(person.names for person in school.staff.values()),
    ]
    assert len(school.languages) == 4
    assert all(set(names) == set(school.languages) for names in named)


@pytest.mark.parametrize(
    ("service", "place", "team"),
    [
        ("WTR-01", "main/a/3/301", "repair"),
        ("EMG-01", "main/dorm-1/2/201", "repair"),
        ("EMG-05", "main/lab/1/101", "safety"),
        ("ITC-02", "south/c/1/C101", "it"),
        ("CLN-02", "main/a/1/101", "cleaning"),
        ("CLN-02", "main/canteen/1/hall-1", "canteen"),
        ("CLN-02", "main/dorm-2/1/duty", "dormitory"),
        ("CLN-05", "main/canteen", "grounds"),
        ("CAN-02", "main/canteen", "desk"),
        ("CMP-02", "", "desk"),
        ("CMP-03", "main/gate", "safety"),
    ],
)
def test_tickets_find_their_team(school: School, service: str, place: str, team: str) -> None:
    """By category, by service and by building; complaints go to the desk."""
    assert route(school, service, place).team == team


def test_no_service_is_without_a_route(school: School) -> None:
    """The dispatcher gets what is meant for the desk, not what was forgotten."""
    assert all(route(school, code, "").reason != UNROUTED for code in services(school))


def test_the_people_of_the_demo_are_there(school: School) -> None:
    """The demo plays with these ids."""
    held = {user_id: {grant.role for grant in school.staff[user_id].grants} for user_id in PEOPLE}
    assert held == PEOPLE
    chats = {code: team.chat_id for code, team in school.teams.items()}
    assert (chats["repair"], chats["desk"]) == (-1001000000001, -1001000000009)


PEOPLE = {
    2001: {Role.MANAGER},
    2002: {Role.HEAD},
    2003: {Role.DISPATCHER},
    2010: {Role.LEAD},
    2011: {Role.WORKER},
    2012: {Role.WORKER},
}


def test_places_fit_into_buttons(school: School) -> None:
    """Telegram keeps 64 bytes of a button's data; the path of a place leaves room for more."""
    assert max(len(place.code) for place in walk(school.campuses)) <= LONGEST_PATH
