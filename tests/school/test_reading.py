"""What school.yaml means once it is read: names, places, hours, promises, people."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import time

import pytest

from bot.school import parse
from bot.school.rooms import expand, floor_names
from domain.clocks import ClockKind
from domain.ladders import Level, Recipient
from domain.limits import USUAL, Limits
from domain.moves import Role
from domain.school import PAUSES, Digest, Grant, Pause, Place, Priority, School
from domain.targets import Target, Unit
from domain.tickets import HoldReason
from domain.windows import Window

type_of_school = Callable[[str, str], School]

MORNING = Window(480, 720)
TOLD = (Recipient.LEAD, Recipient.MANAGER)


def codes(places: Iterable[Place]) -> list[str]:
    """Return the codes of places."""
    return [place.code for place in places]


def building(school: School) -> Place:
    """Return the only building of the small school."""
    return school.campuses[0].children[0]


def test_the_basic_facts_are_read(small: str) -> None:
    """What stands under ``school`` and ``digest`` is in the school; its edition has no number."""
    school = parse(small, "small.yaml")
    assert school.version == 0
    assert (school.zone, school.languages) == ("Asia/Shanghai", ("zh_Hans", "en"))
    assert (school.emergency_phone, school.confirm_days, school.reopen_days) == ("110", 7, 7)
    assert school.digest == Digest(time(7, 30), "work")
    assert school.dispatch_team == "desk"


def test_every_name_is_there_in_every_language(small: str) -> None:
    """Russian falls back to English, traditional Chinese to simplified Chinese."""
    assert parse(small, "small.yaml").names == {
        "zh_Hans": "小学校",
        "zh_Hant": "小学校",
        "en": "Small school",
        "ru": "Small school",
    }


@pytest.mark.parametrize(
    ("text", "rooms"),
    [
        ("301-304", ["301", "302", "303", "304"]),
        ("A301-A303", ["A301", "A302", "A303"]),
        ("A301-303", ["A301", "A302", "A303"]),
        ("099-101", ["099", "100", "101"]),
        ("301, 303-304", ["301", "303", "304"]),
        ("hall-1", ["hall-1"]),
    ],
)
def test_rooms_are_written_as_ranges_and_lists(text: str, rooms: list[str]) -> None:
    """A range counts up, keeps its letters and its leading zeros."""
    assert list(expand(text)) == rooms


def test_places_are_known_by_their_whole_path(school: type_of_school) -> None:
    """The code of a room is the path from its campus."""
    floors = building(school("2: [201, 202]", "2: [201, 205-206]")).children
    assert codes(floors) == ["main/a/1", "main/a/2"]
    assert codes(floors[1].children) == ["main/a/2/201", "main/a/2/205", "main/a/2/206"]
    assert floors[1].children[0].names["ru"] == "201"


def test_a_named_room_keeps_its_number(school: type_of_school) -> None:
    """People say number and name; a room known by a word goes by its name alone."""
    physics = "{room: 201, name: {zh: 物理室, en: Physics}}"
    hall = "{room: hall, name: {zh: 厅, en: Hall}}"
    rooms = building(school("2: [201, 202]", f"2: [{physics}, {hall}]")).children[1].children
    assert [room.names["en"] for room in rooms] == ["201 Physics", "Hall"]
    assert [room.names["zh_Hans"] for room in rooms] == ["201 物理室", "厅"]


@pytest.mark.parametrize(
    ("code", "zh_hans", "en", "ru"),
    [
        ("1", "1 楼", "1st floor", "1 этаж"),
        ("2", "2 楼", "2nd floor", "2 этаж"),
        ("3", "3 楼", "3rd floor", "3 этаж"),
        ("11", "11 楼", "11th floor", "11 этаж"),
        ("22", "22 楼", "22nd floor", "22 этаж"),
        ("B1", "地下1层", "Basement 1", "подвал, уровень 1"),
    ],
)
def test_floors_are_named_by_their_number(code: str, zh_hans: str, en: str, ru: str) -> None:
    """A numbered floor needs no name in any language."""
    names = floor_names(code)
    assert names is not None
    assert (names["zh_Hans"], names["en"], names["ru"]) == (zh_hans, en, ru)


def test_a_floor_may_have_a_name_and_no_rooms(school: type_of_school) -> None:
    """The roof is a place too."""
    floors = building(school("2: [201, 202]", "roof: {name: {zh: 楼顶, en: Roof}}")).children
    assert (floors[1].code, floors[1].names["en"], floors[1].children) == (
        "main/a/roof",
        "Roof",
        (),
    )


@pytest.mark.parametrize(
    ("promise", "target"),
    [
        ("30 min", Target(30, Unit.WORKING_MINUTES)),
        ("4 h", Target(240, Unit.WORKING_MINUTES)),
        ("2 wd", Target(2, Unit.WORKING_DAYS)),
        ("240 clock min", Target(240, Unit.CLOCK_MINUTES)),
        ("4 clock h", Target(240, Unit.CLOCK_MINUTES)),
    ],
)
def test_promises_are_working_time_unless_they_say_clock(
    school: type_of_school, promise: str, target: Target
) -> None:
    """Hours become minutes; working days stay days."""
    service = school("ack: 30 min", f"ack: {promise}").categories[0].services[0]
    assert service.targets[ClockKind.ACK] == target


def test_promises_run_by_the_clock_where_the_calendar_never_closes(
    school: type_of_school,
) -> None:
    """Around the clock a minute is a minute; days are still working days of that calendar."""
    changed = school("priority: 3", "priority: 1\n        calendar: always")
    service = changed.categories[0].services[0]
    assert service.targets == {
        ClockKind.ACK: Target(30, Unit.CLOCK_MINUTES),
        ClockKind.RESOLVE: Target(1, Unit.WORKING_DAYS),
    }


def test_a_service_takes_what_it_does_not_say_from_its_category(school: type_of_school) -> None:
    """Calendar, ladder, emergency and needs_place of the category hold unless overridden."""
    changed = school("kind: repair", "kind: repair\n    emergency: true")
    service = changed.categories[0].services[0]
    assert (service.calendar, service.ladder, service.emergency) == ("work", "normal", True)


def test_only_repairs_need_a_place_unless_the_file_says_so(school: type_of_school) -> None:
    """A complaint about conduct happens nowhere in particular."""
    plain = school("priority: 2", "priority: 2")
    assert [category.services[0].needs_place for category in plain.categories] == [True, False]
    asked = school("priority: 2", "priority: 2\n        needs_place: true")
    assert asked.categories[1].services[0].needs_place


def test_a_place_may_have_hours_of_its_own(school: type_of_school) -> None:
    """A building, a floor and a room name a calendar; whoever names none has None."""
    rooms = "{calendar: always, rooms: [{room: 201-202, calendar: work}, 203]}"
    changed = building(school("2: [201, 202]", f"2: {rooms}"))
    assert [floor.calendar for floor in changed.children] == [None, "always"]
    assert [room.calendar for room in changed.children[1].children] == ["work", "work", None]
    named = school("name: {zh: 教学楼,", "calendar: always\n        name: {zh: 教学楼,")
    assert building(named).calendar == "always"


def test_a_priority_promises_in_the_time_of_its_calendar(school: type_of_school) -> None:
    """By the clock where it names a calendar that never closes, else in working time."""
    urgent = "1: {targets: {ack: 5 min, resolve: 4 h}, floor: 15 min, calendar: always}"
    normal = "3: {targets: {reply: 1 wd}, floor: 2 h, ladder: normal, emergency: true}"
    changed = school("ladders:", f"priorities:\n  {urgent}\n  {normal}\nladders:")
    assert changed.priorities == {
        1: Priority(
            {
                ClockKind.ACK: Target(5, Unit.CLOCK_MINUTES),
                ClockKind.RESOLVE: Target(240, Unit.CLOCK_MINUTES),
            },
            Target(15, Unit.CLOCK_MINUTES),
            calendar="always",
        ),
        3: Priority(
            {ClockKind.REPLY: Target(1, Unit.WORKING_DAYS)},
            Target(120, Unit.WORKING_MINUTES),
            ladder="normal",
            emergency=True,
        ),
    }


def test_what_a_school_does_not_say_of_limits_is_as_usual(school: type_of_school) -> None:
    """It may say one of them alone."""
    assert school("priority: 3", "priority: 3").limits == USUAL == Limits(10, 20, 5, 5)
    assert school("ladders:", "limits: {day: 8}\nladders:").limits == replace(USUAL, day=8)


def test_a_school_that_says_nothing_of_pauses_has_the_usual_ones(school: type_of_school) -> None:
    """What it does say replaces all of them: a reason that is left out pauses nothing."""
    assert school("priority: 3", "priority: 3").pauses == PAUSES
    own = school("ladders:", "pauses: {parts: {longest: 8 h, contact: true}}\nladders:")
    assert own.pauses == {HoldReason.PARTS: Pause(Target(480, Unit.WORKING_MINUTES), contact=True)}


@pytest.mark.parametrize(
    ("written", "promise"),
    [
        ("calendar: work\n    promise: 8 h", Target(480, Unit.WORKING_MINUTES)),
        ("calendar: always\n    promise: 8 h", Target(480, Unit.CLOCK_MINUTES)),
        ("calendar: always\n    promise: 2 wd", Target(2, Unit.WORKING_DAYS)),
        ("calendar: work", None),
    ],
)
def test_a_team_may_promise_how_long_it_keeps_a_ticket(
    school: type_of_school, written: str, promise: Target | None
) -> None:
    """In its own hours; by the clock, if it never closes."""
    changed = school("calendar: work\ndispatch_team", f"{written}\ndispatch_team")
    assert changed.teams["repair"].promise == promise


@pytest.mark.parametrize(
    ("when", "level"),
    [
        ("50%", Level(ClockKind.ACK, TOLD, percent=50)),
        ("due", Level(ClockKind.ACK, TOLD, percent=100)),
        ("start", Level(ClockKind.ACK, TOLD, after_start=Target(0, Unit.WORKING_MINUTES))),
        ("start + 3 min", Level(ClockKind.ACK, TOLD, after_start=Target(3, Unit.WORKING_MINUTES))),
        ("due + 4 h", Level(ClockKind.ACK, TOLD, after_due=Target(240, Unit.WORKING_MINUTES))),
        ("due + 1 wd", Level(ClockKind.ACK, TOLD, after_due=Target(1, Unit.WORKING_DAYS))),
    ],
)
def test_levels_say_when_in_words(small: str, when: str, level: Level) -> None:
    """A level stands at a percent, after the due moment or after the start."""
    start = small.index("      - {clock: ack, when: 50%")
    end = small.index("teams:")
    text = (
        f"{small[:start]}      - {{clock: ack, when: {when}, to: [lead, manager]}}\n{small[end:]}"
    )
    assert parse(text, "small.yaml").ladders["normal"].levels == (level,)


def test_a_level_may_stand_before_an_appointment(school: type_of_school) -> None:
    """Counted by the clock, whatever the ladder counts."""
    level = "- {clock: appointment, when: start - 1 h, to: lead}"
    changed = school("levels:", f"levels:\n      {level}")
    before = Target(60, Unit.CLOCK_MINUTES)
    assert changed.ladders["normal"].levels[0] == Level(
        ClockKind.APPOINTMENT, (Recipient.LEAD,), before_start=before
    )


def test_an_urgent_ladder_counts_its_minutes_by_the_clock(school: type_of_school) -> None:
    """Three minutes after an emergency are three minutes, at night too."""
    level = "- {clock: reply, when: start + 3 min, to: lead}"
    changed = school("levels:", f"urgent: true\n    levels:\n      {level}")
    ladder = changed.ladders["normal"]
    assert ladder.urgent
    assert ladder.levels[0].after_start == Target(3, Unit.CLOCK_MINUTES)


def test_a_ladder_repeats_by_the_clock(school: type_of_school) -> None:
    """Whether it is urgent or not, the last level comes again after so many minutes."""
    assert school("priority: 3", "priority: 3").ladders["normal"].repeat is None
    changed = school("    levels:", "    repeat: 1 h\n    levels:")
    assert changed.ladders["normal"].repeat == Target(60, Unit.CLOCK_MINUTES)


def test_people_have_roles_in_the_school_or_in_a_team(small: str) -> None:
    """Managers and dispatchers belong to the school, leads and workers to a team."""
    staff = parse(small, "small.yaml").staff
    assert staff[1].grants == (Grant(Role.MANAGER, None),)
    assert staff[3].grants == (Grant(Role.LEAD, "repair"),)
    assert staff[4].grants == (Grant(Role.WORKER, "repair"),)


def test_hours_may_be_written_unsorted_until_midnight_and_over_it(school: type_of_school) -> None:
    """Windows are put in order; 24:00 ends the day, an earlier end lies on the next one."""
    calendar = school("[08:00-12:00, 14:00-18:00]", "[22:00-06:00, 8:00-12:00]").calendars["work"]
    assert calendar.weekly[0] == (MORNING, Window(1320, 1800))
    late = school("[08:00-12:00, 14:00-18:00]", "18:00-24:00").calendars["work"]
    assert late.weekly[0] == (Window(1080, 1440),)
    assert late.weekly[5] == ()
