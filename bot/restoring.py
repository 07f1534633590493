"""Putting a copy in the place of a database."""

from pathlib import Path

from bot.accounts import note
from bot.progress import Bar
from domain.auditing import Command
from models import copies, editions, tickets
from models.archives import Manifest
from models.crashes import crash_point
from models.health import Unusable
from models.unit import Units
from scheduler.catching_up import catch_up
from services.restoring import go_on


def put_back(units: Units, file: Path, manifest: Manifest, *, replace: bool) -> int:
    """Let the database be that of a copy, all of it or nothing; return how many debts it drops.

    What fell due since the copy was made is done now, before the debts are dropped: so it stands
    as if it had been told.
    """
    with units.open() as unit, Bar("Restoring", manifest.rows) as bar:
        before = tickets.given(unit)
        if copies.count(unit) and not replace:
            raise Unusable(
                "There is a desk in this database already: name an empty one, "
                "or add --replace to put the copy in its place."
            )
        copies.clear(unit)
        crash_point("restore.cleared")
        copies.load(unit, file, bar.tell)
        crash_point("restore.loaded")
        if editions.latest_version(unit) is not None:
            catch_up(unit)
        note(unit, Command.RESTORE, f"copy of {manifest.made_at:%Y-%m-%d %H:%M} UTC")
        return go_on(unit, manifest.made_at, before)
