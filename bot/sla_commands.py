"""``python -m bot sla``: promises worked out on the command line, one line for each question.

Only the answer stands on standard output. Bad input is one sentence on standard error and status
2. Nothing is asked of a database, of Telegram or of the settings, except by ``explain`` and
``recompute``.
"""

import argparse
import re
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.explain_command import add_parser as add_explain
from bot.recompute_command import add_parser as add_recompute
from bot.school.problems import SchoolFileError
from bot.school.reading import load
from bot.school.years import year_block
from bot.statuses import BAD_INPUT, OK
from domain.calendars import Calendar
from domain.targets import Target, Unit, due_of
from domain.windows import DAY_MINUTES
from domain.working_time import HORIZON_DAYS, CalendarExhausted, elapsed, utc
from domain.zones import instant

_NUMBER = re.compile(r"[+-]?[0-9]+")
_YEAR_DIGITS = re.compile(r"[0-9]{4}")
_LONGEST_FOUND = 40
_LARGEST_AMOUNT = HORIZON_DAYS * DAY_MINUTES
_MOMENT = "2026-09-18T17:30:00+08:00"

_Answer = Callable[[argparse.Namespace], str]
_Options = dict[str, dict[str, Any]]


class BadInput(Exception):
    """What was asked cannot be answered; the message says what to write instead."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``sla ACT`` to the command line; each act prints one answer."""
    sla = commands.add_parser("sla", help="work out deadlines and working time")
    acts = sla.add_subparsers(dest="act", required=True)
    for name, (words, answer, options) in _ACTS.items():
        parser = acts.add_parser(name, help=words, description=words)
        for option, how in options.items():
            parser.add_argument(option, **how)
        parser.set_defaults(answer=partial(_say, answer))
    add_explain(acts)
    add_recompute(acts)


def _say(answer: _Answer, options: argparse.Namespace) -> int:
    """Print the answer, or the one sentence that says why there is none."""
    try:
        line = answer(options)
    except BadInput as error:
        sys.stderr.write(f"{' '.join(str(error).split())}\n")
        return BAD_INPUT
    sys.stdout.write(f"{line}\n")
    return OK


def _due(options: argparse.Namespace) -> str:
    target = _target(options.amount, Unit(options.unit))
    calendar = _calendar(options)
    start = _moment(calendar, "--from", options.start)
    try:
        moment = due_of(target, calendar, start)
    except CalendarExhausted as error:
        raise BadInput(
            f"--amount: {error}; write a smaller amount or a calendar that opens."
        ) from None
    return moment.astimezone(ZoneInfo(calendar.zone)).isoformat()


def _elapsed(options: argparse.Namespace) -> str:
    calendar = _calendar(options)
    start = _moment(calendar, "--from", options.start)
    end = _moment(calendar, "--to", options.end)
    if end < start:
        raise BadInput(
            f"--to {options.end} is earlier than --from {options.start}; "
            "write a moment that is not before --from."
        )
    return str(elapsed(calendar, start, end))


def _year(options: argparse.Namespace) -> str:
    if not _YEAR_DIGITS.fullmatch(options.year):
        raise BadInput(f"{_shown(options.year)} is not a year; write four digits, such as 2026.")
    try:
        return year_block(int(options.year)).rstrip("\n")
    except ValueError as error:
        raise BadInput(str(error)) from None


def _calendar(options: argparse.Namespace) -> Calendar:
    try:
        calendars = load(options.school).calendars
    except SchoolFileError as error:
        first, *others = error.problems
        more = f", and {len(others)} more" if others else ""
        raise BadInput(
            f"--school {options.school}: {str(first).rstrip('.')}{more}; write a file that "
            '"python -m bot school check" calls correct.'
        ) from None
    if options.calendar not in calendars:
        raise BadInput(
            f"--calendar: {options.school} has no calendar {_shown(options.calendar)}; "
            f"write one of {', '.join(sorted(calendars))}."
        )
    return calendars[options.calendar]


def _moment(calendar: Calendar, option: str, text: str) -> datetime:
    """Return the UTC second that an option names: a moment stands for the second it lies in.

    Without an offset it is what the clock on the calendar's wall shows: the first of two
    occurrences, and for a time that is skipped the first instant after the skip.
    """
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        said = f"{_shown(text)} is not a moment"
        raise BadInput(f"{option}: {said}; write it as {_MOMENT}.") from None
    local = read if read.tzinfo else read.replace(tzinfo=ZoneInfo(calendar.zone))
    try:
        moment = utc(local)  # asked first: near the ends of time no zone can be reckoned with
        return utc(moment if read.tzinfo else instant(local)).replace(microsecond=0)
    except ValueError as error:
        raise BadInput(f"{option}: {error}; write it as {_MOMENT}.") from None


def _target(amount: str, unit: Unit) -> Target:
    if not _NUMBER.fullmatch(amount):
        raise BadInput(
            f"--amount: {_shown(amount)} is not a whole number; write it in digits, such as 240."
        )
    least = 1 if unit is Unit.WORKING_DAYS else 0
    largest = HORIZON_DAYS if unit is Unit.WORKING_DAYS else _LARGEST_AMOUNT
    digits = amount.lstrip("+-0")
    if len(digits) > len(str(largest)) or not least <= int(amount) <= largest:
        raise BadInput(
            f"--amount: {_shown(amount)} {unit} is not between {least} and {largest}; "
            "write a number in between."
        )
    return Target(int(amount), unit)


def _shown(text: str) -> str:
    return f'"{text[:_LONGEST_FOUND]}"'


_WHERE: _Options = {
    "--school": {"type": Path, "required": True, "metavar": "FILE", "help": "a school.yaml"},
    "--calendar": {"required": True, "metavar": "NAME", "help": "one of its calendars"},
    "--from": {
        "dest": "start",
        "required": True,
        "metavar": "MOMENT",
        "help": f"since when, such as {_MOMENT}; without an offset in local time",
    },
}
_TARGET: _Options = {
    "--amount": {"required": True, "metavar": "N", "help": "how much is promised"},
    "--unit": {"required": True, "choices": [unit.value for unit in Unit]},
}
_TO: _Options = {
    "--to": {
        "dest": "end",
        "required": True,
        "metavar": "MOMENT",
        "help": "until when, as --from",
    },
}
_YEAR: _Options = {"year": {"metavar": "YEAR", "help": "such as 2026"}}
_ACTS: dict[str, tuple[str, _Answer, _Options]] = {
    "due": ("print when a promise runs out", _due, _WHERE | _TARGET),
    "elapsed": ("print the seconds of working time between two moments", _elapsed, _WHERE | _TO),
    "year": ("print the lines of a national year for school.yaml", _year, _YEAR),
}
