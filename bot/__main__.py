"""The command line: ``python -m bot COMMAND``."""

import argparse
import asyncio
import logging
import sys
from typing import NoReturn

from bot.audit_command import add_parser as add_audit
from bot.copy_commands import add_parsers as add_copies
from bot.doctor import add_parser as add_doctor
from bot.life import page
from bot.parked_commands import add_parser as add_parked
from bot.school.problems import SchoolFileError
from bot.school_commands import add_parser as add_school
from bot.settings import Settings
from bot.sla_commands import add_parser as add_sla
from bot.statuses import BAD_INPUT, NOT_ALONE, OK, PASSING
from models.health import Unreachable, Unusable
from models.locks import NotAlone


class Parser(argparse.ArgumentParser):
    """Reads the command line; what is wrong with it is said in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say it and exit with status 2."""
        said = " ".join(message.split())
        self.exit(BAD_INPUT, f"{self.prog}: {said}; {self.prog} --help shows what to write.\n")


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return the exit status."""
    options = _parser().parse_args(arguments)
    if "answer" in options:
        return int(options.answer(options))
    settings = Settings()
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    for chatty in ("alembic", "apscheduler"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    command = {"run": _run, "demo": _demo}.get(options.command) or options.act
    try:
        return int(command(options, settings))
    except Unusable as why:
        sys.stderr.write(f"{why}\n")
        return PASSING if isinstance(why, Unreachable) else BAD_INPUT
    except NotAlone as why:
        sys.stderr.write(f"{why}\n")
        return NOT_ALONE


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(
        prog="python -m bot", description="Caretaker: a school's service desk inside Telegram"
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="run the desk on Telegram")
    demo = commands.add_parser("demo", help="show the desk in a browser, without Telegram")
    demo.add_argument("--port", type=int, default=8080)
    life = commands.add_parser("life", help="print docs/life.md from the table of moves")
    life.set_defaults(act=_life)
    add_school(commands)
    add_sla(commands)
    add_copies(commands)
    add_parked(commands)
    add_doctor(commands)
    add_audit(commands)
    return parser


def _run(_: argparse.Namespace, settings: Settings) -> int:
    if not settings.token.get_secret_value():
        sys.stderr.write("Set CARETAKER_TOKEN to the token that @BotFather gave you.\n")
        return BAD_INPUT
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        sys.stderr.write("Set CARETAKER_WEBHOOK_SECRET: without it anybody could post updates.\n")
        return BAD_INPUT
    from bot.running import run  # noqa: PLC0415  aiogram takes seconds; other commands do without
    from bot.telegram import TelegramError  # noqa: PLC0415  as above

    try:
        asyncio.run(run(settings))
    except SchoolFileError as error:
        sys.stderr.write(f"{error}\nSee examples/school.yaml for a complete school.\n")
        return BAD_INPUT
    except TelegramError as error:
        sys.stderr.write(f"Telegram does not know this token ({error}): set CARETAKER_TOKEN.\n")
        return BAD_INPUT
    return OK


def _demo(options: argparse.Namespace, settings: Settings) -> int:
    from bot.demo import demo  # noqa: PLC0415  as in _run

    return demo(options.port, settings)


def _life(_: argparse.Namespace, __: Settings) -> int:
    sys.stdout.write(page())
    return OK


if __name__ == "__main__":
    sys.exit(main())
