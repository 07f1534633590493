"""Who sits at the machine: for what operators change on the command line."""

import os
from getpass import getuser

from domain.auditing import Command
from models import audit
from models.unit import Unit


def note(unit: Unit, command: Command, subject: str) -> None:
    """Write down what is changed in this unit, and of what, with the account that does it."""
    audit.note_command(unit, account(), command, subject)


def account() -> str:
    """Return the account of the machine that runs the program; behind sudo, whose it was."""
    try:
        return os.environ.get("SUDO_USER") or getuser()  # noqa: TID251  no setting: sudo says it
    except (ImportError, KeyError, OSError):  # by version of Python: this account has no name
        return f"uid {os.getuid()}"
