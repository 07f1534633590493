"""What is wrong with a value, as one sentence that says what was expected."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from pydantic_core import ErrorDetails

from bot.school.problems import KeyPath, found

_NAME = "a name in each language, such as {zh: 维修组, en: Repair team}"

EXPECTED: Final[Mapping[str, str]] = {
    "school": "the school's name, zone, languages, emergency_phone, confirm_days, reopen_days",
    "name": _NAME,
    "zone": "a time zone such as Asia/Shanghai",
    "languages": "a list of languages such as [zh, zh-Hant, en, ru]",
    "emergency_phone": 'the telephone number for emergencies in quotes, such as "0571-88000110"',
    "confirm_days": "the number of days (1 to 90) after which silence is agreement",
    "reopen_days": "the number of days (1 to 90) in which work can be reopened",
    "digest": "when managers get the daily report, such as {at: 07:30, calendar: teaching}",
    "at": "a time such as 07:30",
    "calendar": "the code of a calendar",
    "calendars": "at least one calendar by its code",
    "weekly": "hours by days, such as mon-fri: [08:00-12:00, 14:00-18:00]",
    "around_the_clock": "true or false",
    "holidays": "true (closed on holidays) or false (open on holidays too)",
    "days": "the dates that differ: national, school_days, emergency_days",
    "national": "the national days by year, such as 2026: {days_off: …, make_up_days: …}",
    "days_off": "a list of holidays, such as [2026-10-01 to 2026-10-07]",
    "dates": "a date or dates, such as 2026-10-01 to 2026-10-07",
    "school_days": "a list, such as {dates: 2026-07-13 to 2026-08-30, hours: closed}",
    "emergency_days": "a list, such as {dates: 2026-11-20, hours: closed}",
    "daily": "the hours of every day, such as 07:00-22:00",
    "make_up_days": "a list of dates, such as [2026-10-10 like fri]",
    "emergency": "true or false",
    "hours": "closed, or hours such as [08:00-12:00]",
    "campuses": "at least one campus by its code",
    "buildings": "at least one building by its code",
    "floors": 'floors by number with their rooms, such as "3": 301-320',
    "rooms": "rooms, such as [301-320, 325]",
    "room": "the number of a room, or a range such as 301-320",
    "categories": "at least one category of services by its code",
    "kind": "repair, complaint or suggestion",
    "ladder": "the code of a ladder",
    "needs_place": "true or false",
    "services": "at least one service by its code",
    "priority": "a number from 1 (danger) to 4 (wish)",
    "priorities": "promises by priority, such as 1: {targets: {ack: 5 min}, floor: 15 min}",
    "floor": "the least time left for work, such as 15 min",
    "pauses": "limits by reason, such as parts: {longest: 10 wd, contact: true}",
    "longest": "how long work may wait without approval, such as 10 wd",
    "contact": "true or false",
    "limits": "how many tickets one person may file, such as {hour: 10, day: 20}",
    "hour": "the number of tickets (1 to 9999) that one person may file in an hour",
    "day": "the number of tickets (1 to 9999) that one person may file in a day",
    "service_day": "the number of tickets (1 to 9999) of one service for one person in a day",
    "staff_times": "how many times as many (1 to 9999) staff may file",
    "promise": "how long the team may keep a ticket, such as 2 wd",
    "targets": "the promises, such as {ack: 30 min, resolve: 1 wd}",
    "photo": "required, wished or none",
    "anonymous": "true or false",
    "ladders": "at least one ladder by its code",
    "urgent": "true or false",
    "repeat": "how long until the last ack level comes again, such as 15 min",
    "levels": "a list of levels, such as {clock: ack, when: 80%, to: lead}",
    "clock": "ack, arrive, resolve or reply",
    "when": "50%, start, start + 5 min, due or due + 1 wd",
    "to": "one or more of group, assignee, on_call, lead, dispatcher, manager, head",
    "teams": "at least one team by its code",
    "chat": "the Telegram id of the team's chat, a negative number such as -1001234567890",
    "topic": "the number of a topic in the team's chat, a positive number",
    "language": "the language of the team's chat: zh-Hans (or zh), zh-Hant, en, ru",
    "dispatch_team": "the code of the team that gets what no route claims",
    "routes": "a list of routes, such as {services: [WTR], team: repair}",
    "team": "the code of a team",
    "places": "places such as main/a or main/a/3/301",
    "staff": "a list of people with id, name and roles",
    "id": "the person's Telegram id, a positive number",
    "roles": "a list of roles, such as [manager] or [lead of repair]",
}
"""What a key holds, in words; a key means the same wherever it stands."""

_BY_TYPE: Final[Mapping[str, str]] = {
    "string_type": "a word",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "keys with values under them",
    "model_type": "keys with values under them",
    "model_attributes_type": "keys with values under them",
}


def sentence(error: ErrorDetails) -> str:
    """Return the sentence for one finding of the shape's check."""
    kind, path = error["type"], error["loc"]
    if kind == "value_error":
        return str(error["ctx"]["error"])
    if kind == "missing":
        return f"this key is missing; expected {EXPECTED[str(path[-1])]}."
    if kind == "extra_forbidden":
        return _unknown(str(path[-1]))
    if kind == "enum":
        return f"expected {error['ctx']['expected']}; found {found(error['input'])}."
    return f"expected {_expected(kind, path)}; found {found(error['input'])}."


def _unknown(key: str) -> str:
    if key in EXPECTED:
        return "this key does not belong here; docs/school.md says where it does."
    near = get_close_matches(key, EXPECTED, n=1)
    hint = f"; did you mean {near[0]}?" if near else "; remove it."
    return f"this key is not known here{hint}"


def _expected(kind: str, path: KeyPath) -> str:
    """Return what the key holds, or for what stands in a list or by a code, its type."""
    by_type = _BY_TYPE.get(kind, "another value")
    return EXPECTED.get(str(path[-1]), by_type) if path else by_type
