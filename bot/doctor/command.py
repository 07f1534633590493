"""``python -m bot doctor``: one line for each thing that a desk needs, and how to mend it.

It changes nothing, and works while the desk runs and while Telegram is down. The status is 1 when
something is to be mended.
"""

import argparse
import asyncio
import json
import sys

from bot.clock import FollowedClock, MachineClock
from bot.doctor import line, machine, store
from bot.settings import Settings
from bot.statuses import OK, TO_MEND
from domain.findings import Finding, State
from locales import LANGUAGES_BY_CODE, Text, text_in
from views.doctor import sentence, shown

_WORDS = "look at everything that the desk needs, and say how to mend what is not well"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``doctor [--json] [--language …]`` to the command line."""
    parser = commands.add_parser("doctor", help=_WORDS, description=_WORDS)
    parser.add_argument("--json", action="store_true", help="for scripts")
    parser.add_argument("--language", choices=LANGUAGES_BY_CODE, default="zh")
    parser.set_defaults(act=_doctor)


def _doctor(options: argparse.Namespace, settings: Settings) -> int:
    findings = asyncio.run(examination(settings))
    text = text_in(LANGUAGES_BY_CODE[options.language])
    sys.stdout.write(_as_json(findings, text) if options.json else shown(findings, text))
    return TO_MEND if any(each.state is State.BAD for each in findings) else OK


async def examination(settings: Settings) -> list[Finding]:
    """Look at everything, and return what was found."""
    if settings.clock_url is None:
        return await _look(settings, MachineClock())
    async with FollowedClock(settings.clock_url) as clock:
        return await _look(settings, clock)


async def _look(settings: Settings, clock: MachineClock | FollowedClock) -> list[Finding]:
    stored = store.look(settings, clock)
    told = await line.look(settings, clock, stored.teams)
    return [*told, *stored.findings, *machine.look(settings, clock.now())]


def _as_json(findings: list[Finding], text: Text) -> str:
    rows = [
        {
            "check": each.check,
            "state": each.state,
            "found": each.found,
            "facts": dict(each.facts),
            "words": sentence(each, text),
        }
        for each in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
