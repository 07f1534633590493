"""``python -m bot sla recompute``: the rules in force for open tickets from before them."""

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.accounts import note
from bot.clock import MachineClock
from bot.databases import open_units
from bot.settings import Settings
from bot.statuses import OK, REMAINS
from domain.auditing import Command
from domain.clocks import Clock
from domain.tickets import Ticket
from models import editions
from models.unit import Unit, Units
from services.recomputing import Change, NotRecomputed, changes, outdated, recompute


def add_parser(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``recompute [--apply]`` to the acts of ``sla``."""
    words = "show what the rules in force would change for open tickets filed before them"
    parser = acts.add_parser("recompute", help=words, description=words)
    parser.add_argument("--apply", action="store_true", help="change it")
    parser.set_defaults(act=_recompute)


def _recompute(options: argparse.Namespace, settings: Settings) -> int:
    """Show or make the changes; status 3 when a ticket was left as it was."""
    units = open_units(settings, MachineClock())
    with units.open() as unit:
        waiting = outdated(unit)
        left = [number for ticket in waiting if (number := _show(unit, ticket))]
    if options.apply:
        left += [ticket.public_number for ticket in waiting if not _apply(units, ticket)]
        _say(f"{len(waiting) - len(set(left))} open tickets recomputed.")
    else:
        _say(f"{len(waiting)} open tickets are held to earlier rules; --apply recomputes them.")
    return REMAINS if left else OK


def _show(unit: Unit, ticket: Ticket) -> str:
    """Print what would change; return the number of a ticket that cannot be recomputed."""
    number, zone = ticket.public_number, ZoneInfo(editions.current(unit).zone)
    try:
        found = changes(unit, ticket)
    except NotRecomputed as reason:
        sys.stderr.write(f"{number} stays as it is: {reason}.\n")
        return number
    for line in _lines(found, zone):
        _say(f"{number} {line}")
    return ""


def _apply(units: Units, ticket: Ticket) -> bool:
    """Recompute one ticket in a transaction of its own."""
    try:
        with units.open() as unit:
            if recompute(unit, ticket):
                note(unit, Command.RECOMPUTE, ticket.public_number)
                return True
    except NotRecomputed:
        return False  # it was said when the changes were shown
    sys.stderr.write(f"{ticket.public_number} was moved just now: run the command again.\n")
    return False


def _lines(found: tuple[Change, ...], zone: ZoneInfo) -> Iterator[str]:
    for change in found:
        clock = change.after or change.before
        if clock is not None:
            before, after = _standing(change.before, zone), _standing(change.after, zone)
            yield f"{clock.kind}: {before} -> {after}"


def _standing(clock: Clock | None, zone: ZoneInfo) -> str:
    if clock is None:
        return "not promised"
    if clock.outcome is not None:
        return str(clock.outcome)
    if clock.due_at is None:
        return f"on hold, {timedelta(seconds=clock.budget - clock.spent)} left"
    return _local(clock.due_at, zone)


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).isoformat()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
