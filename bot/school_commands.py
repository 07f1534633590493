"""``python -m bot school``: check a file, see what it changes, put it in force."""

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.accounts import note
from bot.clock import MachineClock
from bot.databases import open_units
from bot.school.differences import differences
from bot.school.editions import dump, fingerprint
from bot.school.problems import SchoolFileError
from bot.school.reading import check
from bot.settings import Settings
from bot.statuses import BAD_INPUT, OK, REMAINS
from domain.auditing import Command
from domain.school import School
from models import editions
from models.crashes import crash_point
from models.unit import Unit
from services.recomputing import outdated
from services.schools import Orphan, apply, orphans

_RECOMPUTE = "see what would change with: python -m bot sla recompute"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``school check|diff|apply FILE`` to the command line."""
    school = commands.add_parser("school", help="check, compare and apply school.yaml")
    acts = school.add_subparsers(dest="act", required=True)
    for name, act, words in (
        ("check", _check, "say what is wrong with a file"),
        ("diff", _diff, "show what a file would change"),
        ("apply", _apply, "put a file in force"),
    ):
        parser = acts.add_parser(name, help=words)
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--hand-over",
            action="append",
            default=[],
            metavar="OLD=NEW",
            help="open tickets of the team OLD go to NEW",
        )
        parser.set_defaults(act=act)


def _check(options: argparse.Namespace, _: Settings) -> int:
    school = _read(options.file)
    if school is None:
        return BAD_INPUT
    services = sum(len(category.services) for category in school.categories)
    _say(f"{options.file}: correct. {len(school.teams)} teams, {services} services.")
    return OK


def _diff(options: argparse.Namespace, settings: Settings) -> int:
    school = _read(options.file)
    if school is None:
        return BAD_INPUT
    with open_units(settings, MachineClock()).open() as unit:
        _show(unit, school)
        return _report(orphans(unit, school, _handed_over(options)))


def _apply(options: argparse.Namespace, settings: Settings) -> int:
    school = _read(options.file)
    if school is None:
        return BAD_INPUT
    handed_over = _handed_over(options)
    with open_units(settings, MachineClock()).open() as unit:
        if editions.fingerprint(unit) == fingerprint(school):
            _say("Nothing to do: this is the edition in force.")
            return OK
        _show(unit, school)
        if _report(orphans(unit, school, handed_over)):
            return REMAINS
        now = apply(unit, school, (dump(school), fingerprint(school)), handed_over)
        note(unit, Command.APPLY, f"edition {now.version}")
        crash_point("school.applied")
        _say(f"Applied as edition {now.version}.")
        kept = len(outdated(unit))
        if kept:
            _say(f"{kept} open tickets keep the promises they were filed under; {_RECOMPUTE}.")
    return OK


def _read(path: Path) -> School | None:
    """Return the school in a file, after saying everything that is wrong with it."""
    try:
        checked = check(path)
    except SchoolFileError as error:
        _complain(error.problems)
        return None
    _complain(checked.warnings)
    return checked.school


def _show(unit: Unit, school: School) -> None:
    in_force = None if editions.latest_version(unit) is None else editions.current(unit)
    changes = differences(in_force, school)
    for change in changes:
        _say(str(change))
    _say(f"{len(changes)} changes.")


def _report(left: tuple[Orphan, ...]) -> int:
    for orphan in left:
        number, missing = orphan.ticket.public_number, orphan.missing
        sys.stderr.write(
            f"{number} is open and belongs to {missing}, which this file does not have: "
            f"close it first, or say who takes over with --hand-over {missing}=NEW.\n"
        )
    return REMAINS if left else OK


def _handed_over(options: argparse.Namespace) -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in options.hand_over)
    return {old.strip(): new.strip() for old, _, new in pairs}


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(problems: Iterable[object]) -> None:
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
