"""``python -m bot audit``: what was tried in vain, done with weight, and commanded.

A moment that cannot be read is one sentence on standard error and status 2.
"""

import argparse
import sys
from datetime import UTC, datetime
from operator import itemgetter

from bot.clock import MachineClock
from bot.databases import open_units
from bot.settings import Settings
from bot.statuses import BAD_INPUT, OK
from models import audit
from models.audit import Audited, Commanded, Weighty
from models.unit import Unit

_MOMENT = "%Y-%m-%d %H:%M UTC"
_WORDS = "list what was tried in vain, what staff did that weighs, and what operators changed"
_LARGEST = 2**52


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``audit [--since ISO8601] [--person ID]`` to the command line."""
    parser = commands.add_parser("audit", help=_WORDS, description=_WORDS)
    parser.add_argument("--since", metavar="ISO8601", help="in UTC when it names no offset")
    parser.add_argument("--person", metavar="ID", type=int, help="the Telegram id")
    parser.set_defaults(act=_list)


def _list(options: argparse.Namespace, settings: Settings) -> int:
    try:
        since = _moment(options.since) if options.since is not None else None
    except (ValueError, OverflowError):
        sys.stderr.write("--since takes a moment like 2026-11-23 or 2026-11-23T08:00.\n")
        return BAD_INPUT
    person = max(-1, min(options.person, _LARGEST)) if options.person is not None else None
    with open_units(settings, MachineClock()).open() as unit:
        lines = _lines(unit, since, person)
    sys.stdout.write("".join(f"{line}\n" for line in lines or ["Nothing is written down."]))
    return OK


def _moment(words: str) -> datetime:
    read = datetime.fromisoformat(words)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def _lines(unit: Unit, since: datetime | None, person: int | None) -> list[str]:
    """Return a line for each, the newest first; operators have no Telegram id."""
    found = [(each.last_at, _tried(each)) for each in audit.listed(unit, since, person)]
    found += [(each.at, _done(each)) for each in audit.weighty(unit, since, person)]
    if person is None:
        found += [(each.at, _commanded(each)) for each in audit.commanded(unit, since)]
    return [line for _, line in sorted(found, key=itemgetter(0), reverse=True)]


def _tried(it: Audited) -> str:
    last = f", last {it.last_at.strftime(_MOMENT)}" if it.times > 1 else ""
    where = f"person {it.user_id}  chat {it.chat_id}  update {it.update_id}"
    return f"{it.first_at.strftime(_MOMENT)}  {where}  {it.incident} {it.times}x{last}"


def _done(it: Weighty) -> str:
    move = f"un{it.move}" if it.lifted else it.move
    who = f"person {it.user_id}  ticket {it.number}"
    return f"{it.at.strftime(_MOMENT)}  {who}  {move} as {it.role}"


def _commanded(it: Commanded) -> str:
    return f"{it.at.strftime(_MOMENT)}  account {it.account}  {it.command}: {it.subject}"
