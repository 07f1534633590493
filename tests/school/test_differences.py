"""What changes between two editions is told thing by thing."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.school import Change, ChangeKind, differences, parse
from domain.school import School

type_of_school = Callable[[str, str], School]


# What is written instead of what in the small school, and the lines that tell it.
CHANGES = [
    ("chat: -1002", "chat: -1003", ["~ teams.repair.chat_id: -1002 → -1003"]),
    ("chat: -1002", "chat: -1002\n    topic: 5", ["+ teams.repair.topic_id: 5"]),
    ("at: 07:30", "at: 08:00", ["~ digest.at: 07:30:00 → 08:00:00"]),
    ("[zh, en]", "[zh, en, ru]", ["~ languages: zh_Hans, en → zh_Hans, en, ru"]),
    (
        "ack: 30 min",
        "ack: 1 wd",
        ["~ categories.WTR.services.WTR-01.targets.ack: 30 working minutes → 1 working days"],
    ),
    (
        "priority: 3",
        "priority: 3\n        anonymous: true",
        ["~ categories.WTR.services.WTR-01.anonymous: no → yes"],
    ),
    (
        "- 2026-10-10",
        "- 2026-10-11",
        [
            "- calendars.work.make-up days.2026-10-10: 08:00-12:00, 14:00-18:00",
            "+ calendars.work.make-up days.2026-10-11: 08:00-12:00, 14:00-18:00",
        ],
    ),
    (
        "school_days: []",
        "school_days: [{dates: 2026-10-10, hours: closed}]",
        ["+ calendars.work.school days.2026-10-10: closed"],
    ),
    (
        "school_days: []",
        "school_days: [{dates: 2026-10-10, hours: 08:00-12:00, name: {zh: 校庆, en: Jubilee}}]",
        ["+ calendars.work.school days.2026-10-10: 08:00-12:00 (校庆 / Jubilee)"],
    ),
    (
        "emergency_days: []",
        "emergency_days: [{dates: 2026-11-20, hours: closed, calendars: always}]",
        ["+ calendars.always.emergency days.2026-11-20: closed"],
    ),
    (
        "zh: 国庆节, en: National Day",
        "zh: 国庆, en: National Day",
        [
            f"~ calendars.work.national holidays.2026-10-0{day}: "
            "closed (国庆节 / National Day) → closed (国庆 / National Day)"
            for day in range(1, 8)
        ],
    ),
    (
        "    2026:\n",
        "    2027: {days_off: [2027-01-01]}\n    2026:\n",
        [
            "+ calendars.work.national holidays.2027-01-01: closed",
            "~ calendars.work.national_years: 2026 → 2026, 2027",
        ],
    ),
    (
        "    holidays: true\n",
        "    holidays: false\n",
        [
            *(
                f"- calendars.work.national holidays.2026-10-0{day}: "
                "closed (国庆节 / National Day)"
                for day in range(1, 8)
            ),
            "- calendars.work.make-up days.2026-10-10: 08:00-12:00, 14:00-18:00",
            "- calendars.work.national_years: 2026",
        ],
    ),
    (
        "ladders:",
        "priorities: {2: {targets: {ack: 5 min}, floor: 15 min}}\nladders:",
        ["+ priorities.2: targets ack 5 working minutes, floor 15 working minutes, emergency no"],
    ),
    (
        "ladders:",
        "pauses: {parts: {longest: 9 wd, contact: true}}\nladders:",
        [
            "- pauses.requester: longest 5 working days, contact yes",
            "~ pauses.parts.longest: 10 working days → 9 working days",
            "- pauses.vendor: longest 15 working days, contact yes",
            "- pauses.access: longest 5 working days, contact no",
            "- pauses.external: longest 10 working days, contact no",
        ],
    ),
    (
        "ladders:",
        "limits: {hour: 4}\nladders:",
        ["~ limits.hour: 10 → 4"],
    ),
    (
        "1: 101-103",
        "1: {calendar: always, rooms: 101-103}",
        ["+ campuses.main/a/1.calendar: always"],
    ),
    ("chat: -1002", "chat: -1002\n    promise: 2 wd", ["+ teams.repair.promise: 2 working days"]),
    (
        "mon-fri:",
        "sat: 08:00-12:00\n      mon-fri:",
        ["~ calendars.work.weekly.sat: closed → 08:00-12:00"],
    ),
    ("1: 101-103", "1: 101-104", ["+ campuses.main/a/1/104: 104"]),
    (
        "2: [201, 202]",
        "3: [301, 302]",
        [
            "- campuses.main/a/2: 2 楼 / 2nd floor, 2 inside",
            "+ campuses.main/a/3: 3 楼 / 3rd floor, 2 inside",
        ],
    ),
    (
        "2: [201, 202]",
        "2: [202, 201]",
        [
            "~ campuses.main/a/2.(order): main/a/2/201, main/a/2/202 → main/a/2/202, main/a/2/201",
        ],
    ),
    (
        "when: 50%",
        "when: 60%",
        [
            "- ladders.normal.levels: clock ack, recipients group, percent 50",
            "+ ladders.normal.levels: clock ack, recipients group, percent 60",
        ],
    ),
    (
        "services: WTR, team",
        "services: WTR, places: main/a, team",
        [
            "- routes: team repair, services WTR",
            "+ routes: team repair, services WTR, places main/a",
        ],
    ),
    (
        "  - {services: WTR, team: repair}\n  - {services: CMP, team: desk}\n",
        "  - {services: CMP, team: desk}\n  - {services: WTR, team: repair}\n",
        [
            (
                "~ routes: team repair, services WTR, team desk, services CMP"
                " → team desk, services CMP, team repair, services WTR"
            ),
        ],
    ),
    (
        "[worker of repair]",
        "[worker of repair, lead of desk]",
        ["+ staff.4.grants: role lead, team desk"],
    ),
    (
        "id: 4",
        "id: 5",
        ["- staff.4: 王师傅 / Master Wang", "+ staff.5: 王师傅 / Master Wang"],
    ),
]


@pytest.mark.parametrize(("old", "new", "lines"), CHANGES)
def test_each_change_is_told_where_it_is(
    small: str, school: type_of_school, old: str, new: str, lines: list[str]
) -> None:
    """A line names the thing by its codes and says what stood and will stand there."""
    found = differences(parse(small, "small.yaml"), school(old, new))
    assert [str(change) for change in found] == lines


def test_nothing_changes_between_equal_editions(small: str) -> None:
    """Comments, spelling and the number of the edition are no differences."""
    school = parse(small, "small.yaml")
    again = parse(small.replace("1: 101-103", "1: [101, 102, 103]"), "small.yaml")
    assert differences(replace(school, version=4), again) == ()


def test_the_first_edition_is_all_additions(small: str) -> None:
    """Against no edition, each thing in the file is new."""
    found = differences(None, parse(small, "small.yaml"))
    kinds = {change.kind for change in found if change.path != "languages"}
    assert kinds == {ChangeKind.ADDED}
    assert Change("teams.repair", None, "维修组 / Repair team") in found
    assert Change("campuses.main", None, "主校区 / Main campus, 1 inside") in found


def test_a_change_knows_its_kind() -> None:
    """Added, removed or changed follows from what stands before and after."""
    assert Change("a", None, "1").kind is ChangeKind.ADDED
    assert Change("a", "1", None).kind is ChangeKind.REMOVED
    assert Change("a", "1", "2").kind is ChangeKind.CHANGED
