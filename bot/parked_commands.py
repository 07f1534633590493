"""``python -m bot parked``: what could not be handled, on a terminal.

A number that is not there is one sentence on standard error and status 2.
"""

import argparse
import sys
from collections.abc import Callable

from bot.accounts import note
from bot.clock import MachineClock
from bot.databases import open_units
from bot.settings import Settings
from bot.statuses import BAD_INPUT, OK
from domain.auditing import Command
from models import updates
from models.unit import Unit
from models.updates import Parked

_MOMENT = "%Y-%m-%d %H:%M UTC"
_WORDS = "list, show, replay or drop updates that could not be handled"


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``parked [list|show N|replay N|drop N]`` to the command line."""
    parser = commands.add_parser("parked", help=_WORDS, description=_WORDS)
    parser.set_defaults(act=_list)
    acts = parser.add_subparsers(dest="what")
    acts.add_parser("list", help="one line for each").set_defaults(act=_list)
    for name, (words, work) in _ACTS.items():
        act = acts.add_parser(name, help=words, description=words)
        act.add_argument("number", metavar="N", type=int, help="as the list shows it")
        act.set_defaults(act=_of_one, work=work)


def _list(_: argparse.Namespace, settings: Settings) -> int:
    with open_units(settings, MachineClock()).open() as unit:
        lines = [_line(each) for each in updates.waiting(unit)]
    sys.stdout.write("".join(f"{line}\n" for line in lines or ["Nothing is parked."]))
    return OK


def _of_one(options: argparse.Namespace, settings: Settings) -> int:
    work: Callable[[Unit, Parked], str] = options.work
    with open_units(settings, MachineClock()).open() as unit:
        found = updates.parked(unit, max(0, min(options.number, updates.LARGEST)))
        if found is None:
            sys.stderr.write(
                f"There is no parked update {options.number}; see python -m bot parked.\n"
            )
            return BAD_INPUT
        said = work(unit, found)
    sys.stdout.write(f"{said}\n")
    return OK


def _show(_: Unit, found: Parked) -> str:
    return f"{_line(found)}\n{found.body}"


def _replay(unit: Unit, found: Parked) -> str:
    if not updates.ask(unit, found.id):
        return f"{found.id} is {found.outcome} already; nothing is done."
    note(unit, Command.REPLAY, f"number {found.id}")
    return f"{found.id} is handled again as soon as the desk runs, within 15 seconds."


def _drop(unit: Unit, found: Parked) -> str:
    if not updates.settle(unit, found.id, updates.DROPPED):
        return f"{found.id} is {found.outcome} already; nothing is done."
    note(unit, Command.DROP, f"number {found.id}")
    return f"{found.id} is dropped: it is listed no more and cannot be handled again."


def _line(parked: Parked) -> str:
    update = "without an id" if parked.update_id is None else f"update {parked.update_id}"
    moment = parked.parked_at.strftime(_MOMENT)
    asked = "asked for again" if parked.asked_at else ""
    state = parked.outcome or asked or f"tried {parked.tries}x"
    return f"{parked.id}  {moment}  {update}  {state}  {parked.reason}"


_ACTS: dict[str, tuple[str, Callable[[Unit, Parked], str]]] = {
    "show": ("show one whole, with what people wrote", _show),
    "replay": ("have one handled again by the running desk", _replay),
    "drop": ("be done with one", _drop),
}
