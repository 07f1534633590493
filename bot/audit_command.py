"""``python -m bot audit``: what was tried in vain, on a terminal.

A moment that cannot be read is one sentence on standard error and status 2.
"""

import argparse
import sys
from datetime import UTC, datetime

from bot.clock import MachineClock
from bot.databases import open_units
from bot.settings import Settings
from bot.statuses import BAD_INPUT, OK
from models import audit
from models.audit import Audited

_MOMENT = "%Y-%m-%d %H:%M UTC"
_WORDS = "list forged, foreign, repeated and stale presses, the newest first"
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
        lines = [_line(each) for each in audit.listed(unit, since, person)]
    sys.stdout.write("".join(f"{line}\n" for line in lines or ["Nothing was tried in vain."]))
    return OK


def _moment(words: str) -> datetime:
    read = datetime.fromisoformat(words)
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)


def _line(it: Audited) -> str:
    last = f", last {it.last_at.strftime(_MOMENT)}" if it.times > 1 else ""
    where = f"person {it.user_id}  chat {it.chat_id}  update {it.update_id}"
    return f"{it.first_at.strftime(_MOMENT)}  {where}  {it.incident} {it.times}x{last}"
