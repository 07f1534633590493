"""``python -m bot sla explain``: why a ticket is due when it is, as the chats tell it."""

import argparse
import sys

from bot.clock import MachineClock
from bot.databases import open_units
from bot.settings import Settings
from bot.statuses import BAD_INPUT, OK
from domain.tickets import parse_public_number
from locales import LANGUAGES_BY_CODE, text_in
from models import editions, tickets
from services.gate import card_of
from services.timing import accounts_of
from views.quotes import bare
from views.why import why

_LONGEST_SHOWN = 40


def add_parser(acts: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``explain NUMBER`` to the acts of ``sla``."""
    words = "print why a ticket is due when it is"
    parser = acts.add_parser("explain", help=words, description=words)
    parser.add_argument("number", metavar="NUMBER", help="such as R-1042")
    parser.add_argument("--language", choices=LANGUAGES_BY_CODE, default="zh")
    parser.set_defaults(act=_explain)


def _explain(options: argparse.Namespace, settings: Settings) -> int:
    number = parse_public_number(options.number)
    if number is None:
        shown = " ".join(options.number[:_LONGEST_SHOWN].split())
        return _refuse(f'"{shown}" is not a ticket number; write it as R-1042.')
    with open_units(settings, MachineClock()).open() as unit:
        ticket = tickets.numbered(unit, *number)
        if ticket is None:
            return _refuse(f"There is no ticket {options.number}; check the number.")
        card, accounts = card_of(unit, ticket), accounts_of(unit, ticket)
        text = text_in(LANGUAGES_BY_CODE[options.language])
        screen = why(card, accounts, editions.current(unit), unit.now, text)
    sys.stdout.write(f"{bare(screen.text)}\n")
    return OK


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return BAD_INPUT
